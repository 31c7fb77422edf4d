import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('the restore drill that a stranger can run passes, and tells each step in words', { timeout: 300_000 }, async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/drill.ts'), '--quick'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'nl_NL.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.once('close', resolve)
  assert.equal(await promise, 0, output)
  for (const step of ['wordt geweigerd', 'hard afgebroken', 'in quarantaine', 'De poort: 1 persoon', 'staat nergens meer', 'Oefening geslaagd']) {
    assert.ok(output.includes(step), `${step} in:\n${output}`)
  }
})
