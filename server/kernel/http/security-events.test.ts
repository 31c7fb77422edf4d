import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import type { PersonPrincipal } from './principal.ts'
import { tellRefusal } from './security-events.ts'

const person = { kind: 'person', organisation: 'org-1' as OrganisationId, person: 'person-1', sessionKey: 'secret-1' } as PersonPrincipal
const request = { id: 'request-1', ip: '192.0.2.7', routeOptions: { schema: { operationId: 'createTeam' } } } as unknown as FastifyRequest

const linesOf = (refusal: Refusal): unknown[] => {
  const lines: unknown[] = []
  tellRefusal(refusal, request, person, { log: { warn: (line: unknown) => lines.push(line) } as unknown as Log, metrics: createMetrics() })
  return lines
}

test('it tells what was tried and what held, and nothing of the person', () => {
  const [line] = linesOf(new Refusal('not_allowed'))
  assert.deepEqual(line, {
    event: 'security.refused', code: 'not_allowed', operation: 'createTeam', requestId: 'request-1', as: 'person', organisation: 'org-1',
  })
})

test('a slip of the pen and a visitor without a cookie are no news', () => {
  assert.deepEqual(linesOf(new Refusal('invalid_input')), [])
  assert.deepEqual(linesOf(new Refusal('not_signed_in')), [])
})
