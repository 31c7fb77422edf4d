import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }
const id: Said = { nl: 'Nummer', en: 'Id' }
const made: Said = { nl: 'Wanneer gemaakt', en: 'When made' }
const expires: Said = { nl: 'Wanneer het verloopt', en: 'When it expires' }

/** Ways of signing in. */
export const signInWords: Readonly<Record<string, TableWords>> = {
  sign_in_policies: {
    what: { nl: 'Hoe een organisatie haar mensen wil laten inloggen', en: 'How an organisation wants its people to sign in' },
  },
  break_glass_accounts: {
    what: {
      nl: 'Wie mag inloggen als de inlogdienst van de organisatie het niet doet',
      en: 'Who may sign in when the organisation’s own sign-in service is out of order',
    },
    columns: { person_id: whose, since: { nl: 'Sinds wanneer', en: 'Since when' } },
  },
  passkeys: {
    what: { nl: 'Passkeys en beveiligingssleutels', en: 'Passkeys and security keys' },
    columns: {
      id,
      person_id: whose,
      name_sealed: { nl: 'Jouw naam voor de sleutel', en: 'Your name for the key' },
      credential_id: { nl: 'Kenmerk dat de sleutel zelf koos', en: 'Mark that the key chose itself' },
      public_key: { nl: 'Openbare helft van de sleutel', en: 'Public half of the key' },
      counter: { nl: 'Teller van de sleutel, om een kopie te merken', en: 'Counter of the key, to notice a copy' },
      transports: { nl: 'Hoe de sleutel wordt verbonden', en: 'How the key is connected' },
      device_bound: { nl: 'Of de sleutel het apparaat niet kan verlaten', en: 'Whether the key cannot leave the device' },
      backed_up: { nl: 'Of de maker een kopie bewaart', en: 'Whether its maker keeps a copy' },
      aaguid: { nl: 'Model van de sleutel', en: 'Model of the key' },
      attestation: { nl: 'Hoe de sleutel bewees wat hij is', en: 'How the key proved what it is' },
      created_at: made,
      last_used_at: { nl: 'Wanneer voor het laatst gebruikt', en: 'When last used' },
      disabled_at: { nl: 'Wanneer uitgezet omdat er een kopie bleek te zijn', en: 'When switched off because there turned out to be a copy' },
    },
  },
  challenges: {
    what: { nl: 'Vragen aan een passkey die nog op antwoord wachten; van niemand', en: 'Questions to a passkey that wait for their answer; of nobody' },
    kept: { nl: 'Vijf minuten', en: 'Five minutes' },
  },
  totp_secrets: {
    what: { nl: 'Authenticator-apps', en: 'Authenticator apps' },
    columns: {
      person_id: whose,
      secret_sealed: { nl: 'Geheim dat je app ook heeft', en: 'Secret that your app has too' },
      created_at: made,
      confirmed_at: { nl: 'Wanneer bevestigd', en: 'When confirmed' },
      pending_sealed: { nl: 'Geheim van een app die nog niet is bevestigd', en: 'Secret of an app that is not confirmed yet' },
      last_step: { nl: 'Tijdvak van de laatst gebruikte code', en: 'Time step of the last used code' },
    },
  },
  recovery_codes: {
    what: { nl: 'Herstelcodes die nog niet zijn gebruikt', en: 'Recovery codes not used yet' },
    columns: { person_id: whose, code_hash: { nl: 'Vingerafdruk van de code', en: 'Fingerprint of the code' }, made_at: made },
  },
  sign_in_steps: {
    what: { nl: 'Inloggen waarvan nog een stap ontbreekt', en: 'Signing in of which a step is still missing' },
    columns: {
      person_id: whose,
      token_hash: { nl: 'Vingerafdruk van de sleutel van de stap', en: 'Fingerprint of the step’s key' },
      kind: { nl: 'Welke stap', en: 'Which step' },
      attempts: { nl: 'Hoe vaak geprobeerd', en: 'How often tried' },
      expires_at: expires,
    },
  },
  mails: {
    what: { nl: 'E-mail die op verzending wacht', en: 'E-mail that waits to be sent' },
    columns: {
      id,
      person_id: { nl: 'Voor wie (nummer)', en: 'For whom (id)' },
      kind: { nl: 'Soort bericht', en: 'Kind of message' },
      content_sealed: { nl: 'Adres en tekst', en: 'Address and text' },
      created_at: made,
      attempts: { nl: 'Hoe vaak geprobeerd', en: 'How often tried' },
      next_attempt_at: { nl: 'Wanneer weer geprobeerd', en: 'When tried again' },
      expires_at: expires,
    },
  },
}
