import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { getCheckpoint, getEvidence } from '#contract/endpoints/trail.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { namesWith, somebody, trailScene } from '../../../test/trail-scene.ts'
import { countOnLevel, tileWidth } from './merkle.ts'
import { routes } from './routes.ts'
import { erasePerson, sequenceNow } from './sequence.ts'
import { tilePath } from './tile-path.ts'

let house: TestHouse
let folder: string
let organisation: OrganisationId
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-verified-'))
  house = await openTestHouse({ routes: (kernel) => routes(kernel, namesWith(kernel)) })
  organisation = await house.seed.organisation()
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})
const { inTx, write } = trailScene(() => house)

/** Runs the offline verifier as whoever doubts us would: a program of its own. */
const verify = (path: string): Promise<{ readonly code: number; readonly text: string }> =>
  new Promise((resolve) => {
    const program = join(import.meta.dirname, '../../../verify/verify.mjs')
    execFile(process.execPath, [program, path, '--key', house.kernel.signer.verifierKey, '--lang', 'en'], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    )
  })

const save = (path: string, content: string | Buffer): string => {
  const whole = join(folder, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, content)
  return whole
}

test('the verifier proves an evidence file of ours, erased parts and the growth since an earlier checkpoint among it, and disproves a changed one', async () => {
  const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
  const gone = somebody()
  await write(organisation, 300, { person: gone }, { kind: 'person', id: somebody() })
  await sequenceNow(house.kernel, organisation)
  await house.call(getCheckpoint, { params: { organisationId: organisation } })
  await write(organisation, 20, { person: somebody() }, { kind: 'person', id: gone })
  await inTx(organisation, 'retention', (tx) => erasePerson(tx, gone))
  const answer = await house.call(getEvidence, { as: officer, query: { since: '300' } })
  const good = await verify(save('evidence.json', answer.text))
  assert.equal(good.code, 0, good.text)
  const changed = await verify(save('changed.json', answer.text.replace('bookings.booked', 'bookings.cooked')))
  assert.equal(changed.code, 1, changed.text)
})

test('the verifier proves a whole copy of a log of ours, fetched as C2SP tlog-tiles, and finds one flipped bit in it', async () => {
  await write(organisation, 700)
  await sequenceNow(house.kernel, organisation)
  const fetch = async (path: string): Promise<Buffer> => {
    const answer = await house.http.inject({ url: `/api/v1/trail/${organisation}/${path}` })
    assert.equal(answer.statusCode, 200, path)
    return answer.rawPayload
  }
  const checkpoint = await fetch('checkpoint')
  save('mirror/checkpoint', checkpoint)
  const size = Number(checkpoint.toString().split('\n')[1])
  for (const level of [0, 1, 'entries'] as const) {
    const count = countOnLevel(size, level === 'entries' ? 0 : level)
    for (let index = 0; index * tileWidth < count; index++) {
      const path = `tile/${tilePath({ level, index, width: Math.min(tileWidth, count - index * tileWidth) })}`
      save(`mirror/${path}`, await fetch(path))
    }
  }
  const mirror = join(folder, 'mirror')
  const good = await verify(mirror)
  assert.equal(good.code, 0, good.text)
  const tile = join(mirror, 'tile/0/001')
  const bytes = readFileSync(tile)
  bytes[70] = (bytes[70] ?? 0) ^ 1
  writeFileSync(tile, bytes)
  const bad = await verify(mirror)
  assert.equal(bad.code, 1, bad.text)
})
