import { hoursToDeleteAfterEnd, keepingRules } from '#contract/keeping.ts'
import type { PersonalColumn, TableDeclaration } from '#kernel/purpose/personal-data.ts'
import type { Said } from '#kernel/purpose/stores.ts'

/** How long, in words and, when it is a time and not an event, as an ISO 8601 duration. */
export type Kept = { readonly said: Said; readonly period: string | null }

const deadlineDays = hoursToDeleteAfterEnd / 24

const days = (count: number): Said => ({ nl: count === 1 ? '1 dag' : `${count} dagen`, en: count === 1 ? '1 day' : `${count} days` })

const after = (period: string, event: Said): Kept => {
  const { nl, en } = days(Temporal.Duration.from(period).total('days'))
  return { said: { nl: `${nl} na ${event.nl}`, en: `${en} after ${event.en}` }, period }
}

const untilAgreementEnds: Kept = {
  said: {
    nl: `Zolang de overeenkomst duurt, en daarna ten hoogste ${deadlineDays} × 24 uur`,
    en: `As long as the agreement lasts, and at most ${deadlineDays} × 24 hours after that`,
  },
  period: null,
}

/** Events after which a period without a rule of its own counts; `until` when nothing is added to it. */
const events: Readonly<Record<PersonalColumn['keep']['after'], { readonly from: Said; readonly until: Said }>> = {
  account_end: {
    from: { nl: 'het einde van het account', en: 'the end of the account' },
    until: { nl: 'Zolang het account bestaat', en: 'As long as the account exists' },
  },
  session_end: {
    from: { nl: 'het einde van de sessie', en: 'the end of the session' },
    until: { nl: 'Tot de sessie eindigt', en: 'Until the session ends' },
  },
  booking_end: {
    from: { nl: 'het einde van de boeking', en: 'the end of the booking' },
    until: { nl: 'Tot de boeking eindigt', en: 'Until the booking ends' },
  },
  creation: { from: { nl: 'het ontstaan', en: 'it came about' }, until: { nl: 'Niet', en: 'Not at all' } },
  expiry: { from: { nl: 'het verlopen', en: 'expiry' }, until: { nl: 'Tot het verloopt', en: 'Until it expires' } },
  request_end: {
    from: { nl: 'de afhandeling', en: 'the fulfilment' },
    until: { nl: 'Tot het is afgehandeld', en: 'Until it is fulfilled' },
  },
  hold_end: { from: { nl: 'het einde ervan', en: 'its end' }, until: { nl: 'Tot zij eindigt', en: 'Until it ends' } },
  agreement_end: { from: { nl: 'het einde van de overeenkomst', en: 'the end of the agreement' }, until: untilAgreementEnds.said },
}

/** Of a column with a person in it. The rule's own words tell from when it counts, where the table has one. */
export const keptOf = ({ keep }: PersonalColumn, table: TableDeclaration): Kept => {
  if (keep.after === 'agreement_end' && Temporal.Duration.from(keep.period).blank) return untilAgreementEnds
  const event = events[keep.after]
  if (Temporal.Duration.from(keep.period).blank) return { said: event.until, period: null }
  const rule = table.keeping?.[0]?.rule
  return after(keep.period, rule === undefined ? event.from : keepingRules[rule].from)
}

/**
 * Of a column that says something about a person only as long as the row has one: `kept` is that of who it is. Where that is emptied when its time is
 * over, the rest of the row stays.
 */
export const keptBeside = (kept: Kept, table: TableDeclaration, column: string): Kept => {
  const emptied = (table.keeping ?? []).flatMap(({ act }) => (typeof act === 'string' ? [] : act.emptied))
  if (emptied.length === 0 || emptied.includes(column)) return kept
  return {
    said: {
      nl: `${kept.said.nl}; daarna zonder de persoon, zolang de overeenkomst duurt`,
      en: `${kept.said.en}; after that without the person, as long as the agreement lasts`,
    },
    period: kept.period,
  }
}

/** Of a table that holds nothing about a person. */
export const keptWithoutPerson = (table: TableDeclaration, own: Said | undefined): Kept => {
  const rule = table.keeping?.[0]?.rule
  if (rule !== undefined) return after(`P${keepingRules[rule].mostDays}D`, keepingRules[rule].from)
  return own === undefined ? untilAgreementEnds : { said: own, period: null }
}

const fates = {
  goes: { nl: 'De rij wordt gewist', en: 'The row is deleted' },
  emptied: { nl: 'Wordt leeggemaakt', en: 'Is emptied' },
  goesOrEmptied: { nl: 'De rij wordt gewist, of blijft zonder de persoon', en: 'The row is deleted, or stays without the person' },
  stays: { nl: 'Blijft, zonder de persoon', en: 'Stays, without the person' },
  byItself: { nl: 'Gaat weg na de bewaartermijn; wijst zelf naar niemand', en: 'Goes after its period; points at nobody by itself' },
  notAboutPeople: { nl: 'Zegt niets over een persoon', en: 'Says nothing about a person' },
} as const satisfies Record<string, Said>

/** What becomes of a column when a person is erased. */
export const erasedOf = (table: TableDeclaration, column: string): Said => {
  const links = table.people ?? []
  if (links.length === 0) return Object.keys(table.personal).length === 0 ? fates.notAboutPeople : fates.byItself
  const goes = links.some(({ about, whenErased }) => about && whenErased === 'row_goes')
  const keepsRow = links.some(({ about, whenErased }) => about && whenErased !== 'row_goes')
  if (goes && keepsRow) return fates.goesOrEmptied
  const emptied = links.some(({ whenErased }) => whenErased !== 'row_goes' && whenErased.emptied.includes(column))
  if (emptied) return fates.emptied
  return goes ? fates.goes : fates.stays
}
