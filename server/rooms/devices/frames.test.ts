import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { admitFrame, noFrames, oldestReadingMs, readingTime } from './frames.ts'
import type { FrameState, FrameVerdict } from './frames.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const start = Date.UTC(2026, 10, 22, 9)

type Arrival = { fCnt: number | null; atMs: number; receivedAtMs?: number }

function admitAll(arrivals: readonly Arrival[]): FrameVerdict[] {
  let state: FrameState = noFrames
  return arrivals.map((arrival) => {
    const admitted = admitFrame(state, arrival)
    state = admitted.state
    return admitted.verdict
  })
}

describe('admitting frames', () => {
  const cases: { name: string; arrivals: Arrival[]; verdicts: FrameVerdict[] }[] = [
    {
      name: 'the same frame through two gateways counts once',
      arrivals: [{ fCnt: 900, atMs: start }, { fCnt: 900, atMs: start + 350 }],
      verdicts: ['fresh', 'duplicate'],
    },
    {
      name: 'a second copy delivered an hour later is still a copy',
      arrivals: [
        { fCnt: 900, atMs: start, receivedAtMs: start + second },
        { fCnt: 901, atMs: start + 10 * minute, receivedAtMs: start + 10 * minute },
        { fCnt: 900, atMs: start + 350, receivedAtMs: start + hour },
      ],
      verdicts: ['fresh', 'fresh', 'duplicate'],
    },
    {
      name: 'a copy from a gateway whose clock is three hours off is a copy when it arrives with the others',
      arrivals: [
        { fCnt: 900, atMs: start, receivedAtMs: start + second },
        { fCnt: 900, atMs: start - 3 * hour, receivedAtMs: start + 2 * second },
      ],
      verdicts: ['fresh', 'duplicate'],
    },
    {
      name: 'a network server that repeats its delivery changes nothing',
      arrivals: [
        { fCnt: 7, atMs: start, receivedAtMs: start + second },
        { fCnt: 7, atMs: start, receivedAtMs: start + 5 * minute },
        { fCnt: 7, atMs: start, receivedAtMs: start + 2 * hour },
      ],
      verdicts: ['fresh', 'duplicate', 'duplicate'],
    },
    {
      name: 'a late frame that was never seen is fresh',
      arrivals: [
        { fCnt: 10, atMs: start },
        { fCnt: 12, atMs: start + 20 * minute },
        { fCnt: 11, atMs: start + 10 * minute, receivedAtMs: start + 55 * minute },
      ],
      verdicts: ['fresh', 'fresh', 'fresh'],
    },
    {
      name: 'a jump forward of any size is fresh, also past 16 bits',
      arrivals: [10, 65_536, 4_294_967_295].map((fCnt, index) => ({ fCnt, atMs: start + index * minute })),
      verdicts: ['fresh', 'fresh', 'fresh'],
    },
    {
      name: 'a device that joins again counts from 0 and is heard',
      arrivals: [15_800, 0, 1].map((fCnt, index) => ({ fCnt, atMs: start + index * minute })),
      verdicts: ['fresh', 'fresh', 'fresh'],
    },
    {
      name: 'a device started twice within a minute is heard both times',
      arrivals: [
        { fCnt: 0, atMs: start },
        { fCnt: 1, atMs: start + 6 * second },
        { fCnt: 0, atMs: start + 40 * second },
        { fCnt: 1, atMs: start + 46 * second },
        { fCnt: 1, atMs: start + 46 * second + 350 },
      ],
      verdicts: ['fresh', 'fresh', 'fresh', 'fresh', 'duplicate'],
    },
    {
      name: 'a restarted device that reaches an old counter hours later is heard',
      arrivals: [{ fCnt: 20, atMs: start }, { fCnt: 0, atMs: start + hour }, { fCnt: 20, atMs: start + 3 * hour }],
      verdicts: ['fresh', 'fresh', 'fresh'],
    },
    {
      name: 'without a counter only the exact same time is a repeat',
      arrivals: [{ fCnt: null, atMs: start }, { fCnt: null, atMs: start + 1 }, { fCnt: null, atMs: start }],
      verdicts: ['fresh', 'fresh', 'duplicate'],
    },
  ]
  for (const { name, arrivals, verdicts } of cases) it(name, () => assert.deepEqual(admitAll(arrivals), verdicts))

  it('admits each sent frame exactly once, whatever the order and number of its copies', () => {
    const sent = fc.record({
      first: fc.integer({ min: 0, max: 70_000 }),
      frames: fc.array(
        fc.record({
          afterMs: fc.integer({ min: 6 * second, max: hour }),
          skipped: fc.integer({ min: 0, max: 3 }),
          copiesInOrder: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 25, size: '+1' },
      ),
    })
    fc.assert(
      fc.property(sent, ({ first, frames }) => {
        let fCnt = first
        let atMs = start
        const arrivals = frames.flatMap((frame) => {
          fCnt += 1 + frame.skipped
          atMs += frame.afterMs
          return frame.copiesInOrder.map((key, copy) => ({
            fCnt, atMs: atMs + copy * 350, receivedAtMs: start + 26 * hour, key,
          }))
        })
        arrivals.sort((a, b) => a.key - b.key)
        const verdicts = admitAll(arrivals)
        const admitted = arrivals.filter((_, index) => verdicts[index] === 'fresh').map((arrival) => arrival.fCnt)
        assert.equal(admitted.length, frames.length)
        assert.equal(new Set(admitted).size, frames.length)
      }),
    )
  })

  it('keeps a state of constant size that survives JSON', () => {
    let state: FrameState = noFrames
    for (let fCnt = 0; fCnt < 200; fCnt++) state = admitFrame(state, { fCnt, atMs: start + fCnt * 10 * minute }).state
    assert.equal(state.recent.length, 32)
    const revived = JSON.parse(JSON.stringify(state)) as FrameState
    assert.equal(admitFrame(revived, { fCnt: 199, atMs: start + 199 * 10 * minute + 350 }).verdict, 'duplicate')
    assert.equal(admitFrame(revived, { fCnt: 200, atMs: start + 200 * 10 * minute }).verdict, 'fresh')
  })
})

describe('the time a reading counts for', () => {
  it('is the time of reception at the gateway, also when delivered days later', () => {
    assert.deepEqual(readingTime(start - 3 * 24 * hour, start), { atMs: start - 3 * 24 * hour, clock: 'trusted' })
    assert.deepEqual(readingTime(start + 2 * minute, start), { atMs: start + 2 * minute, clock: 'trusted' })
  })
  it('is the time of receipt when the gateway claims a time more than two minutes ahead', () => {
    assert.deepEqual(readingTime(start + 2 * minute + 1, start), { atMs: start, clock: 'ahead' })
    assert.deepEqual(readingTime(Date.UTC(2080, 0), start), { atMs: start, clock: 'ahead' })
  })
  it('is refused when older than seven days', () => {
    assert.deepEqual(readingTime(start - oldestReadingMs, start), { atMs: start - oldestReadingMs, clock: 'trusted' })
    assert.deepEqual(readingTime(start - oldestReadingMs - 1, start), { refused: 'too_late' })
    assert.deepEqual(readingTime(0, start), { refused: 'too_late' })
  })
})
