import type { Purpose } from '#contract/purposes.ts'
import type { PersonalColumn } from '#kernel/purpose/personal-data.ts'
import type { Said } from '#kernel/purpose/stores.ts'

type PurposeWords = { readonly name: Said; readonly why: Said; readonly ground: Said }

/** The controller decides on the ground (GDPR art. 6); what stands here is what usually applies, and says so. */
const forTheService: Said = {
  nl: 'Bepaalt de klant; meestal gerechtvaardigd belang (AVG art. 6 lid 1 onder f)',
  en: 'For the customer to decide; usually legitimate interests (GDPR art. 6(1)(f))',
}
const noPersonalData: Said = { nl: 'Geen persoonsgegevens', en: 'No personal data' }

export const purposeWords: Readonly<Record<Purpose, PurposeWords>> = {
  sign_in: {
    name: { nl: 'Inloggen', en: 'Signing in' },
    why: { nl: 'Vaststellen wie je bent en je ingelogd houden', en: 'To establish who you are and keep you signed in' },
    ground: forTheService,
  },
  booking: {
    name: { nl: 'Boeken', en: 'Booking' },
    why: { nl: 'Een plek voor je vrijhouden, inchecken en vrijgeven', en: 'To hold a place for you, check in and release it' },
    ground: forTheService,
  },
  presence: {
    name: { nl: 'Zien wie waar is', en: 'Seeing who is where' },
    why: {
      nl: 'Collega’s laten zien waar je bent, alleen als jij dat kiest',
      en: 'To show colleagues where you are, only if you choose so',
    },
    ground: {
      nl: 'Bepaalt de klant; de dienst toont je alleen zolang jij daarvoor kiest',
      en: 'For the customer to decide; the service shows you only as long as you choose so',
    },
  },
  administration: {
    name: { nl: 'Beheer', en: 'Administration' },
    why: { nl: 'Gebouwen, apparaten, accounts en rollen beheren', en: 'To manage buildings, devices, accounts and roles' },
    ground: forTheService,
  },
  telemetry: {
    name: { nl: 'Sensoren', en: 'Sensors' },
    why: { nl: 'Metingen van plekken verwerken, zonder personen', en: 'To process readings of places, without persons' },
    ground: noPersonalData,
  },
  insight: {
    name: { nl: 'Inzicht in gebruik', en: 'Insight into use' },
    why: { nl: 'Laten zien hoe plekken worden gebruikt, zonder personen', en: 'To show how places are used, without persons' },
    ground: noPersonalData,
  },
  rights: {
    name: { nl: 'Rechten van betrokkenen', en: 'Rights of data subjects' },
    why: {
      nl: 'Inzage, correctie, beperking, export en wissen uitvoeren',
      en: 'To carry out access, correction, restriction, export and erasure',
    },
    ground: { nl: 'Wettelijke plicht (AVG art. 12 tot en met 22)', en: 'Legal obligation (GDPR art. 12 to 22)' },
  },
  retention: {
    name: { nl: 'Bewaren en wissen', en: 'Keeping and erasing' },
    why: { nl: 'Bewaartermijnen uitvoeren en aan het einde alles wissen', en: 'To carry out keeping periods and delete everything at the end' },
    ground: {
      nl: 'Wettelijke plicht (AVG art. 5 lid 1 onder e en art. 28 lid 3 onder g)',
      en: 'Legal obligation (GDPR art. 5(1)(e) and art. 28(3)(g))',
    },
  },
  security: {
    name: { nl: 'Beveiliging', en: 'Security' },
    why: { nl: 'Misbruik opmerken en tegengaan', en: 'To notice and counter abuse' },
    ground: { nl: 'Wettelijke plicht (AVG art. 32)', en: 'Legal obligation (GDPR art. 32)' },
  },
  support: {
    name: { nl: 'Ondersteuning', en: 'Support' },
    why: {
      nl: 'Een storing verhelpen, alleen met reden en voor korte tijd',
      en: 'To mend a fault, only with a reason and for a short time',
    },
    ground: { nl: 'Opdracht van de klant (AVG art. 28 lid 3 onder a)', en: 'Instruction of the customer (GDPR art. 28(3)(a))' },
  },
  audit: {
    name: { nl: 'Verantwoording', en: 'Accountability' },
    why: { nl: 'Laten zien en controleren dat de overeenkomst is nagekomen', en: 'To show and check that the agreement was kept' },
    ground: {
      nl: 'Wettelijke plicht (AVG art. 5 lid 2 en art. 28 lid 3 onder h)',
      en: 'Legal obligation (GDPR art. 5(2) and art. 28(3)(h))',
    },
  },
}

export type Category = PersonalColumn['category'] | 'none'

export const categoryWords: Readonly<Record<Category, { readonly name: Said; readonly examples: Said }>> = {
  identity: { name: { nl: 'Naam', en: 'Name' }, examples: { nl: 'Voor- en achternaam', en: 'First and last name' } },
  contact: { name: { nl: 'Contact', en: 'Contact' }, examples: { nl: 'E-mailadres', en: 'E-mail address' } },
  account: { name: { nl: 'Account', en: 'Account' }, examples: { nl: 'Rol, team, nummer', en: 'Role, team, id' } },
  authentication: {
    name: { nl: 'Inloggegevens', en: 'Sign-in data' },
    examples: { nl: 'Afdruk van het wachtwoord, sessies', en: 'Print of the password, sessions' },
  },
  preference: { name: { nl: 'Keuzes', en: 'Choices' }, examples: { nl: 'Wie je mag zien, taal', en: 'Who may see you, language' } },
  booking: {
    name: { nl: 'Boekingen en check-ins', en: 'Bookings and check-ins' },
    examples: { nl: 'Welke plek, van wanneer tot wanneer', en: 'Which place, from when until when' },
  },
  presence: { name: { nl: 'Aanwezigheid', en: 'Presence' }, examples: { nl: 'Waar iemand nu is', en: 'Where somebody is now' } },
  acceptance: {
    name: { nl: 'Akkoord', en: 'Acceptance' },
    examples: { nl: 'Wanneer je ja zei tegen welke tekst', en: 'When you said yes to which text' },
  },
  request: {
    name: { nl: 'Verzoeken over gegevens', en: 'Requests about data' },
    examples: { nl: 'Inzage, export, correctie, wissen en uitstel daarvan', en: 'Access, export, correction, erasure and its postponement' },
  },
  export: { name: { nl: 'Export', en: 'Export' }, examples: { nl: 'Bestand met je eigen gegevens', en: 'File with your own data' } },
  trail: {
    name: { nl: 'Logboek van handelingen', en: 'Trail of acts' },
    examples: { nl: 'Wie wat deed, wie wiens gegevens zag', en: 'Who did what, who saw whose data' },
  },
  none: {
    name: { nl: 'Geen persoonsgegevens', en: 'No personal data' },
    examples: { nl: 'Plekken, apparaten, metingen', en: 'Places, devices, readings' },
  },
}

export type Whose = PersonalColumn['whose'] | 'nobody'

export const subjectWords: Readonly<Record<Whose, Said>> = {
  employee: { nl: 'Medewerkers', en: 'Employees' },
  manager: { nl: 'Beheerders van de organisatie', en: 'Managers of the organisation' },
  visitor: { nl: 'Gasten', en: 'Guests' },
  staff: { nl: 'Mensen van de aanbieder', en: 'People of the operator' },
  nobody: { nl: 'Niemand', en: 'Nobody' },
}

export const formWords: Readonly<Record<PersonalColumn['form'], Said>> = {
  sealed: { nl: 'Versleuteld onder een eigen sleutel', en: 'Encrypted under a key of its own' },
  blind_index: { nl: 'Onleesbare zoekvorm', en: 'Unreadable search form' },
  hash: { nl: 'Onleesbare afdruk', en: 'Unreadable print' },
  reference: { nl: 'Nummer dat naar iemand wijst', en: 'Id that points at somebody' },
  clear: { nl: 'Leesbaar', en: 'Readable' },
}

export const encryptionWords: Readonly<Record<'sealed' | 'file' | 'disk' | 'none', Said>> = {
  sealed: { nl: 'Versleuteld, per persoon of organisatie', en: 'Encrypted, per person or organisation' },
  file: { nl: 'Het hele bestand is versleuteld', en: 'The whole file is encrypted' },
  disk: { nl: 'Versleuteld door de schijf', en: 'Encrypted by the disk' },
  none: { nl: 'Niet versleuteld', en: 'Not encrypted' },
}

export const kindWords: Readonly<Record<'table' | 'file' | 'log' | 'queue' | 'mail' | 'backup' | 'browser' | 'key', Said>> = {
  table: { nl: 'Tabellen in de databank', en: 'Tables in the database' },
  file: { nl: 'Bestanden', en: 'Files' },
  key: { nl: 'Sleutels', en: 'Keys' },
  backup: { nl: 'Back-ups', en: 'Back-ups' },
  log: { nl: 'Logboeken van de techniek', en: 'Technical logs' },
  queue: { nl: 'Wachtrijen', en: 'Queues' },
  mail: { nl: 'E-mail', en: 'E-mail' },
  browser: { nl: 'Je eigen apparaat', en: 'Your own device' },
}
