import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import type { Presence } from './presence.ts'
import { joinStretches, presenceOfWorkspace } from './workspace.ts'

const occupied = (sinceMs: number): Presence => ({ occupied: true, silent: false, stuck: false, sinceMs })
const vacant = (sinceMs: number): Presence => ({ occupied: false, silent: false, stuck: false, sinceMs })
const silent = (sinceMs: number | null): Presence => ({ occupied: null, silent: true, stuck: false, sinceMs })
const stuck = (sinceMs: number): Presence => ({ ...occupied(sinceMs), stuck: true })

describe('a workspace with several sensors', () => {
  const cases: [string, Presence[], Partial<ReturnType<typeof presenceOfWorkspace>>][] = [
    ['may have none', [], { occupied: null, silent: false, stuck: false, sinceMs: null }],
    ['is occupied since the first saw somebody', [vacant(1), occupied(9), occupied(5)], { occupied: true, sinceMs: 5 }],
    ['is vacant since the last said so', [vacant(3), vacant(8)], { occupied: false, silent: false, sinceMs: 8 }],
    ['is vacant when one says so and the other is silent', [vacant(3), silent(8)], { occupied: false, sinceMs: 3 }],
    ['is unknown when all are silent', [silent(3), silent(null)], { occupied: null, silent: true, sinceMs: 3 }],
    ['was never heard', [silent(null)], { occupied: null, silent: true, sinceMs: null }],
    ['does not listen to a stuck one while another speaks', [stuck(1), vacant(4)], { occupied: false, stuck: false }],
    ['is stuck when only a stuck one speaks', [stuck(1), silent(4)], { occupied: true, stuck: true, sinceMs: 1 }],
  ]
  for (const [name, sensors, expected] of cases) {
    it(name, () => {
      const answer = presenceOfWorkspace(sensors)
      assert.equal(answer.hasSensor, sensors.length > 0)
      assert.deepEqual({ ...answer, ...expected }, answer)
    })
  }

  it('was occupied exactly when any of its sensors saw somebody', () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.boolean())
      .map(([fromMs, length, open]) => ({ fromMs, toMs: open ? null : fromMs + length }))
    const holds = (stretches: readonly { fromMs: number; toMs: number | null }[], atMs: number) =>
      stretches.filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs)).length
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
        const joined = joinStretches(stretches)
        for (let atMs = 0; atMs < 80; atMs++) assert.equal(holds(joined, atMs), Math.min(1, holds(stretches, atMs)))
      }),
    )
  })
})
