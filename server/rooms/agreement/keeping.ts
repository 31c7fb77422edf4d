import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import type { NoticeParameters } from './document/render.ts'

export type Keeping = Pick<NoticeParameters, 'sessionDays' | 'bookingDays' | 'trailKeeping'>

const keepOf = (inventory: readonly RoomDeclaration[], table: string): PersonalColumn['keep'] => {
  const found = inventory.flatMap((room) => room.tables).find((each) => each.table === table)?.personal['person_id']
  if (found === undefined) throw new Error(`the inventory declares no person for ${table}`)
  return found.keep
}

const daysOf = ({ period }: PersonalColumn['keep']): number => Temporal.Duration.from(period).total('days')

/** Keeping periods as the rooms declare them, so that the notice promises what is kept to (G1.1). */
export const keepingOf = (inventory: readonly RoomDeclaration[]): Keeping => {
  const trail = keepOf(inventory, 'trail_entries')
  return {
    sessionDays: daysOf(keepOf(inventory, 'sessions')),
    bookingDays: daysOf(keepOf(inventory, 'bookings')),
    trailKeeping: trail.after === 'agreement_end' ? 'until_agreement_ends' : { days: daysOf(trail) },
  }
}
