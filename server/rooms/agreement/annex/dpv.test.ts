import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as papers from '#contract/endpoints/inventory.ts'
import { openAccountsHouse } from '../../../../test/accounts.ts'
import type { AccountsHouse } from '../../../../test/accounts.ts'
import { wholeInventory } from '../../../inventory.ts'
import { inventoryHash } from './annex.ts'
import { dpvOf } from './dpv.ts'

/** Terms that DPV 2.0 really has, as its own lists give them: the only ones that may be used. */
const knownTerms = {
  dpv: `
    AccessControlMethod AccountManagement ActivityMonitoring AuthenticationProtocols CryptographicKeyManagement DataBackupProtocols DataController
    DataProcessor DigitalSignatures Employee EncryptionAtRest EnforceSecurity HashFunctions HashMessageAuthenticationCode IdentityAuthentication
    LegalObligation NonPersonalDataProcess PersonalData PersonalDataProcess Process Pseudonymisation RecordManagement RepairImpairments
    RequestedServiceProvision RightsFulfillment ServiceProvision ServiceUsageAnalytics StorageDeletion StorageDuration StorageLocation
    TechnicalServiceProvision TemporalDuration UntilEventDuration Visitor WithinDevice hasContact hasDataController hasDataProcessor hasDataSubject
    hasDuration hasLocation hasName hasPersonalData hasProcess hasPurpose hasStorageCondition hasTechnicalOrganisationalMeasure`,
  pd: 'Authenticating Behavioral EmailAddress Location Name Preference ServiceConsumptionBehavior UID',
  loc: 'NL DE',
  dct: 'created description identifier title',
  rdf: 'value',
  xsd: 'dateTime duration',
} as const

const context = { controller: 'Waterschap De Proef', processor: 'Plekbeheer B.V.', countries: ['NL', 'DE'], at: Temporal.Instant.from('2026-11-22T10:00:00Z') }
const root = join(import.meta.dirname, '../../../..')
type Json = { [member: string]: unknown }
const document = (): Json => JSON.parse(JSON.stringify(dpvOf(wholeInventory, context, 'privacy@plek.example'))) as Json

/** Every compact IRI in it: members, types and references. */
const termsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(termsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, inside]) => {
    if (member === '@context') return []
    if (member === '@type' || member === '@id') return [inside].flat().filter((each): each is string => typeof each === 'string' && !each.startsWith('#'))
    return [...(member.startsWith('@') ? [] : [member]), ...termsIn(inside)]
  })
}

const unknownTerms = (value: unknown): string[] => {
  const known = new Set(Object.entries(knownTerms).flatMap(([prefix, terms]) => terms.trim().split(/\s+/).map((term) => `${prefix}:${term}`)))
  return [...new Set(termsIn(value))].filter((term) => !known.has(term))
}

const valuesOf = (value: unknown, member: string): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => valuesOf(each, member))
  if (typeof value !== 'object' || value === null) return []
  const members: readonly (readonly [string, unknown])[] = Object.entries(value)
  return members.flatMap(([name, inside]) => [...(name === member ? [inside] : []), ...valuesOf(inside, member)])
}

test('it uses terms that the vocabularies have, every prefix is in its context, and the check sees a made-up one', () => {
  const made = document()
  assert.deepEqual(unknownTerms(made), [])
  assert.deepEqual(Object.keys(made['@context'] as Json).toSorted(), Object.keys(knownTerms).toSorted())
  assert.deepEqual(unknownTerms({ ...made, 'dpv:hasShoeSize': { '@type': 'pd:Shoe' } }), ['dpv:hasShoeSize', 'pd:Shoe'])
})

test('every purpose that is referred to is described, and nodes have names of their own', () => {
  const made = document()
  const ids = valuesOf(made, '@id').filter((each): each is string => typeof each === 'string' && each.startsWith('#'))
  const described = (made['dpv:hasPurpose'] as Json[]).map((each) => each['@id'])
  assert.deepEqual([...new Set(ids.filter((each) => each.startsWith('#purpose-')))].filter((each) => !described.includes(each)), [])
  const processes = (made['dpv:hasProcess'] as Json[]).map((each) => each['@id'])
  assert.equal(new Set(processes).size, processes.length)
})

test('every declared column about a person is there, with how long it is kept and what becomes of it', () => {
  const made = document()
  const identifiers = new Set(valuesOf(made['dpv:hasProcess'], 'dct:identifier'))
  for (const { tables } of wholeInventory.rooms) {
    for (const table of tables.filter(({ view }) => view !== true)) {
      for (const column of Object.keys(table.personal)) assert.ok(identifiers.has(`table:${table.table}/${column}`), `${table.table}.${column}`)
    }
  }
  const data = valuesOf(made, 'dpv:hasPersonalData').flat() as Json[]
  for (const each of data) {
    assert.deepEqual((each['dpv:hasStorageCondition'] as Json[]).map((condition) => condition['@type']), ['dpv:StorageDuration', 'dpv:StorageDeletion'])
  }
  const durations = valuesOf(made, 'rdf:value') as Json[]
  assert.ok(durations.length > 10 && durations.every((each) => /^P\d+D$/.test(String(each['@value']))))
})

test('it says where things lie: countries of the instance, and the device for what a browser keeps', () => {
  const processes = document()['dpv:hasProcess'] as Json[]
  const locations = (id: string) => valuesOf(processes.find((each) => each['dct:identifier'] === id), 'dpv:hasLocation').flat()
  assert.deepEqual(locations('table:people'), [{ '@id': 'loc:NL' }, { '@id': 'loc:DE' }])
  assert.deepEqual(locations('browser:vrijplek-waiting'), [{ '@id': 'dpv:WithinDevice' }])
})

describe('over HTTP', () => {
  let house: AccountsHouse
  let cookie: string
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vrijplek-annex-'))
    house = await openAccountsHouse({ COUNTRIES: 'DE' })
    ;({ cookie } = await house.signUp('dpv@papieren.example', 'Gemeente Note'))
  })
  after(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the JSON-LD is served as such, in one line', async () => {
    const answer = await house.call(papers.getAnnexDpv, { cookie })
    assert.equal(answer.headers['content-type'], 'application/ld+json')
    assert.equal(answer.text.includes('\n'), false)
    const made = JSON.parse(answer.text) as Json
    assert.equal(made['dct:identifier'], `sha256:${inventoryHash(wholeInventory, ['DE'])}`)
  })

  test('the note holds the same document, and verify/ says that this instance signed it; one other letter, and it is disproven', async () => {
    const answer = await house.call(papers.getAnnexNote, { cookie })
    const [first, body] = answer.text.split('\n')
    assert.equal(first, 'vrijplek annex 1')
    assert.deepEqual(JSON.parse(body ?? ''), JSON.parse((await house.call(papers.getAnnexDpv, { cookie })).text))
    const verdict = (text: string): number | null => {
      const file = join(folder, 'annex.note')
      writeFileSync(file, text)
      const { verifierKey } = house.kernel.signer
      return spawnSync(process.execPath, ['verify/verify.mjs', '--key', verifierKey, file], { cwd: root }).status
    }
    assert.equal(verdict(answer.text), 0)
    assert.equal(verdict(answer.text.replace('Gemeente Note', 'Gemeente Nope')), 1)
  })
})
