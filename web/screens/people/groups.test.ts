import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Colleague } from '#contract/endpoints/people.ts'
import { groupsOf } from './groups.ts'

const one = (name: string, team: string | null, seated = true) => ({
  id: name, name, team: team === null ? null : { id: team, name: team }, place: seated ? { workspaceName: '2.01' } : null,
}) as unknown as Colleague
const people = [one('Wout', 'dijken'), one('Ik', 'dijken'), one('Anna', 'peil'), one('Bram', null), one('Fatima', 'dijken', false)]
const me = { id: 'Ik', team: { id: 'dijken' } }
const told = (searching: boolean, who: Parameters<typeof groupsOf>[1] = me) =>
  groupsOf(people, who, searching).map(({ name, people: found }) => [name, ...found.map((colleague) => colleague.name)])

test('my team stands first, then the others, all with a place, without me', () => {
  assert.deepEqual(told(false), [['team', 'Wout'], ['others', 'Anna', 'Bram']])
})

test('who has no team sees everyone as others, also those without a team', () => {
  assert.deepEqual(told(false, { id: 'Ik', team: null }), [['others', 'Anna', 'Bram', 'Wout']])
})

test('a search finds those without a place too, after the others', () => {
  assert.deepEqual(told(true), [['found', 'Anna', 'Bram', 'Wout', 'Fatima']])
})

test('nobody makes no group', () => {
  assert.deepEqual(groupsOf([one('Ik', 'dijken')], me, false), [])
})
