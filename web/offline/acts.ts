import type { EndpointSpec } from '#contract/endpoint.ts'
import { call, type Input } from '../client/call.ts'
import { Offline } from '../client/problem.ts'
import { urlOf } from '../client/url.ts'
import { keepWaiting, type WaitingAction } from './waiting.ts'

/**
 * Does something that may wait: a check-in, a release, a departure. Without a connection it is kept on this device, of
 * this person, and sent later (`sendWaiting`); the caller tells the person so.
 */
export async function doOrWait<Spec extends EndpointSpec & { readonly method: 'POST' | 'DELETE' }>(
  spec: Spec,
  input: Input<Spec> & { readonly params: { readonly bookingId: string } },
  about: Pick<WaitingAction, 'what' | 'place' | 'personId'>,
): Promise<'done' | 'waits'> {
  try {
    await (call as (spec: EndpointSpec, input: unknown) => Promise<unknown>)(spec, input)
    return 'done'
  } catch (error) {
    if (!(error instanceof Offline)) throw error
    await keepWaiting({
      ...about,
      id: `${about.what} ${input.params.bookingId}`,
      method: spec.method,
      path: urlOf(spec.path, input.params),
      atMs: Date.now(),
    })
    return 'waits'
  }
}
