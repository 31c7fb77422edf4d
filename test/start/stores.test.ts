import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { after, before, test } from 'node:test'
import { elsewhere } from '../../server/inventory/elsewhere.ts'
import { fileFindings } from '../inventory/findings.ts'
import { startReady } from './program.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-stores-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))

test('every file that a running instance leaves in its data folder belongs to a declared store, running and stopped', async () => {
  const data = join(folder, 'data')
  const program = await startReady({ DATA_DIR: data, DEMO: 'off', BACKUP_TO: join(folder, 'backups') })
  const running = filesBelow(data)
  program.kill('SIGTERM')
  assert.equal(await program.ended, 0, program.output())
  assert.ok(running.some((file) => file.startsWith('postgres/cluster/base/')) && running.includes('keys/root.key'), running.slice(0, 20).join(' '))
  assert.deepEqual(fileFindings(running, elsewhere), [])
  assert.deepEqual(fileFindings(filesBelow(data), elsewhere), [])
})
