import type { Moment } from '../../language/format.ts'

// Rights and access end with a day on the clock of who sets it. A day is YYYY-MM-DD, as a date field has it.

const midnight = (day: string, daysOn: number): string | null => {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined || [year, month, date].some(Number.isNaN)) return null
  return new Date(year, month - 1, date + daysOn).toISOString()
}

/** The instant at which a day begins; null when it is no day. */
export const startOf = (day: string): string | null => midnight(day, 0)
/** The instant at which a day is over; null when it is no day. */
export const endOf = (day: string): string | null => midnight(day, 1)

/** The last day of something that ends at an instant: what ends at midnight ends with the day before. */
export const lastDay = (end: Moment): Date => new Date(new Date(end).getTime() - 1)

/** A day as a date field wants it. */
export const asField = (moment: Moment): string => {
  const at = new Date(moment)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
