import { listLocations } from '#contract/endpoints/places.ts'
import type { LocationId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { useSession } from '../../shell/session.ts'

export type RightsPlaces = {
  /** Whether rights in the whole organisation may be seen. */
  readonly whole: boolean
  readonly locations: readonly { readonly id: LocationId; readonly name: string }[]
}

/** Of which places somebody may see who can do what; null while it is not known. */
export function useRightsPlaces(): RightsPlaces | null {
  const { permissions, local } = useSession()
  const whole = permissions.includes('see_rights')
  const mine = local.filter(({ permission }) => permission === 'see_rights').flatMap(({ locationIds }) => locationIds)
  const maySee = permissions.includes('see_floors')
  const { data } = useCall(listLocations, {}, { staleTime: 300_000, enabled: maySee && (whole || mine.length > 0) })
  if (!maySee) return { whole, locations: [] }
  return data === undefined ? null : { whole, locations: data.locations.filter(({ id }) => whole || mine.includes(id)) }
}
