import type { z } from 'zod'
import type { DataCategory } from './data-categories.ts'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './permissions.ts'
import type { Purpose } from './purposes.ts'
import type { StaffRole } from './staff-roles.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call an endpoint.
 * - `public`: anyone.
 * - `signed_in`: any session, also of a person who has not opted in yet (they may only read, accept and leave).
 * - `permission`: a session of a person past first use whose roles hold the permission. With `at`, a right held for one location will do when the thing
 *   named by that part of the input stands there; without, the right must be held for the whole organisation.
 * - `door`: a paired door display. `source`: an uplink source's bearer token. `staff`: a session of the operator's own staff.
 */
export type Access =
  | 'public'
  | 'signed_in'
  | 'door'
  | 'source'
  | 'staff'
  | { readonly permission: Permission; readonly at?: Whereabouts }

/** Which input names the place that a right must reach: `{ floor: 'params.floorId' }`. `any`: the handler itself answers only for the caller's locations. */
export type Whereabouts =
  | 'any'
  | { readonly [Kind in PlaceKind]?: `params.${string}` | `query.${string}` | `body.${string}` }
export type PlaceKind = 'location' | 'floor' | 'zone' | 'workspace' | 'device'

export type EndpointSpec = {
  /** Unique operation id, lowerCamelCase. */
  readonly id: string
  readonly method: Method
  /** Below `/api/v1`, kebab-case, parameters as `{name}`. */
  readonly path: `/${string}`
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly access: Access
  /** A dangerous act: asks that whoever calls proved within the last ten minutes who they are (`step_up_needed`). */
  readonly stepUp?: true
  /** Of the operator's staff: also before the confidentiality declaration is signed, for reading and signing it (G2.3). */
  readonly beforeDeclaration?: true
  /** Of the operator's staff: only who has one of these roles. Without: all of them. */
  readonly staffRoles?: readonly StaffRole[]
  /**
   * An access token may call this when its approval names the endpoint's purpose and each of these categories (G5.3); without `tokens` only a session may.
   * `clients`: also a token of an API client, which is nobody's.
   */
  readonly tokens?: { readonly categories: readonly DataCategory[]; readonly clients?: true }
  /** The purpose its transaction runs for; null when it needs none or opens several itself. */
  readonly purpose: Purpose | null
  /** `required`: refused with `agreement_not_in_force` unless the organisation's processing agreement is in force (G13.1). */
  readonly agreement: 'required' | 'not_required'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly headers?: z.ZodObject
  readonly body?: z.ZodType
  /** Default application/json. `form`: application/x-www-form-urlencoded, for standards that want it (OAuth 2, SAML). */
  readonly bodyType?: 'json' | 'form'
  /** A page of another site may send this (a SAML response arrives as a form post): the handler trusts no cookie. */
  readonly fromElsewhere?: true
  /** Bytes a request's body may have; 256 KiB when not given. More is answered `payload_too_large` before it is read. */
  readonly largestBody?: number
  readonly success: {
    /** 303: the browser goes on to the `Location` header. */
    readonly status: 200 | 201 | 202 | 204 | 303
    readonly body: z.ZodType | null
    /** Default application/json. A stream or a picture says its own; its body is then sent as it is. */
    readonly contentType?: string
  }
  /** Refusals beyond those every endpoint has (invalid_input, not_signed_in, not_found …). */
  readonly errors?: readonly ErrorCode[]
}

export const endpoint = <const Spec extends EndpointSpec>(spec: Spec): Spec => spec

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
type Part<Spec, Key extends string> = Spec extends Record<Key, infer Schema> ? Schema : undefined

/** What a handler receives: parsed. */
export type ParsedInput<Spec extends EndpointSpec> = {
  params: Parsed<Part<Spec, 'params'>>
  query: Parsed<Part<Spec, 'query'>>
  headers: Parsed<Part<Spec, 'headers'>>
  body: Parsed<Part<Spec, 'body'>>
}

type OptionalIfUndefined<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] }

/** What a client sends. */
export type SentInput<Spec extends EndpointSpec> = OptionalIfUndefined<{
  params: Sent<Part<Spec, 'params'>>
  query: Sent<Part<Spec, 'query'>>
  headers: Sent<Part<Spec, 'headers'>>
  body: Sent<Part<Spec, 'body'>>
}>

/** What a handler returns and a client receives, listed field by field. */
export type Result<Spec extends EndpointSpec> = Spec['success']['body'] extends z.ZodType
  ? z.output<Spec['success']['body']>
  : void
