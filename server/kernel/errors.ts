import { problemText } from '#contract/errors.ts'
import type { ErrorCode, Problem } from '#contract/errors.ts'

type Extra = Partial<Pick<Problem, 'errors' | 'alternatives' | 'organisations' | 'secondFactor' | 'retryAfterSeconds'>>

/** An expected refusal out of the catalogue in `contract/errors.ts`. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly values: Readonly<Record<string, string | number>>
  readonly extra: Extra

  constructor(code: ErrorCode, values: Readonly<Record<string, string | number>> = {}, extra: Extra = {}) {
    super(problemText(code, 'en', values).detail)
    this.name = 'Refusal'
    this.code = code
    this.values = values
    this.extra = extra
  }

  /** RFC 9457 problem details in the reader's language. */
  toProblem(language: 'nl' | 'en'): Problem {
    const { title, detail, status } = problemText(this.code, language, this.values)
    return {
      type: `https://vrijplek.example/problems/${this.code.replaceAll('_', '-')}`,
      title,
      status,
      detail,
      code: this.code,
      ...this.extra,
    }
  }
}

/** The service cannot start: one sentence for the operator, no stack. */
export class StartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartError'
  }
}
