import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van welke collega van de beheerder (nummer)', en: 'Of which colleague at the operator (id)' }
const made: Said = { nl: 'Wanneer gemaakt', en: 'When made' }
const expires: Said = { nl: 'Wanneer het verloopt', en: 'When it expires' }
const language: Said = { nl: 'Taal', en: 'Language' }

/** What the operator keeps of its own people, and of its visits to customers. */
export const operatorWords: Readonly<Record<string, TableWords>> = {
  staff: {
    what: { nl: 'Wie er bij de beheerder van de dienst werkt', en: 'Who works for the operator of the service' },
    columns: {
      name_sealed: { nl: 'Naam', en: 'Name' },
      email_sealed: { nl: 'E-mailadres', en: 'E-mail address' },
      email_index: { nl: 'Onleesbare zoekvorm van het e-mailadres', en: 'Unreadable search form of the e-mail address' },
      roles: { nl: 'Rollen', en: 'Roles' },
      language,
      invited_at: { nl: 'Wanneer uitgenodigd', en: 'When invited' },
      activated_at: { nl: 'Wanneer de eerste sleutel is vastgelegd', en: 'When the first key was enrolled' },
      left_at: { nl: 'Wanneer vertrokken', en: 'When they left' },
    },
  },
  staff_links: {
    what: { nl: 'Links waarmee een collega een sleutel vastlegt', en: 'Links with which a colleague enrols a key' },
    columns: { staff_id: whose, token_hash: { nl: 'Vingerafdruk van de link', en: 'Fingerprint of the link' }, expires_at: expires },
  },
  staff_keys: {
    what: { nl: 'Hardwaresleutels van collega’s bij de beheerder', en: 'Hardware keys of colleagues at the operator' },
    columns: {
      staff_id: whose,
      name_sealed: { nl: 'Naam van de sleutel', en: 'Name of the key' },
      credential_id: { nl: 'Nummer van de sleutel', en: 'Id of the key' },
      public_key: { nl: 'Openbare sleutel', en: 'Public key' },
      counter: { nl: 'Teller van de sleutel', en: 'Counter of the key' },
      transports: { nl: 'Hoe de sleutel wordt aangesloten', en: 'How the key is connected' },
      aaguid: { nl: 'Merk en model', en: 'Make and model' },
      attestation: { nl: 'Wat de sleutel van zichzelf bewees', en: 'What the key proved of itself' },
      proven_by_maker: { nl: 'Of een vertrouwde maker ervoor instaat', en: 'Whether a trusted maker vouches for it' },
      created_at: made,
      last_used_at: { nl: 'Wanneer voor het laatst gebruikt', en: 'When last used' },
    },
  },
  staff_sessions: {
    what: { nl: 'Inlogsessies van collega’s bij de beheerder', en: 'Sign-in sessions of colleagues at the operator' },
    columns: {
      token_hash: { nl: 'Vingerafdruk van de sessiesleutel', en: 'Fingerprint of the session key' },
      staff_id: whose,
      key_id: { nl: 'Met welke sleutel', en: 'With which key' },
      device: { nl: 'Soort apparaat en browser', en: 'Kind of device and browser' },
      created_at: { nl: 'Wanneer ingelogd', en: 'When signed in' },
      verified_at: { nl: 'Wanneer voor het laatst aangetoond wie het is', en: 'When it was last shown who it is' },
      idle_until: { nl: 'Wanneer de sessie zonder gebruik eindigt', en: 'When the session ends without use' },
      absolute_until: { nl: 'Wanneer de sessie hoe dan ook eindigt', en: 'When the session ends whatever happens' },
    },
  },
  staff_declarations: {
    what: { nl: 'Getekende geheimhoudingsverklaringen', en: 'Signed confidentiality declarations' },
    columns: {
      staff_id: whose,
      version: { nl: 'Versie van de tekst', en: 'Version of the text' },
      language,
      text_hash: { nl: 'Vingerafdruk van de exacte tekst', en: 'Fingerprint of the exact text' },
      signed_at: { nl: 'Wanneer getekend', en: 'When signed' },
      client_data: { nl: 'Wat er getekend is, zoals de browser het gaf', en: 'What was signed, as the browser gave it' },
      authenticator_data: { nl: 'Wat de sleutel erbij zei', en: 'What the key said with it' },
      signature: { nl: 'Handtekening', en: 'Signature' },
      public_key: { nl: 'Openbare sleutel', en: 'Public key' },
    },
  },
  staff_visits: {
    what: { nl: 'Welke collega bij welke klant om een bezoek vroeg', en: 'Which colleague asked for a visit to which customer' },
    columns: { staff_id: whose },
  },
  support_visits: {
    what: {
      nl: 'Hulpbezoeken van de aanbieder: waarom, met welke toestemming, van wanneer tot wanneer',
      en: 'Support visits: why, with which consent, from when until when',
    },
    columns: { words_sealed: { nl: 'De reden, in de woorden van de beheerder', en: 'The reason, in the operator’s words' } },
  },
}
