import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'

/**
 * The list of OWASP ASVS 5.0 stays honest: every requirement of levels 1 and 2 and, for authentication, sessions, authorization, cryptography and logging,
 * of level 3 is there, and each one that is said to be met names a test that exists.
 */
const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const { levels } = z.object({ levels: z.record(z.string(), z.number()) }).parse(JSON.parse(read('test/data/asvs-5.0-levels.json')))

const Requirement = z.discriminatedUnion('state', [
  z.strictObject({ id: z.string(), level: z.number(), state: z.literal('met'), where: z.string().min(1), test: z.string().min(1), reason: z.null() }),
  z.strictObject({ id: z.string(), level: z.number(), state: z.literal('not-applicable'), where: z.null(), test: z.null(), reason: z.string().min(10) }),
  z.strictObject({ id: z.string(), level: z.number(), state: z.literal('open'), where: z.string().nullable(), test: z.string().nullable(), reason: z.string().min(10) }),
])
type Requirement = z.infer<typeof Requirement>
const list = z.array(Requirement).parse(JSON.parse(read('docs/asvs.json')))

const strictChapters = /^V(?:6|7|8|11|16)\./
const isAsked = (id: string, level: number): boolean => level <= 2 || strictChapters.test(id)

/** What a list says that is not so. */
const faultsOf = (all: readonly Requirement[]): string[] => {
  const ids = all.map(({ id }) => id)
  const asked = Object.entries(levels).filter(([id, level]) => isAsked(id, level))
  return [
    ...asked.filter(([id]) => !ids.includes(id)).map(([id]) => `${id} is missing`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands there twice`),
    ...all.filter(({ id, level }) => levels[id] !== level).map(({ id }) => `${id} is not of that level, or is none`),
    ...all.flatMap(({ id, test }) => (test === null ? [] : testFaults(id, test))),
    ...all.flatMap(({ id, where }) => pathsIn(where ?? '').filter((path) => !existsSync(join(root, path))).map((path) => `${id} names ${path}, which is not there`)),
  ]
}

const pathsIn = (where: string): string[] =>
  [...where.matchAll(/(?:contract|server|web|db|docs|scripts|test|verify)\/[\w./-]*\w/g)].map(([path]) => path).filter((path) => !path.includes('*'))

/** A test is named as `path › words of its title`. */
const testFaults = (id: string, named: string): string[] => {
  const [path = '', title = ''] = named.split(' › ')
  if (!path.endsWith('.test.ts') || !existsSync(join(root, path))) return [`${id}: there is no test file ${path}`]
  return title.length > 5 && read(path).includes(title) ? [] : [`${id}: ${path} has no test called “${title}”`]
}

describe('the list of ASVS requirements', () => {
  it('lacks none of its level, names no other, and each met one names a test and places that exist', () => {
    assert.equal(Object.values(levels).filter((level) => level <= 2).length, 253, 'the levels were read')
    assert.deepEqual(faultsOf(list), [])
  })

  it('is checked by something that sees what is left out, made up, or points nowhere', () => {
    const [first] = list
    assert.ok(first !== undefined)
    assert.ok(faultsOf(list.slice(1)).includes(`${first.id} is missing`))
    assert.ok(faultsOf([...list, first]).includes(`${first.id} stands there twice`))
    // Put together here, since it would stand in this file otherwise.
    const nowhere = ['a title', 'of no test'].join(' ')
    const met: Requirement = { id: 'V6.2.1', level: 1, state: 'met', where: 'server/nowhere.ts', test: `test/asvs.test.ts › ${nowhere}`, reason: null }
    assert.deepEqual(
      faultsOf([...list.filter(({ id }) => id !== 'V6.2.1'), met]),
      [`V6.2.1: test/asvs.test.ts has no test called “${nowhere}”`, 'V6.2.1 names server/nowhere.ts, which is not there'],
    )
    assert.throws(() => Requirement.parse({ id: 'V6.2.1', level: 1, state: 'met', where: 'x', test: null, reason: null }), 'met needs a test')
    assert.throws(() => Requirement.parse({ id: 'V6.2.1', level: 1, state: 'open', where: null, test: null, reason: '' }), 'open needs a reason')
  })
})
