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
  access_reviews: {
    what: { nl: 'Controles van gegeven rechten', en: 'Reviews of granted rights' },
    columns: {
      id: { nl: 'Nummer', en: 'Id' },
      started_at: { nl: 'Wanneer begonnen', en: 'When begun' },
      due_at: { nl: 'Wanneer ze sluit', en: 'When it closes' },
      closed_at: { nl: 'Wanneer gesloten', en: 'When closed' },
      started_by: { nl: 'Wie ze begon (nummer)', en: 'Who began it (id)' },
      told: { nl: 'Welk bericht is gestuurd', en: 'Which notice was sent' },
    },
  },
  review_items: {
    what: { nl: 'Wat bij een controle van rechten is voorgelegd, en de uitkomst', en: 'What a review of rights put before somebody, and the outcome' },
    columns: {
      id: { nl: 'Nummer', en: 'Id' },
      review_id: { nl: 'Bij welke controle', en: 'Of which review' },
      kind: { nl: 'Soort recht', en: 'Kind of right' },
      right_id: { nl: 'Welk recht (nummer)', en: 'Which right (id)' },
      person_id: whose,
      role: { nl: 'Rol', en: 'Role' },
      location_id: { nl: 'In welk gebouw (nummer)', en: 'In which building (id)' },
      label: { nl: 'Naam van een derde partij en haar programma', en: 'Name of a third party and its program' },
      since: { nl: 'Sinds wanneer', en: 'Since when' },
      until: { nl: 'Tot wanneer', en: 'Until when' },
      granted_by: { nl: 'Wie het gaf (nummer)', en: 'Who gave it (id)' },
      reviewer: { nl: 'Aan wie het is voorgelegd (rol)', en: 'Before whom it was put (role)' },
      state: { nl: 'Uitkomst', en: 'Outcome' },
      answered_by: { nl: 'Wie antwoordde (nummer)', en: 'Who answered (id)' },
      answered_at: { nl: 'Wanneer beantwoord', en: 'When answered' },
    },
  },
  review_settings: { what: { nl: 'Hoe vaak een organisatie rechten controleert', en: 'How often an organisation reviews rights' } },
  place_locations: { what: { nl: 'In welk gebouw een plek of zone is', en: 'In which building a workspace or zone is' } },
}
