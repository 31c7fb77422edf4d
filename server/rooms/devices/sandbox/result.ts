import { deepestResult, failures, longestResult, type Failure } from './protocol.ts'

export type SandboxResult =
  | { ok: true; data: unknown; warnings: string[] }
  | { ok: false; error: Failure; message?: string }

const longestMessage = 200

/** A decoder's own words, made fit to be shown: one line, no control characters, not long. */
const sentence = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().slice(0, longestMessage)

export const failure = (error: Failure, message = ''): SandboxResult => {
  const said = sentence(message)
  return { ok: false, error, ...(said !== '' && { message: said }) }
}

const known: ReadonlySet<string> = new Set(failures)
const isFailure = (text: string): text is Failure => known.has(text)

/** How deep brackets nest outside of strings, found without parsing. */
const depthOf = (json: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < json.length; i += 1) {
    const character = json[i]
    if (inString) {
      if (character === '\\') i += 1
      else if (character === '"') inString = false
    } else if (character === '"') {
      inString = true
    } else if (character === '{' || character === '[') {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (character === '}' || character === ']') {
      depth -= 1
    }
  }
  return deepest
}

/**
 * Reads a worker's answer. What a decoder hands out arrives here as text and nothing else; JSON.parse makes plain
 * data of it, in which even a key `__proto__` is an ordinary own property.
 */
export const readAnswer = (answer: string): SandboxResult => {
  if (answer.length > longestResult) return failure('result_too_large')
  if (answer.startsWith('X')) {
    const end = answer.indexOf('\n')
    const code = answer.slice(1, end)
    return isFailure(code) ? failure(code, answer.slice(end + 1)) : failure('result_not_json')
  }
  const json = answer.slice(1)
  // the wrapper around data is one level of ours
  if (depthOf(json) > deepestResult + 1) return failure('result_too_deep')
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return failure('result_not_json')
  }
  if (typeof parsed !== 'object' || parsed === null || !('data' in parsed)) return failure('no_data')
  const { data } = parsed
  if (typeof data !== 'object' || data === null) return failure('no_data')
  const warnings = 'warnings' in parsed && Array.isArray(parsed.warnings) ? parsed.warnings : []
  return {
    ok: true,
    data,
    warnings: warnings.filter((each) => typeof each === 'string').slice(0, 10).map(sentence),
  }
}
