import {
  keepPreviousData, QueryClient, useMutation, useQuery, type UseMutationResult, type UseQueryResult,
} from '@tanstack/react-query'
import type { EndpointSpec, Result } from '#contract/endpoint.ts'
import { ask, call, type Answer, type Input } from './call.ts'
import { ApiProblem } from './problem.ts'

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The service worker answers without a network; the library must not decide that for it.
        networkMode: 'always',
        staleTime: 15_000,
        retry: (count, error) => count < 1 && error instanceof ApiProblem && error.status >= 502,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

type Seen<T> = { readonly data: T | undefined; readonly seenAt: string | null }
export type CallResult<T> = Omit<UseQueryResult<Answer<T>>, 'data'> & Seen<T>
type CallSettings = {
  readonly enabled?: boolean
  readonly refetchInterval?: number
  /** How long an answer counts as fresh, milliseconds. */
  readonly staleTime?: number
  /** Keep showing the last answer while another input is being asked for. */
  readonly keepLast?: boolean
}

/** The key of an endpoint's answers: all of them, or those to one input. */
export const keyOf = <Spec extends EndpointSpec>(spec: Spec, input?: Input<Spec>) =>
  input === undefined ? [spec.id] : [spec.id, input]

/** Asks an endpoint and keeps the answer fresh. `seenAt` is set when it comes from this device instead of the server. */
export function useCall<Spec extends EndpointSpec>(
  spec: Spec,
  input: Input<Spec>,
  settings: CallSettings = {},
): CallResult<Result<Spec>> {
  const { keepLast, ...options } = settings
  const query = useQuery({
    queryKey: keyOf(spec, input),
    queryFn: ({ signal }) =>
      (ask as (spec: EndpointSpec, input: unknown, options: unknown) => Promise<Answer<Result<Spec>>>)(spec, input, { signal }),
    ...(keepLast === true ? { placeholderData: keepPreviousData } : {}),
    ...options,
  }) as UseQueryResult<Answer<Result<Spec>>>
  return { ...query, data: query.data?.data, seenAt: query.data?.seenAt ?? null }
}

/** Calls an endpoint that changes something. */
export function useAct<Spec extends EndpointSpec>(spec: Spec): UseMutationResult<Result<Spec>, Error, Input<Spec>> {
  return useMutation({
    mutationFn: (input: Input<Spec>) => (call as (spec: EndpointSpec, input: unknown) => Promise<Result<Spec>>)(spec, input),
  })
}
