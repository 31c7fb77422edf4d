import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoLocations } from './places.ts'
import { demoOrganisations, library, waterBoard } from './people.ts'

const everyone = demoOrganisations.flatMap((organisation) => organisation.people)
const withRole = (role: string) => waterBoard.people.filter((person) => person.role === role)

test('addresses and passwords belong to one person each, and nobody can own an address', () => {
  assert.equal(new Set(everyone.map((person) => person.email)).size, everyone.length)
  assert.equal(new Set(everyone.map((person) => person.password)).size, everyone.length)
  for (const { email } of everyone) assert.match(email, /^[a-z]+(\.[a-z]+)+@[a-z]+\.example$/)
})

test('passwords are long enough and do not hold a name of the person', () => {
  for (const { name, password } of everyone) {
    assert.ok(password.length >= 15)
    for (const part of name.toLowerCase().split(' '))
      assert.ok(part.length < 4 || !password.includes(part), `${password} holds ${part}`)
  }
})

test('the water board has all roles, at least twenty employees past their first use, and mixed visibility', () => {
  assert.ok(withRole('employee').filter((person) => person.pastFirstUse).length >= 24)
  assert.deepEqual(
    ['location_manager', 'organisation_manager', 'privacy_officer'].map((role) => withRole(role).length),
    [2, 1, 1],
  )
  assert.deepEqual(
    new Set(waterBoard.people.map((person) => person.visibility)),
    new Set(['nobody', 'team', 'organisation']),
  )
  for (const { team } of waterBoard.people) assert.ok(team !== null && waterBoard.teams.includes(team))
})

test('at least a dozen employees have an empty week', () => {
  assert.ok(withRole('employee').filter((person) => person.pastFirstUse && !person.plansAhead).length >= 12)
})

test('zones are kept for teams that exist', () => {
  const zones = demoLocations().flatMap((location) => location.floors.flatMap((floor) => floor.zones))
  const teams = zones.flatMap((zone) => zone.teamName ?? [])
  assert.ok(teams.length > 0)
  for (const team of teams) assert.ok(waterBoard.teams.includes(team), team)
})

test('the library has nobody but the manager who brings its agreement about', () => {
  assert.equal(library.agreementInForce, false)
  assert.deepEqual(
    library.people.map((person) => person.role),
    ['organisation_manager'],
  )
})
