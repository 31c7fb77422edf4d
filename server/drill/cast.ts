import { setTimeout as pause } from 'node:timers/promises'
import { listAccounts } from '#contract/endpoints/people.ts'
import { eraseMe, getErasureReceipt } from '#contract/endpoints/my-data.ts'
import { signIn } from '#contract/endpoints/session.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { apiClient } from '../demo/client.ts'
import type { DemoOrganisation, DemoPerson } from '../demo/people.ts'
import { seedOrganisation } from '../demo/seed-people.ts'
import type { House } from '../house.ts'

const colleague = {
  team: 'Dijken',
  role: 'employee',
  visibility: 'organisation',
  language: 'nl',
  pastFirstUse: true,
  plansAhead: false,
} as const

/** Invented, under `.example`, which nobody can own (RFC 2606 §3). */
const manager: DemoPerson = {
  ...colleague,
  name: 'Meintje Beheerder',
  email: 'beheer@oefening.example',
  password: 'zilvermeeuw-op-paal-01',
  role: 'organisation_manager',
}
export const leaver: DemoPerson = {
  ...colleague,
  name: 'Vera Vertrekker',
  email: 'vera.vertrekker@oefening.example',
  password: 'zilvermeeuw-op-paal-02',
}
export const stayer: DemoPerson = { ...colleague, name: 'Bas Blijver', email: 'bas.blijver@oefening.example', password: 'zilvermeeuw-op-paal-03' }

const organisation: DemoOrganisation = { name: 'Waterschap Proefpolder', agreementInForce: true, teams: ['Dijken'], people: [manager, leaver, stayer] }

export type Cast = { readonly organisation: OrganisationId; readonly leaver: PersonId; readonly stayer: PersonId; readonly count: number }

export const bringCast = async (house: House): Promise<Cast> => {
  const { id, personIds } = await seedOrganisation(house.http, organisation)
  const [leaving, staying] = [personIds.get(leaver.email), personIds.get(stayer.email)]
  if (leaving === undefined || staying === undefined) throw new Error('somebody of the cast was not invited')
  return { organisation: id, leaver: leaving, stayer: staying, count: organisation.people.length }
}

/** As the manager sees it, after signing in: who is there, by name and address. */
export const whoIsThere = async (house: House): Promise<string[]> => {
  const client = apiClient(house.http)
  await client.call(signIn, { body: { email: manager.email, password: manager.password } })
  const { accounts } = await client.call(listAccounts, { query: { limit: 500 } })
  return accounts.map(({ name, email }) => `${name} <${email}>`).toSorted()
}

/** Whether somebody can still come in with their own password. */
export const canSignIn = async (house: House, person: { readonly email: string; readonly password: string }): Promise<boolean> =>
  await apiClient(house.http)
    .call(signIn, { body: { email: person.email, password: person.password } })
    .then(
      () => true,
      () => false,
    )

/** The leaver asks for it in the app; the answer is the receipt. */
export const leaverErasesThemself = async (house: House): Promise<string> => {
  const client = apiClient(house.http)
  await client.call(signIn, { body: { email: leaver.email, password: leaver.password } })
  const { receiptId } = await client.call(eraseMe, { body: { erase: true } })
  for (;;) {
    const { state, receipt } = await apiClient(house.http).call(getErasureReceipt, { params: { receiptId } })
    if (state === 'done' && receipt !== null) return receipt
    await house.retention.erasures.settled()
    await pause(20)
  }
}
