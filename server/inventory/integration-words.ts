import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }

/** Third parties, their programs and tokens. */
export const integrationWords: Readonly<Record<string, TableWords>> = {
  approvals: {
    what: {
      nl: 'Goedkeuringen van derde partijen: wie, waarvoor, welke gegevens, tot wanneer',
      en: 'Approvals of third parties: whom, what for, which data, until when',
    },
    columns: {
      id: { nl: 'Nummer', en: 'Id' },
      kind: { nl: 'Soort koppeling', en: 'Kind of integration' },
      party_name: { nl: 'Naam van de partij', en: 'Name of the party' },
      party_contact: { nl: 'Adres van de partij', en: 'Address of the party' },
      party_country: { nl: 'Land', en: 'Country' },
      transfer_ground: { nl: 'Grond voor doorgifte', en: 'Ground of the transfer' },
      purposes: { nl: 'Doelen', en: 'Purposes' },
      categories: { nl: 'Soorten gegevens', en: 'Categories of data' },
      addresses: { nl: 'Netwerken waar het vandaan mag komen', en: 'Networks it may come from' },
      approved_at: { nl: 'Wanneer goedgekeurd', en: 'When approved' },
      ends_at: { nl: 'Tot wanneer', en: 'Until when' },
      accepted_by: { nl: 'Wie de verantwoordelijkheid nam (nummer)', en: 'Who took the responsibility (id)' },
      text_version: { nl: 'Versie van de tekst', en: 'Version of the text' },
      text_language: { nl: 'Taal van de tekst', en: 'Language of the text' },
      text_hash: { nl: 'Vingerafdruk van de exacte tekst', en: 'Fingerprint of the exact text' },
      note: { nl: 'De ondertekende goedkeuring', en: 'The signed approval' },
      renews: { nl: 'Welke goedkeuring dit verlengt', en: 'Which approval this renews' },
      revoked_at: { nl: 'Wanneer ingetrokken', en: 'When revoked' },
      revoked_by: { nl: 'Door wie ingetrokken (nummer)', en: 'By whom revoked (id)' },
      confirmed_at: { nl: 'Wanneer voor het laatst bevestigd', en: 'When last confirmed' },
    },
  },
  api_clients: { what: { nl: 'Programma’s van derde partijen', en: 'Programs of third parties' } },
  client_secrets: {
    what: { nl: 'Geheimen waarmee die programma’s hun tokens halen, als hash', en: 'Secrets with which those programs get their tokens, as a hash' },
    kept: { nl: 'Tot ze vervangen of ingetrokken worden', en: 'Until they are replaced or revoked' },
  },
  access_tokens: {
    what: { nl: 'Toegangstokens van programma’s en personen, als hash', en: 'Access tokens of programs and people, as a hash' },
    columns: {
      id: { nl: 'Nummer', en: 'Id' },
      kind: { nl: 'Soort token', en: 'Kind of token' },
      token_hash: { nl: 'Hash van het token', en: 'Hash of the token' },
      approval_id: { nl: 'Goedkeuring waar het onder valt', en: 'Approval it is under' },
      approval_kind: { nl: 'Soort koppeling', en: 'Kind of integration' },
      client_id: { nl: 'Programma', en: 'Program' },
      client_slot: { nl: 'Geheim waarmee het werd gehaald', en: 'Secret it was got with' },
      person_id: whose,
      name_sealed: { nl: 'Jouw naam voor het token', en: 'Your name for the token' },
      purposes: { nl: 'Doelen', en: 'Purposes' },
      categories: { nl: 'Soorten gegevens', en: 'Categories of data' },
      addresses: { nl: 'Netwerken waar het vandaan mag komen', en: 'Networks it may come from' },
      created_at: { nl: 'Wanneer gemaakt', en: 'When made' },
      ends_at: { nl: 'Wanneer het verloopt', en: 'When it expires' },
      last_used_on: { nl: 'Dag van het laatste gebruik', en: 'Day of last use' },
      revoked_at: { nl: 'Wanneer ingetrokken', en: 'When revoked' },
      confirmed_at: { nl: 'Wanneer voor het laatst bevestigd', en: 'When last confirmed' },
    },
  },
}
