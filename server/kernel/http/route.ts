import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EndpointSpec, ParsedInput, Result } from '#contract/endpoint.ts'
import type { Tx } from '../purpose/in-purpose.ts'
import type { ClientPrincipal, DoorPrincipal, PersonPrincipal, SourcePrincipal, StaffPrincipal } from './principal.ts'

type PrincipalOf<Spec extends EndpointSpec> = Spec['access'] extends 'public'
  ? null
  : Spec['access'] extends 'door'
    ? DoorPrincipal
    : Spec['access'] extends 'source'
      ? SourcePrincipal
      : Spec['access'] extends 'staff'
        ? StaffPrincipal
        : Spec extends { readonly tokens: { readonly clients: true } }
          ? PersonPrincipal | ClientPrincipal
          : PersonPrincipal

/** What a handler gets: parsed input, who calls, and the transaction of the endpoint's purpose. */
export type Call<Spec extends EndpointSpec> = ParsedInput<Spec> & {
  readonly principal: PrincipalOf<Spec>
  /** Open for the endpoint's purpose and committed before the answer goes out; null when the endpoint names no purpose. */
  readonly tx: Spec['purpose'] extends null ? null : Tx
  /** The person's own language, else what the client asks for. */
  readonly language: 'nl' | 'en'
  /** For cookies, client address and streams; a handler that hijacks the reply returns what it likes. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export type Route = {
  readonly spec: EndpointSpec
  /** The handler opens the purpose's transaction itself. */
  readonly opensItself?: true
  readonly handle: (call: Call<EndpointSpec>) => Promise<unknown>
}

/** A paper or an archive goes out as bytes, at once or as a stream. */
type Bytes<Spec extends EndpointSpec> = Spec['success'] extends { readonly contentType: string } ? Buffer | Readable : never

/** Ties a handler to its endpoint; input and answer are checked against the contract by the types and at run time. */
export const route = <const Spec extends EndpointSpec>(
  spec: Spec,
  handle: (call: Call<Spec>) => Promise<Result<Spec> | Bytes<Spec>>,
): Route => ({ spec, handle: handle as unknown as Route['handle'] })

/** An answer whose JSON text is at hand, shared by callers who get the same. It goes out as it is: the room's own test holds it to the contract. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * For reads that several requests share, and for streams that outlive any transaction: the handler opens the endpoint's purpose itself, when it needs it.
 * `admit` has let the caller in as for any other route.
 */
export const selfOpeningRoute = <const Spec extends EndpointSpec>(
  spec: Spec,
  handle: (call: Omit<Call<Spec>, 'tx'>) => Promise<Result<Spec> | JsonText>,
): Route => ({ spec, opensItself: true, handle: handle as unknown as Route['handle'] })
