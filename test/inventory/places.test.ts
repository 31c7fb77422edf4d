import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { browserStores } from '#contract/browser-stores.ts'
import { wholeInventory } from '../../server/inventory.ts'
import { browserFindings, fileFindings, writerFindings } from './findings.ts'

const root = join(import.meta.dirname, '../..')
const { elsewhere } = wholeInventory

const sourcesOf = (patterns: readonly string[]): Map<string, string> =>
  new Map(
    globSync(patterns, { cwd: root, exclude: (path) => /(?:^|[/\\])dist$|\.test\.tsx?$/.test(path) })
      .filter((path) => !/\.test\.tsx?$/.test(path))
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]),
  )

describe('modules that write to a disk', () => {
  const sources = sourcesOf(['server/**/*.ts'])

  test('are those that a declared store names as its writers', () => {
    assert.ok(sources.size > 150, `${sources.size} modules read`)
    assert.deepEqual(writerFindings(sources, elsewhere), [])
  })

  test('the check sees a module that nobody declared, however it imports', () => {
    const added = (text: string) => writerFindings(new Map([...sources, ['server/rooms/people/photo.ts', text]]), elsewhere)
    assert.deepEqual(added("import { writeFileSync } from 'node:fs'"), ['server/rooms/people/photo.ts'])
    assert.deepEqual(added("import fs from 'node:fs'"), ['server/rooms/people/photo.ts'])
    assert.deepEqual(added("import * as fs from 'node:fs/promises'"), ['server/rooms/people/photo.ts'])
    assert.deepEqual(added("import { readFileSync } from 'node:fs'"), [])
  })

  test('the check sees a store that lost its writers', () => {
    assert.ok(writerFindings(sources, elsewhere.filter(({ id }) => id !== 'files:erasure-journal')).includes('server/kernel/erasure-journal.ts'))
  })
})

describe('files in the data folder', () => {
  test('a file that no store claims is seen, one that is claimed is not', () => {
    const known = ['keys/root.key', 'files/5f/1', 'erasures/journal.ndjson', 'postgres/cluster/base/1/2']
    assert.deepEqual(fileFindings(known, elsewhere), [])
    assert.deepEqual(fileFindings([...known, 'photos/anna.jpg', 'keys/old.key'], elsewhere), ['photos/anna.jpg', 'keys/old.key'])
  })

  test('no store claims the whole folder', () => {
    for (const store of elsewhere) assert.deepEqual(fileFindings(['somewhere/else.txt', 'else.txt'], [store]), ['somewhere/else.txt', 'else.txt'], store.id)
  })
})

describe('what the web keeps in a browser', () => {
  /** Names of the list, the loops that walk over what lies there, and the app's own shell. */
  const allowed = ['themeKey', 'languageKey', 'waitingDatabase', 'key', 'store.name', 'name', 'names[0]', 'other', 'shell']
  const sources = sourcesOf(['web/**/*.ts', 'web/**/*.tsx', 'web/*.js'])

  test('goes by the names of contract/browser-stores.ts only, and never into cookies or session storage', () => {
    assert.ok(sources.size > 50, `${sources.size} modules read`)
    assert.deepEqual(browserFindings(sources, allowed), [])
  })

  test('first-paint.js, which can import nothing, reads only names of the list', () => {
    const names = [...(sources.get('web/first-paint.js') ?? '').matchAll(/read\('([^']*)'\)/g)].map(([, name]) => name ?? '')
    assert.ok(names.length > 0)
    for (const name of names) assert.ok(browserStores.some((store) => store.name === name), name)
  })

  test('the check sees a name of its own, a cookie and session storage', () => {
    const added = (text: string) => browserFindings(new Map([['web/screens/x.ts', text]]), allowed)
    assert.deepEqual(added("localStorage.setItem('last-seen', id)"), ["web/screens/x.ts: 'last-seen'"])
    assert.deepEqual(added('document.cookie = `a=${b}`'), ['web/screens/x.ts: document.cookie'])
    assert.deepEqual(added("sessionStorage.setItem('a', 'b')"), ['web/screens/x.ts: sessionStorage.setItem'])
    assert.deepEqual(added("indexedDB.open('people')"), ["web/screens/x.ts: 'people'"])
    assert.deepEqual(added('localStorage.getItem(themeKey)'), [])
  })

  test('every entry of the list is in the annex, on the person’s own device', () => {
    for (const { name } of browserStores) {
      assert.equal(elsewhere.find(({ id }) => id === `browser:${name}`)?.lies, 'device', name)
    }
  })
})
