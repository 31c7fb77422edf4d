// How long what is kept stays with the person in it. The periods are promises of the agreement (Annex 1, G9) and of the privacy notice: a customer may
// shorten one down to `leastDays`, nobody can lengthen it (G2.1).

type KeepingRuleEntry = {
  readonly name: { readonly nl: string; readonly en: string }
  /** From which moment it counts, in words. */
  readonly from: { readonly nl: string; readonly en: string }
  /** The agreement's period, and the most that can be set. */
  readonly mostDays: number
  readonly leastDays: number
}

export const keepingRules = {
  left_accounts: {
    name: { nl: 'Accounts van wie vertrokken is', en: 'Accounts of who has left' },
    from: { nl: 'het uitzetten of aflopen van het account', en: 'the account being switched off or its access ending' },
    mostDays: 30,
    leastDays: 1,
  },
  bookings: {
    name: { nl: 'Boekingen met je naam', en: 'Bookings with your name' },
    from: { nl: 'het einde van de boeking', en: 'the end of the booking' },
    mostDays: 90,
    leastDays: 1,
  },
  notices: {
    name: { nl: 'Berichten in de app', en: 'Notices in the app' },
    from: { nl: 'het bericht', en: 'the notice' },
    mostDays: 90,
    leastDays: 1,
  },
  sessions: {
    name: { nl: 'Afgelopen inlogsessies', en: 'Ended sign-in sessions' },
    from: { nl: 'het einde van de sessie', en: 'the end of the session' },
    mostDays: 14,
    leastDays: 0,
  },
  repeats: {
    name: { nl: 'Sleutels tegen dubbel versturen', en: 'Keys against sending twice' },
    from: { nl: 'het verzoek', en: 'the request' },
    mostDays: 1,
    leastDays: 1,
  },
  readings: {
    name: { nl: 'Metingen van sensoren', en: 'Sensor readings' },
    from: { nl: 'de meting', en: 'the reading' },
    mostDays: 60,
    leastDays: 1,
  },
  intervals: {
    name: { nl: 'Gebruik en drukte per plek', en: 'Use and people counts per place' },
    from: { nl: 'het gebruik', en: 'the use' },
    mostDays: 730,
    leastDays: 1,
  },
  looks: {
    name: { nl: 'Wie jouw gegevens zag, per uur', en: 'Who saw your data, by the hour' },
    from: { nl: 'het uur', en: 'the hour' },
    mostDays: 90,
    leastDays: 30,
  },
  trail: {
    name: { nl: 'Spoor: wie wat deed, met persoon', en: 'Trail: who did what, with the person' },
    from: { nl: 'de gebeurtenis', en: 'the event' },
    mostDays: 730,
    leastDays: 90,
  },
  files: {
    name: { nl: 'Gemaakte exportbestanden', en: 'Export files that were made' },
    from: { nl: 'het verlopen van het bestand', en: 'the expiry of the file' },
    mostDays: 0,
    leastDays: 0,
  },
  requests: {
    name: { nl: 'Verzoeken over gegevens', en: 'Requests about data' },
    from: { nl: 'de afhandeling', en: 'the fulfilment' },
    mostDays: 730,
    leastDays: 90,
  },
  holds: {
    name: { nl: 'Afgelopen bewaarplichten', en: 'Holds that are over' },
    from: { nl: 'het einde ervan', en: 'their end' },
    mostDays: 730,
    leastDays: 0,
  },
} as const satisfies Record<string, KeepingRuleEntry>

export type KeepingRule = keyof typeof keepingRules
export const keepingRuleNames = Object.keys(keepingRules) as [KeepingRule, ...KeepingRule[]]

/** G9: everything is deleted within 14 × 24 elapsed hours of the end. Law of the agreement, not a setting. */
export const hoursToDeleteAfterEnd = 336
/** G9: of which live data within 20 hours, so that back-ups of at most 13 days are gone in time. */
export const hoursToDeleteLiveData = 20
/** G9: a back-up, or archived WAL, is kept at most so long. */
export const mostBackupDays = 13
