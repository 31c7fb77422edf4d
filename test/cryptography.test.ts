import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

/** The inventory of cryptography against the sources (ASVS 5.0 11.1.2–11.1.4): what is found and not told, and what is told and not there. */
const root = join(import.meta.dirname, '..')
const sources = globSync('{server,verify}/**/*.{ts,mjs}', { cwd: root })
  .filter((path) => !/\.test\.ts$|\/test\//.test(path))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }))
const paper = readFileSync(join(root, 'docs/security/cryptography.md'), 'utf8')
const told = new Set([...paper.slice(paper.indexOf('## Files')).matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)].map(([, path]) => path))

const libraries = ['jose', 'otplib', 'openid-client', '@node-saml/node-saml', '@simplewebauthn/server', '@peculiar/x509', 'xml-crypto']
/** An id is no secret, and types compute nothing. */
const harmless = new Set(['randomUUID', 'KeyObject'])

/** Whether a source calls on cryptography itself. */
const callsOn = (text: string): boolean =>
  [...text.matchAll(/^import (type )?(.+?) from '([^']+)'/gms)].some(([, isType, names = '', from = '']) => {
    if (isType !== undefined) return false
    if (libraries.some((library) => from === library || from.startsWith(`${library}/`))) return true
    if (from !== 'node:crypto') return false
    return [...names.matchAll(/\w+/g)].some(([name]) => !harmless.has(name))
  })

describe('the inventory of cryptography', () => {
  it('names every file that calls on it, and no file that does not', () => {
    const found = sources.filter(({ text }) => callsOn(text)).map(({ path }) => path)
    assert.ok(found.length > 30, 'the sources were read')
    assert.deepEqual(found.filter((path) => !told.has(path)).toSorted(), [], 'used, and not told in docs/security/cryptography.md')
    assert.deepEqual([...told].filter((path) => path === undefined || !existsSync(join(root, path)) || !found.includes(path)), [], 'told, and not so')
  })

  it('sees what is hidden in a list of imports', () => {
    assert.equal(callsOn(`import { randomUUID } from 'node:crypto'`), false)
    assert.equal(callsOn(`import { randomUUID, createHash } from 'node:crypto'`), true)
    assert.equal(callsOn(`import {\n  createHmac,\n} from 'node:crypto'`), true)
    assert.equal(callsOn(`import type { KeyObject } from 'node:crypto'`), false)
  })
})

describe('algorithms', () => {
  const old = /['"`](?:md5|sha1|sha-1|des|rc4|aes-\d+-(?:ecb|cbc|ctr))['"`]|createCipher\(|createDecipher\(|Math\.random\(/i

  it('that are weak, and random numbers that can be guessed, stand nowhere', () => {
    assert.deepEqual(
      sources.flatMap(({ path, text }) => text.split('\n').flatMap((line, at) => (old.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : []))),
      [],
    )
  })

  it('are recognised when they do', () => {
    for (const line of [`createHash('md5')`, `createCipheriv('aes-256-cbc', k, n)`, 'Math.random()', `createHmac("SHA1", key)`]) assert.match(line, old)
    assert.doesNotMatch(`createCipheriv('aes-256-gcm', key, nonce)`, old)
  })
})
