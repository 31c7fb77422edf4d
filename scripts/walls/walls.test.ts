import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { checkWalls } from '../walls.ts'
import { readTree } from './modules.ts'

const sound: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ imports: { '#contract/*': './contract/*', '#kernel/*': './server/kernel/*' } }),
  'contract/errors.ts': "import { z } from 'zod'\nexport const code = z.string()\n",
  'server/main.ts': "import { house } from './house.ts'\nhouse()\n",
  'server/house.ts':
    "import { book } from './rooms/bookings/index.ts'\nimport { log } from '#kernel/log.ts'\nexport const house = () => log(book)\n",
  'server/kernel/log.ts': "import { code } from '#contract/errors.ts'\nexport const log = (x: unknown) => [x, code]\n",
  'server/rooms/people/index.ts': "export { nameOf } from './store.ts'\n",
  'server/rooms/people/store.ts':
    "import { sql } from 'kysely'\nexport const nameOf = (tx: any) => tx.selectFrom('person').where(sql`true`)\n",
  'server/rooms/bookings/index.ts': "export { book } from './book.ts'\n",
  'server/rooms/bookings/book.ts':
    "import { nameOf } from '../people/index.ts'\nimport type { Transaction } from 'kysely'\nexport const book = (tx: Transaction<unknown>) => nameOf(tx)\n",
  'server/rooms/bookings/book.test.ts':
    "import { test } from 'node:test'\nimport { book } from './book.ts'\nimport { rows } from '../../../test/rows.ts'\ntest('x', () => rows(book, 'select 1 from booking'))\n",
  'test/rows.ts': 'export const rows = (...x: unknown[]) => x\n',
  'verify/index.ts': "import { createHash } from 'node:crypto'\nexport const leaf = createHash\n",
  'web/main.tsx': "import { code } from '#contract/errors.ts'\nimport { Tile } from './ui/tile.tsx'\nexport const a = <Tile code={code} />\n",
  'web/ui/tile.tsx': 'export const Tile = ({ code }: { code: unknown }) => <b>{String(code)}</b>\n',
}

/** What the check says of the sound house with these files put in; `null` takes a file out. */
const findingsWith = (changes: Readonly<Record<string, string | null>>): string[] => {
  const root = mkdtempSync(join(tmpdir(), 'a house with walls '))
  try {
    for (const [path, text] of Object.entries({ ...sound, ...changes })) {
      if (text === null) continue
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return checkWalls(root).findings.map(({ path, line, message }) => `${path}:${line ?? ''} ${message}`)
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** Exactly one finding, in that file, saying that. */
const refuses = (changes: Readonly<Record<string, string | null>>, said: RegExp) => {
  const findings = findingsWith(changes)
  assert.equal(findings.length, 1, findings.join('\n') || 'no wall was found broken')
  assert.match(findings[0] ?? '', said)
}

describe('the walls of the house', () => {
  test('let a house pass that keeps to them', () => {
    assert.deepEqual(findingsWith({}), [])
  })

  test('stand in the real project', () => {
    const { seen, findings } = checkWalls(dirname(dirname(import.meta.dirname)))
    assert.deepEqual(findings, [])
    assert.ok(seen > 5)
  })

  test('keep the contract to zod', () => {
    refuses({ 'contract/x.ts': "import pg from 'pg'\nexport { pg }\n" }, /^contract\/x\.ts:1 imports pg: .*zod and itself/)
    refuses({ 'contract/x.ts': "export * from '#kernel/log.ts'\n" }, /contract\/x\.ts:1 imports server\/kernel\/log\.ts/)
    refuses({ 'contract/x.ts': "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n" }, /imports node:fs/)
  })

  test('keep the browser away from the server, whichever way it reaches', () => {
    const reaches = [
      "import { log } from '../server/kernel/log.ts'\nexport { log }",
      "import type { log } from '#kernel/log.ts'\nexport type L = typeof log",
      "export { log } from '#kernel/log.ts'",
      "export * from '#kernel/log.ts'",
      "export const l = () => import('#kernel/log.ts')",
      "export type L = import('#kernel/log.ts').X",
      "export const w = new URL('../server/kernel/log.ts', import.meta.url)",
      "import '#kernel/log.ts'",
    ]
    for (const text of reaches) refuses({ 'web/x.ts': text }, /^web\/x\.ts:1 imports server\/kernel\/log\.ts: web → contract/)
  })

  test('keep the kernel free of rooms and house', () => {
    refuses(
      { 'server/kernel/x.ts': "import { nameOf } from '../rooms/people/index.ts'\nexport { nameOf }\n" },
      /^server\/kernel\/x\.ts:1 .*the kernel carries the rooms and knows none/,
    )
    refuses({ 'server/kernel/x.ts': "import '../house.ts'\n" }, /the kernel carries the rooms/)
  })

  test('let a room use earlier doors only', () => {
    refuses(
      { 'server/rooms/people/x.ts': "import { book } from '../bookings/index.ts'\nexport { book }\n" },
      /^server\/rooms\/people\/x\.ts:1 imports the door of bookings, which stands after people.*outbox/,
    )
    refuses(
      { 'server/rooms/bookings/x.ts': "\nimport { nameOf } from '../people/store.ts'\nexport { nameOf }\n" },
      /^server\/rooms\/bookings\/x\.ts:2 .*nobody reaches past a door, use server\/rooms\/people\/index\.ts/,
    )
    refuses({ 'server/rooms/people/x.ts': "import '../../house.ts'\n" }, /a room uses the kernel, the contract/)
    assert.deepEqual(findingsWith({ 'server/rooms/people/x.test.ts': "import '../../house.ts'\n" }), [])
  })

  test('know every room by its place in the order', () => {
    refuses({ 'server/rooms/parking/index.ts': 'export {}\n' }, /the room parking is not in the order/)
  })

  test('keep house and demo before the doors, and main before the house', () => {
    refuses({ 'server/house/x.ts': "import '../rooms/people/store.ts'\n" }, /nobody reaches past a door/)
    refuses({ 'server/demo/x.ts': "import '../rooms/people/store.ts'\n" }, /nobody reaches past a door/)
    refuses({ 'server/demo/x.ts': "import '../main.ts'\n" }, /the demo uses the house and the doors/)
    refuses({ 'server/main.ts': "import './rooms/people/index.ts'\n" }, /main\.ts starts and stops/)
  })

  test('keep the verifier on its own', () => {
    refuses({ 'verify/x.ts': "import '../server/kernel/log.ts'\n" }, /the offline verifier must not trust/)
    refuses({ 'verify/x.ts': "import '../web/ui/tile.tsx'\n" }, /the offline verifier must not trust/)
    refuses({ 'verify/x.mjs': "import 'node:http'\n" }, /the offline verifier must not trust/)
    refuses({ 'verify/x.mjs': "import 'zod'\n" }, /the offline verifier must not trust/)
  })

  test('keep the program off its tests and scripts', () => {
    refuses({ 'server/kernel/x.ts': "import '../../test/rows.ts'\n" }, /does not lean on its tests/)
    refuses({ 'server/rooms/bookings/x.ts': "import './book.test.ts'\n" }, /imports the test/)
    assert.deepEqual(findingsWith({ 'bench/x.ts': "import '../server/rooms/people/store.ts'\n" }), [])
  })

  test('refuse what lies outside the project', () => {
    for (const path of ['/opt/x.ts', '../../elsewhere/x.ts', 'file:///opt/x.ts', '../node_modules/pg/lib/index.js'])
      refuses({ 'test/x.ts': `import '${path}'\n` }, /^test\/x\.ts:1 imports .*lies outside the project/)
  })

  test('refuse an import of nothing, and one that only the running program knows', () => {
    refuses({ 'server/kernel/x.ts': "import './nowhere.ts'\n" }, /there is no such file/)
    refuses({ 'server/kernel/x.ts': 'export const l = (x: string) => import(x)\n' }, /no wall can check/)
  })

  test('refuse rings, except of types', () => {
    const ring = (kind: string) => ({
      'server/rooms/people/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
      'server/rooms/people/b.ts': `${kind} { a } from './a.ts'\nexport const b = 1\nexport type A = typeof a\n`,
    })
    refuses(ring('import'), /closes a ring: server\/rooms\/people\/a\.ts → server\/rooms\/people\/b\.ts → server\/rooms\/people\/a\.ts/)
    assert.deepEqual(findingsWith(ring('import type')), [])
  })

  test('keep SQL in the stores', () => {
    const inBookings = (text: string) => ({ 'server/rooms/bookings/x.ts': text })
    refuses(inBookings("import { sql } from 'kysely'\nexport { sql }\n"), /imports sql: SQL stands in the store\.ts/)
    refuses(inBookings("export const x = (tx: any) => tx.updateTable('booking')\n"), /calls \.updateTable\(\)/)
    refuses(inBookings("export const x = 'select id from booking'\n"), /holds a statement/)
    refuses(inBookings('export const x = (id: string) => `DELETE FROM booking WHERE id = ${id}`\n'), /holds a statement/)
    refuses({ 'server/house/x.ts': "export const x = 'delete from booking'\n" }, /holds a statement/)
    refuses({ 'server/rooms/bookings/x.ts': "import pg from 'pg'\nexport { pg }\n" }, /imports pg/)
    for (const name of ['store-series.ts', 'view.ts', 'x.test.ts'])
      assert.deepEqual(findingsWith({ [`server/rooms/bookings/${name}`]: "export const x = 'delete from booking'\n" }), [])
    assert.deepEqual(findingsWith(inBookings("export const x = 'Select a desk from the list, update it or set it free'\n")), [])
  })

  test('refuse folders whose name says nothing', () => {
    for (const name of ['utils', 'helpers', 'common', 'services', 'types'])
      refuses({ [`server/rooms/people/${name}/x.ts`]: 'export {}\n' }, new RegExp(`a folder named ${name} says nothing`))
  })

  test('refuse files too long to read in one sitting, except those with a reason', () => {
    refuses({ 'web/ui/long.css': 'a {}\n'.repeat(351) }, /351 lines, at most 350/)
    assert.deepEqual(findingsWith({ 'web/ui/long.css': 'a {}\n'.repeat(350) }), [])
    assert.deepEqual(findingsWith({ 'db/schema.sql': '--\n'.repeat(2000) }), [])
  })

  test('refuse a file that stands nowhere', () => {
    refuses({ 'server/stray.ts': 'export {}\n' }, /stands in no place/)
    refuses({ 'elsewhere/x.ts': 'export {}\n' }, /stands in no place/)
  })

  test('refuse to pass having seen nothing', () => {
    const nothing = Object.fromEntries(Object.keys(sound).map((path) => [path, null]))
    const findings = findingsWith(nothing)
    assert.equal(findings.length, 3)
    for (const finding of findings) assert.match(finding, /no module was read here/)
    refuses({ 'web/main.tsx': null, 'web/ui/tile.tsx': null }, /^web: no module was read/)
  })

  test('refuse a file that cannot be parsed, rather than pass over it', () => {
    refuses({ 'server/kernel/x.ts': 'export const = 1\n' }, /^server\/kernel\/x\.ts:1 cannot be parsed/)
  })

  test('see every way of importing, with its line', () => {
    const root = mkdtempSync(join(tmpdir(), 'imports-'))
    try {
      writeFileSync(
        join(root, 'x.ts'),
        "import a from 'a'\nimport type b from 'b'\nexport * from 'c'\nexport type { d } from 'd'\n"
          + "const e = import('e')\ntype F = import('@f/f/deep').F\n",
      )
      const [module] = readTree(root).modules
      const seen = module?.imports.map(({ target, line, typeOnly, later }) => [target.name, line, typeOnly, later])
      assert.deepEqual(seen, [
        ['a', 1, false, false],
        ['b', 2, true, false],
        ['c', 3, false, false],
        ['d', 4, true, false],
        ['e', 5, false, true],
        ['@f/f', 6, true, false],
      ])
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})
