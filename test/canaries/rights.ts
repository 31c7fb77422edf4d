import type { Caller } from './program-client.ts'

/** Roles given with a reason, both ways, a guest, and a review of it all: what the one leaves in the rights of the other. */
export const liveWithRights = async (one: Caller, other: Caller, locationId: string): Promise<void> => {
  await other.call('POST', '/grants', { personId: one.personId, role: 'privacy_officer', why: 'Vervangt de functionaris in de vakantie' })
  await one.call('POST', '/grants', { personId: other.personId, role: 'location_manager', locationId, why: 'Beheert ook het hoofdkantoor' })
  const until = Temporal.Now.instant().add({ hours: 30 }).toString({ smallestUnit: 'second' })
  await one.call('POST', '/guests', { name: 'Gijs Gast', email: 'gijs@gasten.example', locationId, until, language: 'nl' })
  const { id } = await one.call<{ id: string }>('POST', '/access-reviews')
  const { items } = await one.call<{ items: { id: string }[] }>('GET', `/access-reviews/${id}?mine=true`)
  await one.call('POST', `/access-reviews/${id}/answers`, { answers: items.map((item) => ({ itemId: item.id, verdict: 'confirm' })) })
}
