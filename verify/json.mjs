/*
 * A strict JSON reader (RFC 8259). JSON.parse keeps the last of two equal keys and says nothing, so that two readers of the same signed text may see two
 * different things; this one refuses the text. Nesting is bounded. Objects have no prototype, so that a key may have any name.
 */

/** @typedef {null | boolean | number | string | Json[] | { [key: string]: Json }} Json */

const deepest = 64
/** What stands in a string as itself. */
// oxlint-disable-next-line no-control-regex
const plain = /[^"\\\u0000-\u001f]*/y

export class JsonError extends Error {}

/** @param {string} text @returns {Json} @throws {JsonError} */
export const readJson = (text) => {
  let at = 0
  /** @param {string} problem @returns {never} */
  const refuse = (problem) => {
    throw new JsonError(`${problem} (${at})`)
  }
  /** @param {RegExp} pattern sticky */
  const match = (pattern) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const space = () => match(/[ \t\n\r]*/y)
  /** @param {string} sign */
  const take = (sign) => {
    if (!text.startsWith(sign, at)) return false
    at += sign.length
    return true
  }

  const string = () => {
    const start = at
    if (!take('"')) refuse('string expected')
    // In runs, not in one expression with a choice in its loop: that would need stack by the length of the string.
    do match(plain)
    while (match(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y) !== undefined)
    if (!take('"')) refuse('string')
    const value = /** @type {unknown} */ (JSON.parse(text.slice(start, at)))
    return typeof value === 'string' && value.isWellFormed() ? value : refuse('string is not Unicode')
  }

  /** @param {number} depth @returns {{ [key: string]: Json }} */
  const object = (depth) => {
    /** @type {{ [key: string]: Json }} */
    const found = Object.create(null)
    space()
    if (take('}')) return found
    for (;;) {
      space()
      const key = string()
      if (key in found) refuse(`key twice: ${JSON.stringify(key.slice(0, 80))}`)
      space()
      if (!take(':')) refuse('":" expected')
      found[key] = value(depth + 1)
      space()
      if (take('}')) return found
      if (!take(',')) refuse('"," or "}" expected')
    }
  }

  /** @param {number} depth @returns {Json[]} */
  const array = (depth) => {
    /** @type {Json[]} */
    const found = []
    space()
    if (take(']')) return found
    for (;;) {
      found.push(value(depth + 1))
      space()
      if (take(']')) return found
      if (!take(',')) refuse('"," or "]" expected')
    }
  }

  /** @param {number} depth @returns {Json} */
  const value = (depth) => {
    if (depth > deepest) refuse(`nested deeper than ${deepest}`)
    space()
    if (text[at] === '"') return string()
    if (take('{')) return object(depth)
    if (take('[')) return array(depth)
    if (take('true')) return true
    if (take('false')) return false
    if (take('null')) return null
    const number = match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
    if (number === undefined) return refuse('value expected')
    const read = Number(number)
    return Number.isFinite(read) ? read : refuse('number out of range')
  }

  const read = value(0)
  space()
  if (at !== text.length) refuse('text after the end')
  return read
}

/** @param {Json | undefined} value @returns {value is { [key: string]: Json }} */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the text is exactly what JSON.stringify writes: no second spelling of the same value. @param {string} text @param {Json} value */
export const isCompact = (text, value) => JSON.stringify(value) === text
