import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'

test('the open streams are counted when somebody asks, not when they opened', async () => {
  const metrics = createMetrics()
  let open = 2
  metrics.tellStreams(() => open)
  assert.match(await metrics.registry.metrics(), /^vrijplek_open_streams 2$/m)
  open = 5
  assert.match(await metrics.registry.metrics(), /^vrijplek_open_streams 5$/m)
})
