/*
 * What was found, as codes with their facts; words.mjs says them in Dutch or English.
 */

/** @typedef {import('./words.mjs').Code} Code */
/** @typedef {{ [name: string]: string | number | bigint }} Facts */
/**
 * proven and disproven: shown by mathematics. unclear: could not be checked. limit: what is not proven even so. note: by the way.
 * @typedef {'proven' | 'disproven' | 'unclear' | 'limit' | 'note'} Weight
 */
/** @typedef {{ weight: Weight, code: Code, facts: Facts }} Finding */
/** @typedef {{ index: bigint, place: string, parts: { [part: string]: string | null } }} EntryShown a part is null when only its commitment is there */

export const exitCodes = { proven: 0, disproven: 1, 'not checkable': 2 }

export class Report {
  /** @type {Finding[]} */
  findings = []
  /** @type {EntryShown[]} */
  entries = []

  /** @param {Weight} weight @param {Code} code @param {Facts} [facts] */
  add(weight, code, facts = {}) {
    // The same limit holds for many things that are shown; it is said once.
    const same = JSON.stringify([weight, code, facts], (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
    if (this.#said.has(same)) return
    this.#said.add(same)
    this.findings.push({ weight, code, facts })
  }
  /** @type {Set<string>} */
  #said = new Set()

  /** @param {Code} code @param {Facts} [facts] */
  proven(code, facts) {
    this.add('proven', code, facts)
  }
  /** @param {Code} code @param {Facts} [facts] */
  disproven(code, facts) {
    this.add('disproven', code, facts)
  }
  /** @param {Code} code @param {Facts} [facts] */
  unclear(code, facts) {
    this.add('unclear', code, facts)
  }
  /** @param {Code} code @param {Facts} [facts] */
  limit(code, facts) {
    this.add('limit', code, facts)
  }
  /** @param {Code} code @param {Facts} [facts] */
  note(code, facts) {
    this.add('note', code, facts)
  }

  /** @param {Weight} weight */
  has(weight) {
    return this.findings.some((finding) => finding.weight === weight)
  }

  /** One thing shown false outweighs all; nothing proven is no proof. @returns {keyof typeof exitCodes} */
  get verdict() {
    if (this.has('disproven')) return 'disproven'
    return this.has('unclear') || !this.has('proven') ? 'not checkable' : 'proven'
  }
}

/** Stops the check of one input: it cannot be read as what it should be. */
export class NotCheckable extends Error {
  /** @param {Code} code @param {Facts} [facts] */
  constructor(code, facts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}
