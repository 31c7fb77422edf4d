import type { Said, TableWords } from '#kernel/purpose/stores.ts'
import { federationWords } from './federation-words.ts'
import { integrationWords } from './integration-words.ts'
import { operatorWords } from './operator-words.ts'
import { placeWords } from './place-words.ts'
import { provisioningWords } from './provisioning-words.ts'
import { rightsWords } from './rights-words.ts'
import { signInWords } from './sign-in-words.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }
const id: Said = { nl: 'Nummer', en: 'Id' }
const made: Said = { nl: 'Wanneer gemaakt', en: 'When made' }
const language: Said = { nl: 'Taal', en: 'Language' }
const textVersion: Said = { nl: 'Versie van de tekst', en: 'Version of the text' }
const textHash: Said = { nl: 'Vingerafdruk van de exacte tekst', en: 'Fingerprint of the exact text' }
const expires: Said = { nl: 'Wanneer het verloopt', en: 'When it expires' }

/**
 * What each table and each column of the inventory is, in words that a reader of the annex understands. Whoever declares a table or a column in a
 * `personal-data.ts` writes its words here; a test says which are missing.
 */
export const tableWords: Readonly<Record<string, TableWords>> = {
  ...operatorWords,
  ...placeWords,
  ...signInWords,
  ...federationWords,
  ...integrationWords,
  ...provisioningWords,
  ...rightsWords,
  tenants: { what: { nl: 'Dat er een organisatie is', en: 'That there is an organisation' } },
  outbox: {
    what: {
      nl: 'Gebeurtenissen die nog binnen de dienst worden doorgegeven; alleen nummers van boekingen, plekken en apparaten',
      en: 'Events still to be passed on inside the service; ids of bookings, places and devices only',
    },
    kept: { nl: 'Tot ze zijn doorgegeven, meestal minder dan een seconde', en: 'Until they are passed on, usually less than a second' },
  },
  files: {
    what: { nl: 'Welke versleutelde bestanden er zijn', en: 'Which encrypted files there are' },
    columns: {
      person_id: whose,
      id,
      room: { nl: 'Deel van de dienst dat het maakte', en: 'Part of the service that made it' },
      kind: { nl: 'Soort bestand', en: 'Kind of file' },
      name: { nl: 'Bestandsnaam', en: 'File name' },
      media_type: { nl: 'Bestandstype', en: 'Media type' },
      size: { nl: 'Grootte', en: 'Size' },
      sha256: { nl: 'Vingerafdruk van de inhoud', en: 'Fingerprint of the content' },
      created_at: made,
      expires_at: expires,
    },
  },
  organisations: {
    what: { nl: 'De organisatie: naam, taal en of de overeenkomst geldt', en: 'The organisation: name, language and whether the agreement is in force' },
  },
  teams: { what: { nl: 'Namen van teams', en: 'Names of teams' } },
  people: {
    what: { nl: 'Accounts', en: 'Accounts' },
    columns: {
      id: { nl: 'Nummer van de persoon', en: 'Id of the person' },
      name_sealed: { nl: 'Naam', en: 'Name' },
      email_sealed: { nl: 'E-mailadres', en: 'E-mail address' },
      email_index: { nl: 'Onleesbare zoekvorm van het e-mailadres', en: 'Unreadable search form of the e-mail address' },
      team_id: { nl: 'Team', en: 'Team' },
      visibility: { nl: 'Keuze wie je mag zien', en: 'Choice of who may see you' },
      language: { nl: 'Taal van de schermen', en: 'Language of the screens' },
      theme: { nl: 'Licht of donker', en: 'Light or dark' },
      formation: { nl: 'Of het account bij een aanmelding hoort die nog niet rond is', en: 'Whether the account belongs to a sign-up not yet complete' },
      opted_in_at: { nl: 'Wanneer je ja zei', en: 'When you said yes' },
      kind: { nl: 'Medewerker of gast', en: 'Employee or guest' },
      access_until: { nl: 'Tot wanneer je mag inloggen', en: 'Until when you may sign in' },
      deactivated_at: { nl: 'Sinds wanneer je account is uitgezet', en: 'Since when your account is switched off' },
      restricted_at: { nl: 'Sinds wanneer je gegevens zijn bevroren', en: 'Since when your data is frozen' },
      created_at: made,
    },
  },
  sign_in_directory: {
    what: { nl: 'Bij welke organisatie een e-mailadres hoort, om te kunnen inloggen', en: 'Which organisation an e-mail address belongs to, for signing in' },
    columns: {
      email_index: { nl: 'Onleesbare zoekvorm van het e-mailadres', en: 'Unreadable search form of the e-mail address' },
      person_id: whose,
    },
  },
  role_grants: {
    what: { nl: 'Wie welke rol heeft', en: 'Who has which role' },
    columns: {
      person_id: { nl: 'Wie de rol heeft (nummer)', en: 'Who has the role (id)' },
      granted_by: { nl: 'Wie de rol gaf (nummer)', en: 'Who gave the role (id)' },
      role: { nl: 'Rol', en: 'Role' },
      granted_at: { nl: 'Wanneer gegeven', en: 'When given' },
      id,
      location_id: { nl: 'Voor welke locatie (nummer)', en: 'For which location (id)' },
      starts_at: { nl: 'Vanaf wanneer', en: 'From when' },
      ends_at: { nl: 'Tot wanneer', en: 'Until when' },
      source: { nl: 'Hoe de rol kwam', en: 'How the role came about' },
      confirmed_at: { nl: 'Wanneer voor het laatst bevestigd', en: 'When last confirmed' },
      reason_sealed: { nl: 'Waarom, in de woorden van de gever', en: 'Why, in the granter’s words' },
    },
  },
  credentials: {
    what: { nl: 'Wachtwoorden, als onleesbare afdruk', en: 'Passwords, as an unreadable print' },
    columns: {
      person_id: whose,
      password_hash: { nl: 'Onleesbare afdruk van het wachtwoord (Argon2id)', en: 'Unreadable print of the password (Argon2id)' },
      changed_at: { nl: 'Wanneer het wachtwoord is veranderd', en: 'When the password was changed' },
    },
  },
  invitations: {
    what: { nl: 'Uitnodigingen die nog niet zijn gebruikt', en: 'Invitations not used yet' },
    columns: {
      person_id: { nl: 'Wie is uitgenodigd (nummer)', en: 'Who is invited (id)' },
      token_hash: { nl: 'Vingerafdruk van de link', en: 'Fingerprint of the link' },
      expires_at: expires,
    },
  },
  sessions: {
    what: { nl: 'Inlogsessies', en: 'Sign-in sessions' },
    columns: {
      person_id: whose,
      token_hash: { nl: 'Vingerafdruk van de sessiesleutel', en: 'Fingerprint of the session key' },
      device: { nl: 'Soort apparaat en browser', en: 'Kind of device and browser' },
      created_at: { nl: 'Wanneer ingelogd', en: 'When signed in' },
      seen_at: { nl: 'Wanneer voor het laatst gebruikt', en: 'When last used' },
      idle_until: { nl: 'Wanneer de sessie zonder gebruik eindigt', en: 'When the session ends without use' },
      absolute_until: { nl: 'Wanneer de sessie hoe dan ook eindigt', en: 'When the session ends whatever happens' },
      id: { nl: 'Nummer', en: 'Id' },
      method: { nl: 'Hoe ingelogd', en: 'How signed in' },
      verified_at: { nl: 'Wanneer voor het laatst aangetoond wie het is', en: 'When it was last shown who it is' },
      network: { nl: 'Naam van het netwerk, als de organisatie het er een gaf', en: 'Name of the network, when the organisation gave it one' },
      idle_minutes: { nl: 'Na hoeveel minuten zonder gebruik de sessie eindigt', en: 'After how many minutes without use the session ends' },
      hardware_key: { nl: 'Of een sleutel werd getoond die zijn apparaat niet kan verlaten', en: 'Whether a key was shown that cannot leave its device' },
    },
  },
  attempt_throttle: {
    what: { nl: 'Mislukte inlogpogingen, om raden te vertragen', en: 'Failed sign-in attempts, to slow down guessing' },
    columns: {
      key: {
        nl: 'Onleesbare zoekvorm van e-mailadres of netwerkadres',
        en: 'Unreadable search form of an e-mail or network address',
      },
    },
  },
  agreements: {
    what: { nl: 'De overeenkomst: wie haar sloot, wanneer, met welke tekst', en: 'The agreement: who made it, when, with which text' },
    columns: {
      accepted_by: { nl: 'Wie voor de organisatie akkoord ging (nummer)', en: 'Who agreed for the organisation (id)' },
      id,
      version: textVersion,
      language,
      text_hash: textHash,
      parameters: {
        nl: 'Naam, vestigingsplaats, nummer en contactadressen van de aanbieder en naam van de klant, zoals in de tekst',
        en: 'Name, seat, number and contact addresses of the operator and name of the customer, as in the text',
      },
      formed_by: { nl: 'Hoe de overeenkomst tot stand kwam', en: 'How the agreement came about' },
      accepted_at: { nl: 'Wanneer akkoord', en: 'When agreed' },
      warranted_lawful: { nl: 'Dat de klant instaat voor rechtmatige gegevens', en: 'That the customer warrants that the data is lawful' },
      ended_at: { nl: 'Wanneer de overeenkomst eindigde', en: 'When the agreement ended' },
    },
  },
  privacy_notice_acceptances: {
    what: { nl: 'Wie ja zei tegen welke tekst', en: 'Who said yes to which text' },
    columns: {
      person_id: whose,
      version: textVersion,
      language,
      text_hash: textHash,
      accepted_at: { nl: 'Wanneer akkoord', en: 'When agreed' },
    },
  },
  bookings: {
    what: { nl: 'Boekingen en check-ins', en: 'Bookings and check-ins' },
    columns: {
      person_id: { nl: 'Wie boekte (nummer)', en: 'Who booked (id)' },
      frozen: { nl: 'Dat de boeking van iemand is wiens gegevens zijn bevroren', en: 'That the booking is of somebody whose data is frozen' },
      id,
      workspace_id: { nl: 'Welke plek', en: 'Which place' },
      kind: { nl: 'Werkplek of ruimte', en: 'Workspace or room' },
      during: { nl: 'Van wanneer tot wanneer de plek bezet is gehouden', en: 'From when until when the place was held' },
      status: { nl: 'Geboekt, ingecheckt, afgelopen, geannuleerd of vrijgegeven', en: 'Booked, checked in, ended, cancelled or released' },
      held_until: { nl: 'Tot wanneer de plek zonder check-in vrij blijft', en: 'Until when the place is held without a check-in' },
      checked_in_at: { nl: 'Wanneer ingecheckt', en: 'When checked in' },
      checked_in_by: { nl: 'Waarmee ingecheckt: app, QR-code, deur, apparaat of sensor', en: 'Checked in by: app, QR code, door, device or sensor' },
      ended_at: { nl: 'Wanneer werkelijk geëindigd', en: 'When it really ended' },
      reminded_at: { nl: 'Wanneer aan het inchecken herinnerd', en: 'When reminded to check in' },
      created_at: { nl: 'Wanneer geboekt', en: 'When booked' },
      from_at: { nl: 'Begin', en: 'Start' },
      to_at: { nl: 'Einde', en: 'End' },
    },
  },
  idempotency_keys: {
    what: { nl: 'Sleutels tegen dubbel versturen van een boeking', en: 'Keys against sending a booking twice' },
    columns: {
      person_id: whose,
      key: { nl: 'Sleutel die de app meestuurde', en: 'Key that the app sent' },
      request_hash: { nl: 'Vingerafdruk van het verzoek', en: 'Fingerprint of the request' },
      answer: { nl: 'Het eerste antwoord: de boeking, of waarom niet', en: 'The first answer: the booking, or why not' },
      created_at: made,
    },
  },
  notices: {
    what: { nl: 'Berichten in de app', en: 'Notices in the app' },
    columns: {
      person_id: { nl: 'Voor wie (nummer)', en: 'For whom (id)' },
      id,
      at: { nl: 'Wanneer', en: 'When' },
      kind: { nl: 'Soort bericht', en: 'Kind of notice' },
      booking_id: { nl: 'Over welke boeking', en: 'About which booking' },
      visit_id: { nl: 'Om welk hulpbezoek het gaat', en: 'Which support visit it is about' },
      request_id: { nl: 'Over welk verzoek', en: 'About which request' },
      review_id: { nl: 'Over welke controle van rechten', en: 'About which review of rights' },
      read_at: { nl: 'Wanneer gelezen', en: 'When read' },
    },
  },
  requests: {
    what: { nl: 'Verzoeken over gegevens', en: 'Requests about data' },
    columns: {
      person_id: { nl: 'Over wie (nummer)', en: 'About whom (id)' },
      asked_by_id: { nl: 'Wie het vroeg (nummer)', en: 'Who asked (id)' },
      id,
      kind: { nl: 'Soort verzoek', en: 'Kind of request' },
      asked_by: { nl: 'In welke hoedanigheid gevraagd', en: 'In which capacity it was asked' },
      asked_at: { nl: 'Wanneer gevraagd', en: 'When asked' },
      due_at: { nl: 'Wanneer het uiterlijk klaar moet zijn', en: 'When it must be done' },
      state: { nl: 'Stand', en: 'State' },
      progress_pct: { nl: 'Voortgang', en: 'Progress' },
      reason: { nl: 'Waarom het wacht of is geweigerd', en: 'Why it waits or was refused' },
      done_at: { nl: 'Wanneer afgehandeld', en: 'When done' },
      file_id: { nl: 'Het gemaakte bestand', en: 'The file that was made' },
      outcome: { nl: 'Wat er is gedaan, in aantallen en codes', en: 'What was done, in counts and codes' },
    },
  },
  keeping_periods: {
    what: { nl: 'Waar de klant een kortere bewaartermijn koos', en: 'Where the customer chose a shorter keeping period' },
    columns: { set_by: { nl: 'Wie hem instelde (nummer)', en: 'Who set it (id)' } },
  },
  keeping_runs: { what: { nl: 'Wanneer bewaartermijnen zijn uitgevoerd', en: 'When keeping periods were carried out' } },
  holds: {
    what: { nl: 'Bewaarplichten die wissen uitstellen', en: 'Holds that postpone erasure' },
    columns: {
      person_id: { nl: 'Over wie (nummer)', en: 'About whom (id)' },
      placed_by: { nl: 'Wie haar vastlegde (nummer)', en: 'Who placed it (id)' },
      id,
      ground: { nl: 'Waarom', en: 'Why' },
      statute: { nl: 'Op grond van welke wet', en: 'By which law' },
      placed_at: { nl: 'Wanneer vastgelegd', en: 'When placed' },
      ends_at: { nl: 'Wanneer zij eindigt', en: 'When it ends' },
      lifted_at: { nl: 'Wanneer opgeheven', en: 'When lifted' },
    },
  },
  erasures: {
    what: { nl: 'Wissingen van personen, stap voor stap', en: 'Erasures of persons, step by step' },
    columns: {
      person_id: { nl: 'Wie wordt gewist (nummer)', en: 'Who is being erased (id)' },
      id,
      request_id: { nl: 'Op welk verzoek', en: 'On which request' },
      started_at: { nl: 'Wanneer begonnen', en: 'When begun' },
      step: { nl: 'Hoe ver', en: 'How far' },
      done_at: { nl: 'Wanneer klaar', en: 'When done' },
      counts: { nl: 'Hoeveel rijen per tabel', en: 'How many rows per table' },
      journal_n: { nl: 'Regel in het wisjournaal', en: 'Line in the erasure journal' },
      link_hash: { nl: 'Vingerafdruk van de link naar het bewijs', en: 'Fingerprint of the link to the receipt' },
      receipt: { nl: 'Ondertekend bewijs, zonder de persoon', en: 'Signed receipt, without the person' },
    },
  },
  erasures_taken_in: {
    what: {
      nl: 'Tot welke regel van het wisjournaal deze databank is bijgewerkt',
      en: 'Up to which line of the erasure journal this database is taken in',
    },
    kept: { nl: 'Zolang de dienst bestaat', en: 'As long as the service exists' },
  },
  table_rewrites: {
    what: {
      nl: 'Welke tabellen na een wissing nog worden herschreven',
      en: 'Which tables are still to be rewritten after an erasure',
    },
    kept: { nl: 'Tot ze zijn herschreven', en: 'Until they are rewritten' },
  },
  endings: {
    what: {
      nl: 'Het einde van een overeenkomst: klok, stand en verklaring van wissen, met de naam van de organisatie',
      en: 'The end of an agreement: clock, state and certificate of deletion, with the name of the organisation',
    },
    kept: {
      nl: 'Blijft na het einde staan, als bewijs dat en wanneer is gewist',
      en: 'Stays after the end, as proof that and when everything was deleted',
    },
  },
  trail_entries: {
    what: { nl: 'Het logboek: wie wat deed, wanneer en waarvoor', en: 'The trail: who did what, when and for which purpose' },
    columns: {
      actor_id: { nl: 'Wie het deed (nummer)', en: 'Who did it (id)' },
      person_id: { nl: 'Over wie het gaat (nummer)', en: 'Whom it is about (id)' },
      sequence: { nl: 'Plaats in het logboek', en: 'Place in the log' },
      salt_who: { nl: 'Toevalsgetal dat „wie” in het bewijs verbergt', en: 'Random number that hides “who” in the proof' },
      salt_whom: { nl: 'Toevalsgetal dat „over wie” in het bewijs verbergt', en: 'Random number that hides “about whom” in the proof' },
      salt_what: { nl: 'Toevalsgetal dat „wat” in het bewijs verbergt', en: 'Random number that hides “what” in the proof' },
      commitments: { nl: 'Vingerafdrukken waarop het bewijs rust', en: 'Fingerprints that the proof rests on' },
      erased_parts: { nl: 'Welke delen zijn gewist', en: 'Which parts are erased' },
      id,
      at: { nl: 'Wanneer', en: 'When' },
      actor_kind: { nl: 'Persoon, apparaat, deur of de dienst zelf', en: 'Person, device, door or the service itself' },
      purpose: { nl: 'Doel', en: 'Purpose' },
      action: { nl: 'Wat er gebeurde', en: 'What happened' },
      subject_kind: { nl: 'Soort onderwerp', en: 'Kind of subject' },
      subject_id: { nl: 'Onderwerp (nummer)', en: 'Subject (id)' },
      detail: { nl: 'Bijzonderheden in codes en aantallen, nooit namen', en: 'Details in codes and counts, never names' },
    },
  },
  trail_looks: {
    what: { nl: 'Wie jouw naam of gegevens zag, per uur', en: 'Who saw your name or data, by the hour' },
    columns: {
      subject_id: { nl: 'Wie is gezien (nummer)', en: 'Who was seen (id)' },
      viewer_kind: { nl: 'Collega, deurscherm, medewerker van de aanbieder of de dienst', en: 'Colleague, door display, staff of the operator or the service' },
      viewer_id: { nl: 'Wie keek (nummer)', en: 'Who looked (id)' },
      viewer_role: { nl: 'In welke rol', en: 'In which role' },
      times: { nl: 'Hoe vaak in dat uur', en: 'How often in that hour' },
      hour: { nl: 'Welk uur', en: 'Which hour' },
      purpose: { nl: 'Doel', en: 'Purpose' },
      view: { nl: 'Waar het te zien was', en: 'Where it was seen' },
      salt: { nl: 'Toevalsgetal voor het bewijs', en: 'Random number for the proof' },
      closed: { nl: 'Of het uur voorbij en bewezen is', en: 'Whether the hour is over and proven' },
    },
  },
  trail_heads: { what: { nl: 'Tot waar het logboek loopt, ondertekend', en: 'How far the trail goes, signed' } },
  trail_tiles: { what: { nl: 'Vingerafdrukken van het logboek', en: 'Fingerprints of the trail' } },
  trail_checkpoints: { what: { nl: 'Ondertekende standen van het logboek', en: 'Signed states of the trail' } },
  trail_witnesses: { what: { nl: 'Getuigen die de klant noemde', en: 'Witnesses that the customer named' } },
  trail_cosignatures: { what: { nl: 'Handtekeningen van getuigen', en: 'Signatures of witnesses' } },
}
