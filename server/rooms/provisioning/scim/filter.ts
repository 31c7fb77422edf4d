import { invalidFilter } from './fault.ts'

/** Filters and paths of RFC 7644 §3.4.2.2 and §3.5.2, read as the grammar there has them. */
export type Compare = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type Literal = string | number | boolean | null
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  /** `emails[type eq "work"]`: one and the same element meets the whole condition. */
  | { readonly kind: 'element'; readonly attribute: string; readonly of: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'compare'; readonly attribute: string; readonly operator: Compare; readonly value: Literal }

/** Attribute names are told apart without regard to case; here they are all lower case, without the URN of their own schema. */
export type Path = { readonly attribute: string; readonly filter: Filter | null; readonly sub: string | null }

const longest = 2000
const deepest = 20
const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
const ownSchemas = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/

const token =
  /\s*(?:(?<mark>[()[\]])|(?<text>"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w:.$-]))|(?<word>[A-Za-z$][\w:.$-]*))/y

type Token = { readonly kind: 'mark' | 'text' | 'number' | 'word'; readonly text: string }

const tokensOf = (source: string): Token[] => {
  if (source.length > longest) throw invalidFilter(`A filter has at most ${longest} characters`)
  const tokens: Token[] = []
  let at = 0
  // One pass, each step from where the last one ended.
  while (source.slice(at).trim() !== '') {
    token.lastIndex = at
    const { groups } = token.exec(source) ?? {}
    if (groups === undefined) throw invalidFilter(`The filter cannot be read at position ${at + 1}`)
    at = token.lastIndex
    const [kind, text] = Object.entries(groups).find(([, each]) => each !== undefined) as [Token['kind'], string]
    tokens.push({ kind, text })
    // "." joins what follows a value path: emails[type eq "work"].value
    if (text === ']' && source[at] === '.') {
      const sub = /\.([A-Za-z$][\w$-]*)/y
      sub.lastIndex = at
      const found = sub.exec(source)
      if (found === null) throw invalidFilter(`The filter cannot be read at position ${at + 1}`)
      tokens.push({ kind: 'word', text: found[0] })
      at = sub.lastIndex
    }
  }
  return tokens
}

export const attributeName = (written: string): string => written.toLowerCase().replace(ownSchemas, '')

const unquoted = (text: string): string => {
  try {
    return JSON.parse(text) as string
  } catch {
    throw invalidFilter('A text in a filter is written as in JSON')
  }
}

/** Reads tokens one after the other; each rule of the grammar is one function. */
const createReader = (tokens: readonly Token[]) => {
  let at = 0
  const peek = (): Token | undefined => tokens[at]
  const isWord = (word: string): boolean => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word
  const take = (kind: Token['kind'], what: string, text?: string): string => {
    const found = peek()
    if (found === undefined || found.kind !== kind || (text !== undefined && found.text !== text)) throw invalidFilter(`The filter lacks ${what}`)
    at += 1
    return found.text
  }
  const literal = (): Literal => {
    const found = peek()
    at += 1
    if (found?.kind === 'text') return unquoted(found.text)
    if (found?.kind === 'number') return Number(found.text)
    switch (found?.kind === 'word' ? found.text.toLowerCase() : '') {
      case 'true':
        return true
      case 'false':
        return false
      case 'null':
        return null
      default:
        throw invalidFilter('A value in a filter is a quoted text, a number, true, false or null')
    }
  }
  const inside = (open: '(' | '[', close: ')' | ']', depth: number): Filter => {
    take('mark', open, open)
    const inner = either(depth + 1)
    take('mark', close, close)
    return inner
  }
  const one = (depth: number): Filter => {
    if (depth > deepest) throw invalidFilter(`A filter is at most ${deepest} groups deep`)
    if (peek()?.text === '(') return inside('(', ')', depth)
    const next = tokens[at + 1]
    if (isWord('not') && next?.text === '(') {
      at += 1
      return { kind: 'not', of: inside('(', ')', depth) }
    }
    const attribute = attributeName(take('word', 'the name of an attribute'))
    if (peek()?.text === '[') return { kind: 'element', attribute, of: inside('[', ']', depth) }
    const operator = take('word', 'an operator').toLowerCase()
    if (operator === 'pr') return { kind: 'present', attribute }
    if (!operators.has(operator)) throw invalidFilter('A filter compares by eq, ne, co, sw, ew, gt, ge, lt, le or pr')
    return { kind: 'compare', attribute, operator: operator as Compare, value: literal() }
  }
  const joined = (word: 'and' | 'or', part: (depth: number) => Filter) => (depth: number): Filter => {
    const parts = [part(depth)]
    while (isWord(word)) {
      at += 1
      parts.push(part(depth))
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: word, parts }
  }
  // "and" binds stronger than "or".
  const either: (depth: number) => Filter = joined('or', joined('and', one))
  return { peek, take, inside, either, end: () => at === tokens.length }
}

/** @throws ScimFault invalidFilter */
export const readFilter = (source: string): Filter => {
  const reader = createReader(tokensOf(source))
  const filter = reader.either(0)
  if (!reader.end()) throw invalidFilter('The filter goes on after its end')
  return filter
}

/**
 * A path of PATCH: `name.familyName`, `members[value eq "…"]`, `emails[type eq "work"].value`, with or without its schema before it.
 * @throws ScimFault invalidFilter; its caller says invalidPath
 */
export const readPath = (source: string): Path => {
  const reader = createReader(tokensOf(source))
  const written = attributeName(reader.take('word', 'the name of an attribute'))
  // The dots of a URN are no steps down.
  const isUrn = written.startsWith('urn:')
  const dot = isUrn ? written.indexOf('.', written.lastIndexOf(':')) : written.indexOf('.')
  const [attribute, sub] = dot < 0 ? [written, null] : [written.slice(0, dot), written.slice(dot + 1)]
  if (reader.end()) return { attribute, filter: null, sub }
  if (sub !== null) throw invalidFilter('A condition stands behind the attribute')
  const filter = reader.inside('[', ']', 0)
  const last = reader.peek() === undefined ? null : reader.take('word', 'the name of a sub-attribute')
  if (!reader.end() || (last !== null && !last.startsWith('.'))) throw invalidFilter('The path goes on after its end')
  return { attribute, filter, sub: last === null ? null : attributeName(last.slice(1)) }
}
