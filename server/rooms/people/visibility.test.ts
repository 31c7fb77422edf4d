import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hiddenToTell, maySee } from './visibility.ts'
import type { Subject } from './visibility.ts'

const viewer = { person: 'me', teamId: 'dikes' }
const subject = (
  visibility: Subject['visibility'],
  teamId: string | null,
): Subject => ({ person: 'you', teamId, visibility })

test('who lets nobody see them is seen by nobody, not even by their team', () => {
  assert.equal(maySee(viewer, subject('nobody', 'dikes')), false)
})

test('who lets their team see them is seen by the team only', () => {
  assert.equal(maySee(viewer, subject('team', 'dikes')), true)
  assert.equal(maySee(viewer, subject('team', 'water')), false)
})

test('two people without a team are no team', () => {
  assert.equal(maySee({ person: 'me', teamId: null }, subject('team', null)), false)
})

test('who lets the organisation see them is seen by everyone in it', () => {
  assert.equal(maySee(viewer, subject('organisation', null)), true)
})

test('people see themselves, whatever they let others see', () => {
  assert.equal(maySee(viewer, { person: 'me', teamId: null, visibility: 'nobody' }), true)
})

test('the number of hidden team members is told from three on', () => {
  assert.deepEqual([0, 1, 2, 3, 12].map(hiddenToTell), [null, null, null, 3, 12])
})
