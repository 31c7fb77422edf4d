import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }
const subject: Said = { nl: 'Vingerafdruk van wie je bij de aanmelddienst bent', en: 'Fingerprint of who you are at the identity provider' }

const provider: Said = { nl: 'Welke aanmelddienst (nummer)', en: 'Which identity provider (id)' }

/** Single sign-on: domains, identity providers, and who is known there. */
export const federationWords: Readonly<Record<string, TableWords>> = {
  email_domains: {
    what: {
      nl: 'E-maildomeinen van een organisatie, en of bewezen is dat ze van haar zijn',
      en: 'E-mail domains of an organisation, and whether they are proven to be its own',
    },
  },
  domain_directory: {
    what: { nl: 'Welke organisatie een e-maildomein heeft bewezen; alleen vingerafdrukken', en: 'Which organisation has proven an e-mail domain; fingerprints only' },
  },
  identity_providers: {
    what: {
      nl: 'Aanmelddiensten waarmee mensen van een organisatie inloggen; het gedeelde geheim is versleuteld',
      en: 'Identity providers through which people of an organisation sign in; the shared secret is encrypted',
    },
  },
  provider_groups: {
    what: { nl: 'Welke groep bij de aanmelddienst welke rol of welk team geeft', en: 'Which group at the identity provider gives which role or team' },
    columns: {
      provider_id: provider,
      place: { nl: 'Volgorde', en: 'Order' },
      group_name: { nl: 'Groep', en: 'Group' },
      role: { nl: 'Rol', en: 'Role' },
      location_id: { nl: 'Locatie (nummer)', en: 'Location (id)' },
      team_id: { nl: 'Team (nummer)', en: 'Team (id)' },
      set_by: { nl: 'Wie dat zo instelde (nummer)', en: 'Who set it so (id)' },
    },
  },
  federated_identities: {
    what: { nl: 'Wie bij een aanmelddienst wie is hier', en: 'Who at an identity provider is whom here' },
    columns: {
      provider_id: provider,
      subject_index: subject,
      person_id: whose,
      linked_at: { nl: 'Wanneer gekoppeld', en: 'When linked' },
      used_at: { nl: 'Wanneer zo voor het laatst ingelogd', en: 'When last signed in this way' },
    },
  },
  federated_sessions: {
    what: { nl: 'Welke sessie hier bij welke sessie van een aanmelddienst hoort', en: 'Which session here belongs to which session of an identity provider' },
    columns: {
      session_id: { nl: 'Sessie (nummer)', en: 'Session (id)' },
      provider_id: provider,
      person_id: whose,
      subject_index: subject,
      sid_index: { nl: 'Vingerafdruk van de sessie daar', en: 'Fingerprint of the session there' },
    },
  },
  sign_in_flows: {
    what: { nl: 'Wie onderweg is naar een aanmelddienst en terug; tien minuten', en: 'Who is on the way to an identity provider and back; ten minutes' },
    columns: {
      state_hash: { nl: 'Vingerafdruk van de vraag', en: 'Fingerprint of the question' },
      provider_id: provider,
      browser_hash: { nl: 'Vingerafdruk van een geheim van je browser', en: 'Fingerprint of a secret of your browser' },
      aim: { nl: 'Waarvoor', en: 'What for' },
      started_at: { nl: 'Begonnen', en: 'Began' },
      expires_at: { nl: 'Wanneer het verloopt', en: 'When it expires' },
      answered_at: { nl: 'Beantwoord', en: 'Answered' },
      person_id: { nl: 'Van wie, zodra dat bekend is (nummer)', en: 'Whose, once that is known (id)' },
      outcome_sealed: { nl: 'Wat de aanmelddienst zei, tot de volgende stap', en: 'What the provider said, until the next step' },
    },
  },
  spent_messages: {
    what: {
      nl: 'Vingerafdrukken van berichten van aanmelddiensten die al zijn gebruikt; van niemand',
      en: 'Fingerprints of messages of identity providers that were used; of nobody',
    },
    kept: { nl: 'Tot het bericht vanzelf is verlopen, hoogstens een dag', en: 'Until the message has expired by itself, a day at most' },
  },
}
