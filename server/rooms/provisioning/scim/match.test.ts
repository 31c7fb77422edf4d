import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { readFilter } from './filter.ts'
import { matches } from './match.ts'
import type { Json } from './match.ts'

const user: Json = {
  id: '2819c223', externalId: 'bjensen', userName: 'BJensen@voorbeeld.example', displayName: 'Ms. "Babs" O’Malley', active: true, preferredLanguage: 'nl',
  name: { familyName: 'O"Malley', givenName: 'Barbara' },
  emails: [{ value: 'bj@werk.example', type: 'work', primary: true }, { value: 'bj@thuis.example', type: 'home', primary: false }],
  meta: { resourceType: 'User', created: '2026-01-23T04:56:22Z', lastModified: '2026-05-13T04:42:34Z' },
}
const fits = (filter: string) => matches(readFilter(filter), user)

test('filters as the RFC’s own examples have them (RFC 7644 §3.4.2.2)', () => {
  for (const filter of [
    'userName Eq "bjensen@voorbeeld.example"', 'name.familyName co "o\\"malley"', 'userName sw "BJ"', 'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "bj"',
    'displayName pr', 'meta.lastModified gt "2026-05-13T04:42:33Z"', 'meta.lastModified ge "2026-05-13T06:42:34+02:00"', 'meta.lastModified lt "2026-05-13T04:42:35Z"',
    'meta.lastModified le "2026-05-13T04:42:34Z"', 'displayName pr and active eq true', 'title pr or active eq "True"', 'active eq true and (emails co "werk" or emails.value co "nergens")',
    'active eq true and not (emails co "nergens")', 'emails[type eq "work" and value co "@werk.example"]', 'emails[type eq "work"] or title pr', 'emails.type eq "home"',
    'userName ew "EXAMPLE"', 'title eq null', 'title ne "x"', 'userName ne "iemand"', 'not (title pr)', '(((active eq true)))', 'displayName co "\\u0022babs"', 'schemas ne "x"',
  ]) assert.equal(fits(filter), true, filter)
  for (const filter of [
    'userName eq "bjensen"', 'externalId eq "BJensen"', 'emails[type eq "work" and value co "@thuis.example"]', 'not (userName sw "b" and active eq true)', 'title pr', 'active ne true',
    'emails.value ne "bj@werk.example"', 'meta.created gt "2026-05-13T04:42:34Z"', 'name.familyName pr and title pr', 'userName gt "c"', 'active eq true and active eq false',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "x"',
  ]) assert.equal(fits(filter), false, filter)
})

test('what is no filter is refused as invalidFilter, however deep or long', () => {
  for (const filter of [
    'userName', 'userName eq', 'eq "x"', 'userName eq x', "userName eq 'x'", 'userName is "x"', '(userName pr', 'userName pr)', 'userName pr and', 'not userName pr', 'emails[type eq "work"',
    'userName eq "x" userName pr', 'userName eq "\\x"', 'userName eq "\n"', '"userName" eq "x"', 'active gt true', 'meta.created gt "gisteren"', `${'('.repeat(40)}userName pr${')'.repeat(40)}`,
    `userName eq "${'x'.repeat(3000)}"`, 'userName eq "x" and;drop', '[type eq "x"]',
  ]) assert.throws(() => fits(filter), { name: 'ScimFault', scimType: 'invalidFilter', status: 400 }, filter)
})

/** The same question asked of plain values, without any grammar. */
type Asked = { readonly text: string; readonly holds: (of: { a: string; active: boolean; list: readonly { type: string; value: string }[] }) => boolean }

const word = fc.constantFrom('a', 'b', 'ab', 'ba', 'B', 'A', '', 'a"b', 'a\\')
const comparisons: Readonly<Record<string, (actual: string, expected: string) => boolean>> = {
  eq: (one, other) => one === other, co: (one, other) => one.includes(other), sw: (one, other) => one.startsWith(other), ew: (one, other) => one.endsWith(other),
  gt: (one, other) => one > other, ge: (one, other) => one >= other, lt: (one, other) => one < other, le: (one, other) => one <= other,
}
const leaf = fc.oneof(
  fc.tuple(fc.constantFrom(...Object.keys(comparisons)), word).map(([operator, value]): Asked => ({
    text: `displayName ${operator} ${JSON.stringify(value)}`,
    holds: ({ a }) => a !== '' && (comparisons[operator]?.(a.toLowerCase(), value.toLowerCase()) ?? false),
  })),
  word.map((value): Asked => ({ text: `displayName ne ${JSON.stringify(value)}`, holds: ({ a }) => a === '' || a.toLowerCase() !== value.toLowerCase() })),
  fc.boolean().map((value): Asked => ({ text: `active eq ${value}`, holds: ({ active }) => active === value })),
  fc.constant<Asked>({ text: 'displayName pr', holds: ({ a }) => a !== '' }),
  fc.tuple(word, word).map(([type, value]): Asked => ({
    text: `emails[type eq ${JSON.stringify(type)} and value co ${JSON.stringify(value)}]`,
    holds: ({ list }) => list.some((each) => type !== '' && each.type.toLowerCase() === type.toLowerCase() && each.value !== '' && each.value.toLowerCase().includes(value.toLowerCase())),
  })),
)
const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('asked').map((inner): Asked => ({ text: `not (${inner.text})`, holds: (of) => !inner.holds(of) })),
    fc.tuple(tie('asked'), tie('asked')).map(([one, other]): Asked => ({ text: `(${one.text}) and (${other.text})`, holds: (of) => one.holds(of) && other.holds(of) })),
    // Without brackets: "and" binds stronger.
    fc.tuple(leaf, leaf, leaf).map(([one, two, three]): Asked => ({ text: `${one.text} OR ${two.text} And ${three.text}`, holds: (of) => one.holds(of) || (two.holds(of) && three.holds(of)) })),
  ),
}))

test('any filter of the grammar means what it says', () => {
  const of = fc.record({ a: word, active: fc.boolean(), list: fc.array(fc.record({ type: word, value: word }), { maxLength: 3 }) })
  fc.assert(
    fc.property(asked, of, (question, values) => {
      fc.pre(question.text.length <= 2000)
      const resource = { displayName: values.a, active: values.active, emails: values.list }
      assert.equal(matches(readFilter(question.text), resource), question.holds(values), question.text)
    }),
    { numRuns: 1000 },
  )
})

test('no text breaks the reader: it is a filter, or it is refused', () => {
  const pieces = fc.array(fc.oneof(fc.constantFrom('(', ')', '[', ']', '"', '\\', ' ', '.', 'eq', 'and', 'or', 'not', 'pr', 'userName', 'emails', 'true', 'null', '1'), fc.string({ maxLength: 3 })), { maxLength: 25 })
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        fits(parts.join(' '))
      } catch (error) {
        assert.equal((error as { scimType?: string }).scimType, 'invalidFilter', String(error))
      }
    }),
    { numRuns: 1000 },
  )
})
