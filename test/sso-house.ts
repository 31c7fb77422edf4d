import { randomUUID } from 'node:crypto'
import type { OrganisationId, ProviderId } from '#contract/ids.ts'
import { addIdentityProvider, changeIdentityProvider } from '#contract/endpoints/federation.ts'
import { checkEmailDomain, claimEmailDomain } from '#contract/endpoints/email-domains.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

export type SsoHouse = TestHouse & {
  /** What DNS answers: name to texts. An error is a name server that does not answer. */
  readonly dns: Map<string, readonly string[] | Error>
  readonly rooms: () => Rooms
  /** An organisation with its manager and, when named, domains that are proven. */
  readonly customer: (name: string, ...domains: readonly string[]) => Promise<{ organisation: OrganisationId; manager: PersonPrincipal }>
  /** Puts a signed approval there, past its room. */
  readonly approve: (organisation: OrganisationId, kind?: string) => Promise<string>
  /** Adds a provider, approved and switched on. */
  readonly provider: (manager: PersonPrincipal, body: object, change?: object) => Promise<ProviderId>
  readonly addressOf: (organisation: OrganisationId, provider: ProviderId) => string
}

/** All rooms on a database of their own, name servers that are a map, and providers on loopback. */
export const openSsoHouse = async (settings: Readonly<Record<string, string>> = {}): Promise<SsoHouse> => {
  const dns = new Map<string, readonly string[] | Error>()
  let rooms: Rooms | undefined
  const house = await openTestHouse({
    // The providers here run by the computer's own clock.
    now: Temporal.Now.instant().round('second').toString(),
    routes: (kernel) => {
      rooms = joinRooms(kernel, undefined, async (name) => {
        const found = dns.get(name) ?? []
        if (found instanceof Error) throw found
        return found
      })
      return rooms.routes
    },
    authenticate: () => rooms?.authenticate ?? {},
    settings: { SSO_ON_LOOPBACK: 'on', LOG_LEVEL: process.env['SSO_LOG'] ?? 'silent', ...settings },
  })

  const approve: SsoHouse['approve'] = async (organisation, kind = 'sso') => {
    const id = randomUUID()
    const now = house.clock.now()
    await house.query(
      `INSERT INTO approvals (organisation_id, id, kind, party_name, party_contact, party_country, purposes, categories, addresses, approved_at, ends_at,
         text_version, text_language, text_hash, note)
       VALUES ($1, $2, $3, 'Aanmelddienst', 'desk@aanmelddienst.example', 'NL', '{sign_in}', '{identity,contact,account}', '{}', $4::timestamptz,
         $4::timestamptz + interval '300 days', '2026-11-1', 'nl', repeat('0', 64), 'signed')`,
      [organisation, id, kind, now.toString()],
    )
    return id
  }

  const customer: SsoHouse['customer'] = async (name, ...domains) => {
    const organisation = await house.seed.organisation({ name })
    const manager = await house.seed.person(organisation, { name: `Beheerder van ${name}`, roles: ['employee', 'organisation_manager'] })
    for (const domain of domains) {
      const claimed = await house.call(claimEmailDomain, { as: manager, body: { domain } })
      const { id, record } = claimed.body as unknown as { id: string; record: { name: string; value: string } }
      dns.set(record.name, [record.value])
      const checked = await house.call(checkEmailDomain, { as: manager, params: { emailDomainId: id } })
      if (checked.status !== 200) throw new Error(`the domain ${domain} was not proven: ${checked.text}`)
    }
    return { organisation, manager }
  }

  const provider: SsoHouse['provider'] = async (manager, body, change = {}) => {
    const added = await house.call(addIdentityProvider, { as: manager, body })
    if (added.status !== 201) throw new Error(`the provider was not added: ${added.text}`)
    const providerId = String(added.body['id']) as ProviderId
    const approvalId = await approve(manager.organisation)
    const on = await house.call(changeIdentityProvider, { as: manager, params: { providerId }, body: { approvalId, enabled: true, ...change } })
    if (on.status !== 200) throw new Error(`the provider was not switched on: ${on.text}`)
    return providerId
  }

  return {
    ...house,
    dns,
    rooms: () => rooms as Rooms,
    customer,
    approve,
    provider,
    addressOf: (organisation, id) => `/api/v1/sso/${organisation}/${id}`,
    close: async () => {
      await rooms?.ingest.close()
      await house.close()
    },
  }
}
