import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }

/** Guests, and the checks of granted rights. */
export const rightsWords: Readonly<Record<string, TableWords>> = {
  guest_stays: {
    what: { nl: 'Waar een gast wordt verwacht', en: 'Where a guest is expected' },
    columns: {
      person_id: whose,
      location_id: { nl: 'In welk gebouw (nummer)', en: 'In which building (id)' },
      starts_at: { nl: 'Vanaf wanneer', en: 'From when' },
      registered_by: { nl: 'Wie de gast aanmeldde (nummer)', en: 'Who registered the guest (id)' },
    },
  },
  place_locations: { what: { nl: 'In welk gebouw een plek of zone is', en: 'In which building a workspace or zone is' } },
}
