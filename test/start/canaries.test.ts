import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { inventory } from '../../server/inventory.ts'
import { liveALife } from '../canaries/life.ts'
import { harvest, wrappedKeys } from '../canaries/needles.ts'
import type { Needle } from '../canaries/needles.ts'
import { newCaller } from '../canaries/program-client.ts'
import type { Caller } from '../canaries/program-client.ts'
import { notFound, searchFolder, searchTables } from '../canaries/search.ts'
import { freePort, openDatabase, startReady } from './program.ts'
import type { Program } from './program.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-canaries-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** Declared personal columns in which a life can leave nothing to search for, each with the reason. */
const cannotBeCovered: Readonly<Record<string, string>> = {
  'people.access_until': 'who lives here stays; a moment tells nobody from another, and goes with its row',
  'people.deactivated_at': 'who is switched off does nothing any more; a moment tells nobody from another, and goes with its row',
  'guest_stays.person_id': 'who lives here is no guest; the rows of one go with their account like every other',
  'scim_users.deleted_at': 'whom the directory took away signs in no more, and so has nobody erased',
  'erasures.person_id': 'stands there only while the erasure runs',
}

const words = (list: readonly string[]): Needle[] => list.map((text) => ({ from: text, text, bytes: [Buffer.from(text)] }))

/** What a person sees of their own data, without what counts up by looking. That somebody else granted or placed something goes with that somebody. */
const ownData = async (caller: Caller): Promise<unknown> => {
  const { tables } = await caller.call<{ tables: { table: string }[] }>('GET', '/my-data')
  const still = tables.filter(({ table }) => !['sessions', 'trail_looks', 'trail_entries', 'notices'].includes(table))
  const read = JSON.parse(JSON.stringify(still).replaceAll('"iemand anders"', 'null')) as { rows: unknown[] }[]
  // Rows of the same moment come in any order.
  const ordered = (rows: unknown[]) => rows.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
  return read.map((table) => ({ ...table, rows: ordered(table.rows) }))
}

const erase = async (program: Program, caller: Caller): Promise<void> => {
  const { receiptId } = await caller.call<{ receiptId: string }>('POST', '/my-data/erasure', { erase: true })
  for (let turn = 0; turn < 300; turn += 1) {
    const { state } = await newCaller(program).call<{ state: string }>('GET', `/erasure-receipts/${receiptId}`)
    if (state === 'done') return
    await delay(200)
  }
  throw new Error('the erasure was not done in a minute')
}

test('what is erased is nowhere: not in a table, not in a byte of the data folder, and everybody else reads the same', async (t) => {
  const dataDir = join(folder, 'data')
  const keyFile = join(dataDir, 'keys/person-keys.db')
  const dnsFile = join(folder, 'dns.json')
  writeFileSync(dnsFile, '{}')
  // Nobody takes the mail: it waits, and is searched for like all else.
  const mail = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, MAIL_FROM: 'werkplek@vrijplek.example' }
  const program = await startReady({ DATA_DIR: dataDir, DEMO: 'off', SSO_ON_LOOPBACK: 'on', DNS_TXT_FILE: dnsFile, ...mail })
  const client = await openDatabase(dataDir)
  let needles: readonly Needle[] = []
  const relations = new Map<string, string>()
  try {
    const life = await liveALife(program, dnsFile)
    const harvested = await harvest(client, inventory, life.one.personId)
    const keysBefore = wrappedKeys(keyFile)
    const wrapped = [...keysBefore.values()].flat()
    needles = [...harvested.needles, ...words(life.words)]
    assert.deepEqual(harvested.uncovered, Object.keys(cannotBeCovered), 'a column that the inventory declares got no canary')

    await t.test('before: every canary is found in the tables, and each in a file too', async () => {
      assert.deepEqual(notFound(harvested.needles, await searchTables(client, harvested.needles)), [])
      await client.query('CHECKPOINT')
      const written = [...harvested.needles, ...wrapped]
      assert.deepEqual(notFound(written, await searchFolder(dataDir, written)), [])
    })
    await t.test('before: names and addresses stand nowhere in clear', async () => {
      const spoken = words(life.words.filter((word) => !word.startsWith('sleutel-')))
      assert.deepEqual(await searchTables(client, spoken), [])
      assert.deepEqual(await searchFolder(dataDir, spoken), [])
    })

    const before = await ownData(life.other)
    await erase(program, life.one)
    const keysAfter = wrappedKeys(keyFile)
    const replaced = [...keysBefore].filter(([node, pieces]) => !isDeepStrictEqual(pieces, keysAfter.get(node)))
    assert.ok(replaced.length >= 4, 'the leaf in which the key hung, and every node above it')
    needles = [...needles, ...replaced.flatMap(([, pieces]) => pieces)]
    await life.other.call('POST', '/keeping/runs')
    for (let turn = 0; (await client.query('SELECT FROM table_rewrites')).rowCount !== 0; turn += 1) {
      assert.ok(turn < 300, 'what rows were erased from was not written anew within a minute')
      await delay(200)
    }
    await t.test('after: no canary is left in any table', async () => {
      assert.deepEqual(await searchTables(client, needles), [])
    })
    await t.test('and the search would find one that was left', async () => {
      await client.query('CREATE TEMP TABLE planted AS SELECT $1::text AS of', [life.one.personId])
      const findings = await searchTables(client, needles)
      assert.deepEqual(findings.map((finding) => finding.replace(/pg_temp_\d+/, 'temp')), ['table temp.planted: the person'])
      await client.query('DROP TABLE planted')
    })
    await t.test('after: the other person reads what they read before', async () => {
      assert.deepEqual(await ownData(life.other), before)
    })
    await client.query('CHECKPOINT')
    await client.query('SELECT pg_switch_wal()')
    await client.query('CHECKPOINT')
    const { rows } = await client.query<{ path: string; name: string }>(
      `SELECT pg_relation_filepath(oid) AS path, relname AS name FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL`,
    )
    for (const { path, name } of rows) relations.set(path, name)
  } finally {
    await client.end()
    program.kill('SIGTERM')
    await program.ended
  }
  await t.test('after: nor in any byte of the data folder, nor in what the program said', async () => {
    // A file of the database says nothing by its number.
    const found = (await searchFolder(dataDir, needles)).map((finding) => {
      const path = /postgres\/cluster\/(base\/\d+\/\d+)/.exec(finding)?.[1] ?? ''
      return relations.has(path) ? `${finding} (${relations.get(path)})` : finding
    })
    assert.deepEqual(found, [])
    assert.deepEqual(needles.filter(({ text }) => program.output().includes(text)), [])
  })
})
