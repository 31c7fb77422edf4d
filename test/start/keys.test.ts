import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig } from '#kernel/config.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { anOrganisation, keyFolder, someone } from '../key-places.ts'

const { folder, remove } = keyFolder()
after(remove)
const program = join(import.meta.dirname, '../../server/keys.ts')

const keys = (dataDir: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env: { ...process.env, DATA_DIR: dataDir }, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('root and epoch rotate beside a running instance, which goes on and takes them up', async () => {
  const dataDir = join(folder, 'running')
  const ring = await openConfiguredKeyring(readConfig({ DATA_DIR: dataDir }), { mayBegin: true })
  const [organisation, person] = [anOrganisation(), someone()]
  const sealed = (await ring.keys.create(organisation, person)).seal(person, 'name', 'naam')
  const [root, epoch] = [join(dataDir, 'keys', 'root.key'), join(dataDir, 'epoch', 'epoch.secret')]
  const seen = [readFileSync(root, 'hex'), readFileSync(epoch, 'hex')]
  assert.match(keys(dataDir, 'state').said, /Epoch 1; the root key is .*root\.key \(file\)/)
  for (const [turn, what] of ['rotate-root', 'rotate-epoch', 'rotate-root', 'rotate-root'].entries()) {
    const { status, said } = keys(dataDir, what)
    assert.equal(status, 0, said)
    assert.match(said, new RegExp(`Epoch ${turn + 2};`))
    // Who is not in memory is looked up in the new store.
    const late = someone()
    const later = (await ring.keys.create(organisation, late)).seal(late, 'name', 'later')
    assert.equal((await ring.keys.load(organisation, [person])).open(person, 'name', sealed), 'naam')
    assert.equal((await ring.keys.load(organisation, [late])).open(late, 'name', later), 'later')
  }
  await ring.keys.erase(organisation, [person])
  const left = [readFileSync(root, 'hex'), readFileSync(epoch, 'hex')]
  assert.notEqual(left[0], seen[0])
  assert.notEqual(left[1], seen[1])
  await ring.close()
  assert.match(keys(dataDir, 'state').said, /Epoch 6/)
})

test('what it cannot do it says, and changes nothing', () => {
  assert.match(keys(join(folder, 'none'), 'rotate-epoch').said, /missing or empty/)
  for (const words of [[], ['rotate'], ['state', 'more'], ['rotate-root', 'paper']]) {
    const { status, said } = keys(join(folder, 'none'), ...words)
    assert.equal(status, 1)
    assert.match(said, /npm run keys|missing or empty/)
  }
  assert.ok(!existsSync(join(folder, 'none', 'keys', 'root.key')))
})
