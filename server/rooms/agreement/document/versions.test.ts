import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { hashText, renderAgreement, renderPersonNotice } from './render.ts'
import { sampleAgreementParameters, sampleNoticeParameters } from './sample-parameters.ts'
import { currentVersion, publishedVersions, wordingOf } from './versions.ts'

const lockFile = new URL('versions.lock.json', import.meta.url)

/** What versions.lock.json must hold: the hash of every text that was ever published. */
function hashesOf(version: string): Record<string, string> {
  const agreementHash = (language: 'nl' | 'en') =>
    hashText(renderAgreement({ version, language, parameters: sampleAgreementParameters }).text)
  const noticeHash = (language: 'nl' | 'en') =>
    hashText(renderPersonNotice({ version, language, parameters: sampleNoticeParameters }).text)
  return {
    'agreement.nl': agreementHash('nl'),
    'agreement.en': agreementHash('en'),
    'notice.nl': noticeHash('nl'),
    'notice.en': noticeHash('en'),
  }
}

async function lockedHashes(): Promise<Map<string, unknown>> {
  const parsed: unknown = JSON.parse(await readFile(lockFile, 'utf8'))
  assert.ok(typeof parsed === 'object' && parsed !== null)
  return new Map(Object.entries(parsed))
}

test('the text of a published version is still what people agreed to', async () => {
  const locked = await lockedHashes()
  for (const version of publishedVersions) {
    const hashes = hashesOf(version)
    const expected = locked.get(version)
    assert.ok(expected !== undefined,
      `Version ${version} is new: add it to versions.lock.json as ${JSON.stringify({ [version]: hashes })}`)
    assert.deepEqual(hashes, expected,
      `The text of published version ${version} was changed. Undo that and publish the change as a new version: `
      + 'people agreed to the old text, letter for letter.')
  }
})

test('no published version has disappeared', async () => {
  assert.deepEqual([...(await lockedHashes()).keys()], publishedVersions)
})

test('the lock notices one changed letter in a clause', async () => {
  const [first] = wordingOf(currentVersion).agreement.nl.clauses
  assert.ok(first)
  const original = first.heading
  try {
    first.heading = `${original}.`
    assert.notDeepEqual(hashesOf(currentVersion), (await lockedHashes()).get(currentVersion))
  } finally {
    first.heading = original
  }
})

test('the current version is the newest one, and versions are dated and in order', () => {
  assert.equal(publishedVersions.at(-1), currentVersion)
  for (const version of publishedVersions) assert.match(version, /^20\d\d-(0[1-9]|1[0-2])-[1-9]\d*$/)
  const sortKey = (version: string) => {
    const [year = '', month = '', number = ''] = version.split('-')
    return `${year}${month}${number.padStart(4, '0')}`
  }
  const keys = publishedVersions.map(sortKey)
  assert.deepEqual(keys, keys.toSorted())
})
