import type { DeviceState } from '../devices/index.ts'
import { canCheckIn, shownName } from './door.ts'
import type { NameOf } from './picture.ts'
import { instantText, runningAndNext, spotAt } from './spot.ts'
import type { DisplayFacts } from './store-times.ts'

/** What a device at a desk or room shows; names as on a door display. */
export const deviceState = ({ workspace, nowMs, name, kind }: DisplayFacts, language: 'nl' | 'en', nameOf: NameOf): DeviceState => {
  const { shared, occupant } = spotAt(workspace, nowMs)
  const { next } = runningAndNext(workspace.bookings, nowMs)
  return {
    at: instantText(nowMs),
    workspace: { name, kind },
    language,
    state: shared.state,
    until: shared.until,
    name: shownName(occupant, nameOf),
    next:
      next === null
        ? null
        : { from: instantText(next.fromMs), to: instantText(next.toMs), name: shownName(next.person, nameOf) },
    canCheckIn: canCheckIn(workspace.bookings, nowMs),
  }
}
