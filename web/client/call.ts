import type { EndpointSpec, Result, SentInput } from '#contract/endpoint.ts'
import { language, say } from '../language/language.ts'
import { takeEarly } from './early.ts'
import { Offline, problemOf } from './problem.ts'
import { signedOut } from './signed-out.ts'
import { proveAgain } from './step-up.ts'
import { urlOf } from './url.ts'

type LeaveOutWhatMayBeEmpty<T> = { [K in keyof T as object extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as object extends T[K] ? K : never]?: T[K]
}
/** What a call takes: params, query, headers and body of the endpoint; parts that may be empty may be left out. */
export type Input<Spec extends EndpointSpec> = LeaveOutWhatMayBeEmpty<SentInput<Spec>>
type InputArguments<Spec extends EndpointSpec> = object extends Input<Spec>
  ? [input?: Input<Spec>, options?: CallOptions]
  : [input: Input<Spec>, options?: CallOptions]

export type CallOptions = { readonly signal?: AbortSignal }

/** An answer, and since when it is known: null when it comes straight from the server, else when it was kept. */
export type Answer<T> = { readonly data: T; readonly seenAt: string | null }

/** The service worker puts this on an answer that it had kept: when the server gave it. */
const seenAtHeader = 'x-vrijplek-seen-at'

/**
 * Calls an endpoint of the contract.
 *
 * @returns what the endpoint answers; nothing for 204
 * @throws ApiProblem when the service refuses, Offline when there is no answer
 */
export async function call<Spec extends EndpointSpec>(spec: Spec, ...rest: InputArguments<Spec>): Promise<Result<Spec>> {
  return (await ask(spec, ...rest)).data
}

/** As `call`, and tells whether the answer was kept on this device. A dangerous act asks first who does it, and then goes on by itself. */
export async function ask<Spec extends EndpointSpec>(
  spec: Spec,
  ...[input, options]: InputArguments<Spec>
): Promise<Answer<Result<Spec>>> {
  const sent: Sent = input ?? {}
  let answer = await send(spec, sent, options)
  let problem = answer.ok ? null : await refusalIn(answer)
  if (problem?.code === 'step_up_needed' && await proveAgain()) {
    answer = await send(spec, sent, options)
    problem = answer.ok ? null : await refusalIn(answer)
  }
  if (problem !== null) {
    // A tablet that is no door display (any more) says nothing about who is signed in here, nor does a code typed wrong by somebody who is.
    const ofPerson = spec.access !== 'door' && spec.access !== 'staff'
    const saysWho = ofPerson && (spec.access === 'public' || problem.code === 'not_signed_in')
    if (answer.status === 401 && saysWho) await signedOut(problem)
    throw problem
  }
  const seenAt = answer.headers.get(seenAtHeader)
  if (answer.status === 204) return { data: undefined as Result<Spec>, seenAt }
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  return { data: (isJson ? await answer.json() : await answer.text()) as Result<Spec>, seenAt }
}

type Sent = { readonly params?: unknown; readonly query?: unknown; readonly headers?: unknown; readonly body?: unknown }

const refusalIn = (answer: Response) => problemOf(answer, { title: say('parts.failedTitle'), detail: say('parts.failedText') })

async function send(spec: EndpointSpec, sent: Sent, options: CallOptions | undefined): Promise<Response> {
  const hasBody = sent.body !== undefined
  try {
    return (await takeEarly(spec.id, spec.method)) ?? await fetch(urlOf(spec.path, sent.params, sent.query), {
      method: spec.method,
      credentials: 'same-origin',
      headers: {
        accept: `${spec.success.contentType ?? 'application/json'}, application/problem+json`,
        'accept-language': language(),
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(sent.headers as Record<string, string> | undefined),
      },
      ...(hasBody ? { body: JSON.stringify(sent.body) } : {}),
      ...(options?.signal ? { signal: options.signal } : {}),
    })
  } catch (cause) {
    if (options?.signal?.aborted === true) throw cause
    throw new Offline(say('offline.title'), { cause })
  }
}
