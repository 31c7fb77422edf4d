import type { Caller } from './program-client.ts'

type Text = { version: string; language: string; textHash: string }

/** Lets a third party in for personal tokens, revokes it again, and leaves one of their own tokens used and one revoked. */
export const liveWithIntegrations = async (one: Caller, mark: string): Promise<void> => {
  const { version, language, textHash } = await one.call<Text>('GET', '/approvals/responsibility-text?language=nl')
  const inDays = (days: number) => Temporal.Now.instant().add({ hours: days * 24 }).toString({ smallestUnit: 'second' })
  const approve = () =>
    one.call<{ id: string }>('POST', '/approvals', {
      kind: 'personal_tokens',
      party: { name: 'Ruimtewijzer BV', contact: 'privacy@ruimtewijzer.example', country: 'NL', transferGround: null },
      purposes: ['booking', 'presence'],
      categories: ['places', 'occupancy', 'bookings'],
      addresses: [],
      endsAt: inDays(200),
      responsibility: { version, language, textHash, accepted: true },
    })
  const make = (approvalId: string) =>
    one.call<{ token: string; id: string }>('POST', '/me/tokens', {
      approvalId,
      name: `Agenda ${mark}`,
      purposes: ['booking'],
      categories: ['places', 'bookings'],
      addresses: ['127.0.0.0/8', '::1'],
      endsAt: inDays(60),
    })
  const { id } = await approve()
  const { token } = await make(id)
  await one.ask('GET', '/bookings', undefined, { cookie: '', authorization: `Bearer ${token}` })
  const given = await make(id)
  await one.call('DELETE', `/me/tokens/${given.id}`)
  const other = await approve()
  await one.call('DELETE', `/approvals/${other.id}`)
}
