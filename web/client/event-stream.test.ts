import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { eventStreamReader, type StreamEvent } from './event-stream.ts'

const read = (pieces: readonly string[]) => {
  const events: StreamEvent[] = []
  const reader = eventStreamReader((event) => events.push(event))
  for (const piece of pieces) reader(piece)
  return events
}

test('an event carries its name, its lines and the last id told', () => {
  assert.deepEqual(read([': wake\n\nid: 7\nevent: floor\ndata: {"a":\ndata: 1}\n\ndata:bare\n\n']), [
    { type: 'floor', data: '{"a":\n1}', id: '7' },
    { type: 'message', data: 'bare', id: '7' },
  ])
})

test('an event that was not ended is not told', () => {
  assert.deepEqual(read(['data: half\n']), [])
})

test('however the network cuts the text and ends its lines, the events are the same', () => {
  const word = fc.stringMatching(/^[a-z {}:",]{0,12}$/)
  const event = fc.record({ type: fc.constantFrom('floor', 'change'), data: fc.array(word, { minLength: 1, maxLength: 3 }) })
  const ending = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), ending, fc.array(fc.nat(40), { maxLength: 20 }), (events, end, cuts) => {
      const text = events
        .map(({ type, data }) => [`event: ${type}`, ...data.map((one) => `data: ${one}`), '', ''].join(end))
        .join('')
      const places = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b)
      const pieces = [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length))
      assert.deepEqual(
        read(pieces).map(({ type, data }) => ({ type, data })),
        events.map(({ type, data }) => ({ type, data: data.join('\n') })),
      )
    }),
  )
})
