import type { Language } from '#contract/values.ts'

/** An instant as the API sends it (RFC 3339 with offset), or epoch milliseconds. */
export type Moment = string | number | Date

const locale = { nl: 'nl-NL', en: 'en-GB' } as const satisfies Record<Language, string>
const kept = new Map<string, Intl.DateTimeFormat>()

// Making an Intl.DateTimeFormat costs some hundred times what using it does.
function formatter(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  const found = kept.get(key) ?? new Intl.DateTimeFormat(locale[language], { timeZone, ...options })
  kept.set(key, found)
  return found
}

const atMs = (moment: Moment) => new Date(moment).getTime()

/**
 * Dates and times as people write them, on the clock of a location.
 *
 * @param timeZone IANA name of the location's zone, not of the reader's device
 */
export function formats(language: Language, timeZone: string) {
  const using = (options: Intl.DateTimeFormatOptions) => formatter(language, timeZone, options)

  /** 09:00 in Dutch, 9:00 in English. */
  const time = (moment: Moment) => {
    const text = using({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs(moment))
    return language === 'en' ? text.replace(/^0(?=\d:)/, '') : text
  }

  return {
    time,
    /** 09:00:07, for what ticks. */
    timeWithSeconds: (moment: Moment) => {
      const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
      const text = using(options).format(atMs(moment))
      return language === 'en' ? text.replace(/^0(?=\d:)/, '') : text
    },
    /** The hour alone, for a ruler: 08 in Dutch, 8 in English. */
    hour: (moment: Moment) => time(moment).slice(0, -3),
    /** 09:00 – 17:00: a spaced en dash, held together. */
    timeRange: (from: Moment, to: Moment) => `${time(from)}\u00A0–\u00A0${time(to)}`,
    /** Dinsdag, Tuesday: a heading of its own. */
    weekday: (moment: Moment) => capital(using({ weekday: 'long' }).format(atMs(moment)), language),
    /** di 24, Tue 24. */
    dayShort: (moment: Moment) => `${using({ weekday: 'short' }).format(atMs(moment))} ${dayOfMonth(using, moment)}`,
    /** 24 november, 24 November. */
    date: (moment: Moment) => using({ day: 'numeric', month: 'long' }).format(atMs(moment)),
    /** dinsdag 24 november, Tuesday 24 November: without the comma that English would put. */
    dateLong: (moment: Moment) =>
      using({ weekday: 'long', day: 'numeric', month: 'long' }).format(atMs(moment)).replace(',', ''),
    /** 21 februari 2027, 21 February 2027: where the year matters. */
    dateWithYear: (moment: Moment) => using({ day: 'numeric', month: 'long', year: 'numeric' }).format(atMs(moment)),
    /** 21 feb 2027, 21 Feb 2027: where many stand side by side. */
    dateInTable: (moment: Moment) => using({ day: 'numeric', month: 'short', year: 'numeric' }).format(atMs(moment)),
    /** CET, GMT+1: the zone as people name it at that moment. */
    zone: (moment: Moment) =>
      using({ timeZoneName: 'short' }).formatToParts(atMs(moment)).find((found) => found.type === 'timeZoneName')?.value ?? timeZone,
    /** Year, month and day on the location's calendar, for comparing days: 2026-11-24. */
    isoDay: (moment: Moment) => {
      const parts = using({ year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(atMs(moment))
      const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
      return `${part('year')}-${part('month')}-${part('day')}`
    },
    /** 30 u 31 min, 30 h 31 min: exact, never "almost". */
    duration: (milliseconds: number) => {
      const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
      const hours = Math.floor(minutes / 60)
      const [h, m] = language === 'nl' ? ['u', 'min'] : ['h', 'min']
      if (hours === 0) return `${minutes} ${m}`
      return minutes % 60 === 0 ? `${hours} ${h}` : `${hours} ${h} ${minutes % 60} ${m}`
    },
  }
}

/** 4 kB, 1,4 MB: sizes as people write them. */
export function formatSize(language: Language, bytes: number): string {
  const number = (value: number, digits: number) => new Intl.NumberFormat(locale[language], { maximumFractionDigits: digits }).format(value)
  if (bytes < 1_000_000) return `${number(Math.max(1, Math.round(bytes / 1000)), 0)} kB`
  return bytes < 1_000_000_000 ? `${number(bytes / 1_000_000, 1)} MB` : `${number(bytes / 1_000_000_000, 1)} GB`
}

/** 12.480 in Dutch, 12,480 in English. */
export const formatCount = (language: Language, count: number): string => new Intl.NumberFormat(locale[language]).format(count)

const dayOfMonth = (using: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat, moment: Moment) =>
  using({ day: 'numeric' }).format(atMs(moment))

// English day names have their capital already; Dutch ones take it at the head of a line only.
const capital = (word: string, language: Language) =>
  language === 'nl' ? word.charAt(0).toLocaleUpperCase('nl') + word.slice(1) : word
