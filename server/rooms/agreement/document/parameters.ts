/** Thrown when a value cannot stand in a document that people agree to. Says which parameter and what is wrong. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError'
  readonly parameter: string

  constructor(parameter: string, problem: string) {
    super(`Document parameter ${parameter} ${problem}`)
    this.parameter = parameter
  }
}

const longestParameter = 200

// Line and paragraph breaks would let a name add a clause; format characters (Cf: direction overrides, zero width)
// would let the text read otherwise than its bytes; private-use and unassigned characters look different everywhere.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
const markup = /[<>{}]/

/**
 * A parameter as it may stand in a document: NFC, outer space removed, one line, at most 200 characters.
 *
 * @throws ParameterError when it is missing, empty, too long, or could pass for structure or markup
 */
export function checkedParameter(name: string, value: unknown): string {
  if (value === undefined || value === null) throw new ParameterError(name, 'is missing')
  if (typeof value !== 'string') throw new ParameterError(name, `must be text, got ${typeof value}`)
  // Before anything is trimmed: String.trim would quietly drop a line break at either end.
  if (!value.isWellFormed()) throw new ParameterError(name, 'holds half a character (a lone surrogate)')
  if (unprintable.test(value)) throw new ParameterError(name, 'holds a line break or an invisible character')
  if (markup.test(value)) throw new ParameterError(name, 'holds one of < > { }, which could pass for markup')
  const clean = value.trim().normalize('NFC')
  if (clean === '') throw new ParameterError(name, 'is empty')
  if (clean.length > longestParameter) {
    throw new ParameterError(name, `is ${clean.length} characters long, at most ${longestParameter} are allowed`)
  }
  return clean
}

/**
 * A keeping period in whole days, as it is written in a document.
 *
 * @throws ParameterError when it is missing or no whole number from 2 on (the wording says "days")
 */
export function checkedDays(name: string, value: unknown): string {
  if (value === undefined || value === null) throw new ParameterError(name, 'is missing')
  if (typeof value !== 'number') throw new ParameterError(name, `must be a number of days, got ${typeof value}`)
  if (!Number.isSafeInteger(value) || value < 2) {
    throw new ParameterError(name, `must be a whole number of days, 2 or more, got ${value}`)
  }
  return String(value)
}
