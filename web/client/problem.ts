import type { ErrorCode, Problem } from '#contract/errors.ts'

/** A refusal in the user's language, as the server told it (RFC 9457). `unexpected`: an answer that is none of ours. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: ErrorCode | 'unexpected'
  readonly status: number
  readonly title: string
  readonly detail: string
  /** What a refusal adds: alternatives, organisations to choose from, fields that are wrong, seconds to wait. */
  readonly more: Partial<Problem>

  constructor(status: number, problem: Partial<Problem>, words: { title: string; detail: string }) {
    super(`${status} ${problem.code ?? 'unexpected'}`)
    this.status = status
    this.code = problem.code ?? 'unexpected'
    this.title = problem.title ?? words.title
    this.detail = problem.detail ?? words.detail
    this.more = problem
  }
}

/** No answer: no network, or nothing at the other end. */
export class Offline extends Error {
  override readonly name = 'Offline'
}

/** Reads a refusal. An answer that is no problem document (a proxy's page, say) gets the given words. */
export async function problemOf(answer: Response, words: { title: string; detail: string }): Promise<ApiProblem> {
  const isProblem = answer.headers.get('content-type')?.includes('json') === true
  const body: unknown = isProblem ? await answer.json().catch(() => null) : null
  const problem = typeof body === 'object' && body !== null && 'code' in body ? (body as Partial<Problem>) : {}
  return new ApiProblem(answer.status, problem, words)
}
