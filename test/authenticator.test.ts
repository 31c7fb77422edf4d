import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { believeListed, believeMakers, challengeIn, creationOptions, judgeCreation, judgeRequest, relyingPartyOf, requestOptions } from '#kernel/webauthn.ts'
import type { KnownPasskey } from '#kernel/webauthn.ts'
import { createAttestationAuthority } from './attestation-authority.ts'
import { createAuthenticator } from './authenticator.ts'
import type { Authenticator, AuthenticatorOptions, Fault } from './authenticator.ts'

const site = relyingPartyOf('https://werkplek.example')

const made = async (options: Partial<AuthenticatorOptions> = {}, fault: Fault = {}, hardware = false) => {
  const authenticator = createAuthenticator({ ...site, ...options })
  const challenge = randomBytes(32)
  const asked = await creationOptions(site, { challenge, handle: randomBytes(32), userName: 'sanne@waterschap.example', displayName: 'Sanne', known: [], hardware })
  const answer = await authenticator.create(asked, fault)
  return { authenticator, challenge, answer, passkey: await judgeCreation(site, answer, challenge) }
}
const shown = async (authenticator: Authenticator, known: KnownPasskey, fault: Fault = {}) => {
  const challenge = randomBytes(32)
  return judgeRequest(site, await authenticator.get(await requestOptions(site, challenge), fault), challenge, known)
}

describe('what an authenticator answers', () => {
  test('a passkey is made and shown, and says of itself where it lives', async () => {
    const { authenticator, passkey } = await made()
    assert.ok(passkey)
    assert.deepEqual([passkey.deviceBound, passkey.backedUp, passkey.attestation], [true, false, null])
    assert.deepEqual(await shown(authenticator, passkey), { counter: 1, backedUp: false, cloned: false })
    const synced = await made({ synced: true, counts: false })
    assert.ok(synced.passkey)
    assert.deepEqual([synced.passkey.deviceBound, synced.passkey.backedUp], [false, true])
    assert.deepEqual(await shown(synced.authenticator, synced.passkey), { counter: 0, backedUp: true, cloned: false })
  })

  for (const [what, fault] of [
    ['from another origin', { origin: 'https://werkplek.evil.example' }],
    ['made for another site', { rpId: 'evil.example' }],
    ['without user verification', { userVerified: false }],
  ] as const satisfies readonly (readonly [string, Fault])[]) {
    test(`is refused ${what}`, async () => {
      assert.equal((await made({}, fault)).passkey, null)
      const { authenticator, passkey } = await made()
      assert.ok(passkey)
      assert.equal(await shown(authenticator, passkey, fault), null)
    })
  }

  test('is refused for another challenge, with another key, and when it is no answer at all', async () => {
    const { authenticator, answer, challenge, passkey } = await made()
    assert.ok(passkey)
    assert.deepEqual(challengeIn(answer), challenge)
    assert.equal(await judgeCreation(site, answer, randomBytes(32)), null)
    const other = await made()
    assert.ok(other.passkey)
    assert.equal(await shown(authenticator, { ...passkey, publicKey: other.passkey.publicKey }), null)
    for (const nonsense of [null, {}, { response: { clientDataJSON: '%' } }, { response: { clientDataJSON: 'e30' } }]) {
      assert.equal(challengeIn(nonsense), null)
      assert.equal(await judgeCreation(site, nonsense, challenge), null)
      assert.equal(await judgeRequest(site, nonsense, challenge, passkey), null)
    }
  })

  test('tells a copy by its counter', async () => {
    const { authenticator, passkey } = await made()
    assert.ok(passkey)
    const copy = authenticator.clone()
    const first = await shown(authenticator, passkey)
    assert.equal(first?.counter, 1)
    assert.equal((await shown(copy, { ...passkey, counter: 1 }))?.cloned, true)
  })

  test('is vouched for by its maker when that was asked, and by nobody when it signs for itself', async () => {
    const maker = await createAttestationAuthority()
    const stranger = await createAttestationAuthority('Namaak')
    assert.equal((await made({ attestation: maker }, {}, true)).passkey?.attestation, 'packed')
    assert.equal((await made({ attestation: maker }, {}, false)).passkey?.attestation, null)
    assert.equal((await made({ attestation: 'self' }, {}, true)).passkey?.attestation, null)
    try {
      const folder = mkdtempSync(join(tmpdir(), 'vrijplek-makers-'))
      const list = join(folder, 'makers.pem')
      assert.throws(() => believeListed(list), /HARDWARE_KEY_ROOTS: .* cannot be read: ENOENT/)
      writeFileSync(list, 'geen certificaat')
      assert.throws(() => believeListed(list), /holds no certificate/)
      writeFileSync(list, `Proefsleutels\n${maker.root}\n`)
      believeListed(list)
      rmSync(folder, { recursive: true })
      assert.equal((await made({ attestation: maker }, {}, true)).passkey?.attestation, 'packed chained')
      assert.equal((await made({ attestation: stranger }, {}, true)).passkey, null)
    } finally {
      believeMakers([])
    }
  })
})

test('on this machine the site is called localhost, since an address is no domain', () => {
  assert.deepEqual(relyingPartyOf('http://127.0.0.1:8080'), { origin: 'http://localhost:8080', rpId: 'localhost' })
})
