import type { FastifyInstance } from 'fastify'
import { apiPrefix } from '#contract/api.ts'
import type { EndpointSpec, Result, SentInput } from '#contract/endpoint.ts'

/** Somebody who uses the API as a customer would: over HTTP in this process, with a session cookie of their own. */
export type ApiClient = {
  call<const Spec extends EndpointSpec>(spec: Spec, input: SentInput<Spec>): Promise<Result<Spec>>
}

/** @throws when the API refuses: the demo asks for nothing that may be refused */
export const apiClient = (http: FastifyInstance): ApiClient => {
  let cookie = ''
  return {
    call: async (spec, input) => {
      const given = input as { params?: Record<string, string>; query?: Record<string, string>; body?: object }
      const answer = await http.inject({
        method: spec.method,
        url: apiPrefix + spec.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(given.params?.[name] ?? '')),
        ...(given.query === undefined ? {} : { query: given.query }),
        ...(given.body === undefined ? {} : { payload: given.body }),
        headers: cookie === '' ? {} : { cookie },
      })
      if (answer.statusCode >= 400) throw new Error(`${spec.id} answered ${answer.statusCode}: ${answer.body}`)
      const set = answer.headers['set-cookie']
      const first = Array.isArray(set) ? set[0] : set
      if (first !== undefined) cookie = first.split(';')[0] ?? ''
      return (answer.body === '' ? undefined : answer.json()) as Result<typeof spec>
    },
  }
}
