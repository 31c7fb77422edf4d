import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withClauses } from './changed.ts'
import { clause } from './clauses.ts'

const earlier = { title: 'T', preamble: [], clauses: [clause('G1.1', 'One', 'A'), clause('G1.2', 'Two', 'B')] }

test('only the changed clauses differ, in their place', () => {
  const changed = withClauses(earlier, [clause('G1.2', 'Two', 'C')])
  assert.deepEqual(changed.clauses.map(({ paragraphs }) => paragraphs), [['A'], ['C']])
})

test('a clause that the earlier version does not have is refused', () => {
  assert.throws(() => withClauses(earlier, [clause('G9', 'End', 'D')]), /no clause G9/)
})
