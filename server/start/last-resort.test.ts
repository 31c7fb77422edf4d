import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { Log } from '#kernel/log.ts'
import { watchLastResort } from './last-resort.ts'

const scene = () => {
  const events = new EventEmitter()
  const told: unknown[] = []
  const tell = (line: { event: string }) => told.push(line.event)
  let stops = 0
  watchLastResort(events, { error: tell, fatal: tell } as unknown as Log, () => {
    stops += 1
  })
  return { events, told, stops: () => stops }
}

test('a failure that nobody waited for is told, and the rest goes on', () => {
  const { events, told, stops } = scene()
  events.emit('unhandledRejection', new Error('lost'))
  assert.deepEqual([told, stops()], [['fault.unhandled_rejection'], 0])
})

test('an exception that nobody caught is told, and the program stops in order', () => {
  const { events, told, stops } = scene()
  events.emit('uncaughtException', new Error('half done'))
  assert.deepEqual([told, stops()], [['fault.uncaught_exception'], 1])
})
