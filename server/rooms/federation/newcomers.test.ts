import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changeEmailDomain, listEmailDomains } from '#contract/endpoints/email-domains.ts'
import { requestSignInLink, useSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { openSsoHouse } from '../../../test/sso-house.ts'
import type { SsoHouse } from '../../../test/sso-house.ts'

let house: SsoHouse
let mailbox: Mailbox
let organisation: OrganisationId
let manager: PersonPrincipal
before(async () => {
  mailbox = await openMailbox()
  house = await openSsoHouse({ SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'vrijplek@vrijplek.example' })
  ;({ organisation, manager } = await house.customer('Waterschap', 'waterschap.example'))
})
after(async () => {
  await house.kernel.mail.stop()
  await house.close()
  await mailbox.close()
})

const ask = async (email: string) => {
  const { status } = await house.call(requestSignInLink, { body: { email } })
  assert.equal(status, 202)
}
const people = async () => Number((await house.query<{ n: string }>('SELECT count(*) AS n FROM people WHERE organisation_id = $1', [organisation]))[0]?.n)
const open = async (selfJoin: boolean) => {
  const { domains } = (await house.call(listEmailDomains, { as: manager })).body as unknown as { domains: { id: string }[] }
  await house.call(changeEmailDomain, { as: manager, params: { emailDomainId: domains[0]?.id ?? '' }, body: { selfJoin } })
}

test('whoever has an address in an opened domain joins by the link in their own mailbox, as an employee', async () => {
  await open(true)
  await ask('nieuw@waterschap.example')
  const { text } = await mailbox.next('nieuw@waterschap.example')
  const token = /#([\w-]+\.[\w-]+)/.exec(text)?.[1] ?? ''
  const used = await house.call(useSignInLink, { body: { token, password: 'reiger wacht op vis 2026' } })
  assert.equal(used.status, 201)
  assert.deepEqual((used.body as unknown as { person: { roles: string[] } }).person.roles, ['employee'])
  const [grant] = await house.query<{ source: string }>(`SELECT source FROM role_grants WHERE organisation_id = $1 AND person_id = $2`, [organisation, (used.body as unknown as { person: { id: string } }).person.id])
  assert.equal(grant?.source, 'domain')
})

test('nobody joins by a domain that is not opened, nor by one that nobody proved', async () => {
  await open(false)
  const before = await people()
  await ask('dicht@waterschap.example')
  await ask('iemand@elsewhere.example')
  await house.kernel.mail.settled()
  assert.equal(await people(), before)
  assert.equal(mailbox.mails.some(({ to }) => to.includes('dicht@waterschap.example') || to.includes('iemand@elsewhere.example')), false)
})
