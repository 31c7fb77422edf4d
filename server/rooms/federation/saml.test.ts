import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { getSession } from '#contract/endpoints/session.ts'
import { changeIdentityProvider } from '#contract/endpoints/federation.ts'
import type { OrganisationId, ProviderId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { assertionOf, newSamlKey, readAuthnRequest, responseAround, samlMetadata, sign } from '../../../test/saml-provider.ts'
import type { Said, SamlKey } from '../../../test/saml-provider.ts'
import { openSsoBrowser } from '../../../test/sso-browser.ts'
import type { SsoBrowser } from '../../../test/sso-browser.ts'
import { openSsoHouse } from '../../../test/sso-house.ts'
import type { SsoHouse } from '../../../test/sso-house.ts'

const entityId = 'https://aanmelddienst.example/metadata'
let house: SsoHouse
let organisation: OrganisationId
let manager: PersonPrincipal
let id: ProviderId
let elsewhereId: ProviderId
let key: SamlKey
let nextKey: SamlKey
let stranger: SamlKey

before(async () => {
  house = await openSsoHouse()
  ;[key, nextKey, stranger] = await Promise.all([newSamlKey(), newSamlKey(), newSamlKey()])
  ;({ organisation, manager } = await house.customer('Waterschap', 'waterschap.example'))
  const body = { kind: 'saml', name: 'Aanmelddienst', metadata: { xml: samlMetadata(entityId, [key.base64]) } }
  id = await house.provider(manager, body, { emailTrusted: true, createsPeople: true })
  // Another customer of the same provider, and another provider of the same customer.
  elsewhereId = await house.provider(manager, { ...body, metadata: { xml: samlMetadata('https://other.example/metadata', [stranger.base64]) } }, { emailTrusted: true })
})
after(() => house.close())
beforeEach(() => house.query('DELETE FROM attempt_throttle'))

/** Sets out in a browser, and reads our question as the provider does. */
const ask = async (at: ProviderId = id): Promise<{ browser: SsoBrowser; said: Said; relayState: string }> => {
  const browser = openSsoBrowser(house)
  const { location } = await browser.step(house.addressOf(organisation, at))
  const { id: requestId, acsUrl, issuer, relayState } = readAuthnRequest(location ?? '')
  return { browser, relayState, said: { entityId, requestId, acsUrl, audience: issuer, now: house.clock.now() } }
}
const post = async (browser: SsoBrowser, at: Said, relayState: string, xml: string) => {
  const landed = await browser.step(at.acsUrl, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState })
  return landed.location?.includes('/saml/completion') === true ? browser.step(new URL(landed.location, landed.url).href) : landed
}
const signedOf = (said: Said, by: SamlKey = key) => sign(responseAround(said, assertionOf(said)), 'Assertion', by)
const sessions = async () => Number((await house.query<{ n: string }>('SELECT count(*) AS n FROM sessions'))[0]?.n)
const people = async () => Number((await house.query<{ n: string }>('SELECT count(*) AS n FROM people'))[0]?.n)

describe('signing in through a SAML provider', () => {
  test('a signed assertion in answer to our question begins a session in the browser that asked', async () => {
    const { browser, said, relayState } = await ask()
    const landed = await post(browser, said, relayState, signedOf(said))
    assert.equal(landed.location, '/')
    const session = (await house.call(getSession, { cookie: browser.cookie() })).body as unknown as { person: { name: string; email: string }; method: string }
    assert.deepEqual([session.person.name, session.person.email, session.method], ['Anna de Boer', 'anna@waterschap.example', 'saml'])
  })

  test('a response that is signed as well is taken', async () => {
    const { browser, said, relayState } = await ask()
    assert.equal((await post(browser, said, relayState, sign(signedOf(said), 'Response', key))).location, '/')
  })

  test('the answer alone begins nothing in another browser', async () => {
    const { said, relayState } = await ask()
    const thief = openSsoBrowser(house)
    assert.equal((await post(thief, said, relayState, signedOf(said))).location, '/sign-in/problem?code=sso_refused')
  })

  test('while one certificate takes over from another both are taken, and afterwards only the new one', async () => {
    const set = (certificates: string[]) =>
      house.call(changeIdentityProvider, { as: manager, params: { providerId: id }, body: { metadata: { xml: samlMetadata(entityId, certificates) } } })
    const comesIn = async (by: SamlKey) => {
      const { browser, said, relayState } = await ask()
      return (await post(browser, said, relayState, signedOf(said, by))).location === '/'
    }
    assert.equal((await set([key.base64, nextKey.base64])).status, 200)
    assert.deepEqual([await comesIn(key), await comesIn(nextKey)], [true, true])
    await set([nextKey.base64])
    assert.deepEqual([await comesIn(key), await comesIn(nextKey)], [false, true])
    await set([key.base64])
  })

  test('our metadata says where to, and that assertions must be signed', async () => {
    const { body, statusCode } = await house.http.inject(`${house.addressOf(organisation, id)}/saml/metadata`)
    assert.equal(statusCode, 200)
    assert.match(body, /WantAssertionsSigned="true"/)
    assert.ok(body.includes(`${house.addressOf(organisation, id)}/saml/acs`))
  })
})

describe('a response that is not what it must be', () => {
  type Made = { readonly said: Said; readonly xml: string; readonly relayState: string }
  const refuses = (name: string, make: (made: Made) => string | { xml: string; relayState: string }): void => {
    test(name, async () => {
      const { browser, said, relayState } = await ask()
      const before = [await sessions(), await people()]
      const made = make({ said, xml: signedOf(said), relayState })
      const { xml, relayState: state } = typeof made === 'string' ? { xml: made, relayState } : made
      const landed = await post(browser, said, state, xml)
      assert.equal(landed.location, '/sign-in/problem?code=sso_refused')
      assert.deepEqual([await sessions(), await people()], before)
    })
  }
  const minutes = (said: Said, from: number, until: number) => ({ from: said.now.add({ minutes: from }), until: said.now.add({ minutes: until }) })
  const changed = (said: Said, change: Partial<Said>) => signedOf({ ...said, ...change })

  refuses('unsigned', ({ said }) => responseAround(said, assertionOf(said)))
  refuses('only the response signed, the assertion not', ({ said }) => sign(responseAround(said, assertionOf(said)), 'Response', key))
  refuses('signed by another key', ({ said }) => signedOf(said, stranger))
  refuses('changed after it was signed', ({ xml }) => xml.replace('anna@waterschap.example', 'baas@waterschap.example'))
  refuses('signed with SHA-1', ({ said }) =>
    sign(responseAround(said, assertionOf(said)), 'Assertion', key, { signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
  )
  refuses('a digest of SHA-1', ({ said }) =>
    sign(responseAround(said, assertionOf(said)), 'Assertion', key, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
  )
  refuses('an HMAC with the public certificate as its key', ({ said }) =>
    sign(responseAround(said, assertionOf(said)), 'Assertion', { pem: key.certificate }, { signature: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1' }),
  )
  refuses('a signature method that says none', ({ xml }) => xml.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'none'))
  refuses('an empty signature value', ({ xml }) => xml.replace(/<ds:SignatureValue>[^<]*</, '<ds:SignatureValue><'))

  refuses('for another audience', ({ said }) => changed(said, { audience: 'https://elsewhere.example' }))
  refuses('for another recipient', ({ said }) => changed(said, { recipient: 'https://elsewhere.example/acs' }))
  refuses('sent to another destination', ({ said }) => changed(said, { destination: 'https://elsewhere.example/acs' }))
  refuses('for our door of another provider', ({ said }) => changed(said, { recipient: said.acsUrl.replace(id, elsewhereId), audience: said.audience.replace(id, elsewhereId) }))
  refuses('by another provider', ({ said }) => changed(said, { entityId: 'https://other.example/metadata' }))
  refuses('expired', ({ said }) => changed(said, minutes(said, -10, -2)))
  refuses('not valid yet', ({ said }) => changed(said, minutes(said, 5, 10)))
  refuses('no answer to this question', ({ said }) => changed(said, { inResponseTo: `_${'0'.repeat(64)}` }))
  refuses('no answer to any question (started by the provider)', ({ xml }) => ({ xml: xml.replaceAll(/ InResponseTo="[^"]*"/g, ''), relayState: 'x' }))
  refuses('a name that is another one each time', ({ said }) =>
    sign(responseAround(said, assertionOf(said).replace('nameid-format:persistent', 'nameid-format:transient')), 'Assertion', key),
  )

  refuses('a comment in the name of the subject', ({ said }) => changed(said, { nameId: 'u-1<!-- -->.evil.example' }))
  refuses('an element in the name of the subject', ({ said }) => changed(said, { nameId: 'u-1<b/>' }))
  refuses('a CDATA section', ({ said }) => changed(said, { nameId: 'u-<![CDATA[1]]>' }))
  refuses('a document type with an entity (XXE)', ({ xml }) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml}`)
  refuses('a document type alone', ({ xml }) => `<!DOCTYPE x>${xml}`)
  refuses('a processing instruction', ({ xml }) => `<?php echo 1 ?>${xml}`)
  refuses('not XML', () => 'nothing of the kind')
  refuses('bytes that are no UTF-8', ({ xml }) => Buffer.concat([Buffer.from(xml), Buffer.of(0xff)]).toString('latin1'))

  refuses('two assertions, both signed', ({ said, xml }) => {
    const second = sign(responseAround({ ...said, responseId: '_second' }, assertionOf({ ...said, nameId: 'u-2' })), 'Assertion', key)
    const [more = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(second) ?? []
    return xml.replace('</samlp:Response>', `${more}</samlp:Response>`)
  })
  refuses('an encrypted assertion besides', ({ xml }) =>
    xml.replace('</samlp:Response>', '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/></samlp:Response>'),
  )

  describe('wrapped signatures (XSW 1–8)', () => {
    /** The parts from which a wrapper makes its own message, with somebody else inside. */
    const partsOf = ({ said, xml }: Made) => {
      const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? []
      const [signature = ''] = /<ds:Signature .*<\/ds:Signature>/s.exec(assertion) ?? []
      const evil = assertionOf({ ...said, nameId: 'u-baas', email: 'baas@waterschap.example' })
      const within = (element: string, more: string) => element.replace(/(<saml:Issuer[^>]*>[^<]*<\/saml:Issuer>)/, `$1${more}`)
      return { assertion, bare: assertion.replace(signature, ''), signature, evil, within }
    }
    const inside = (signature: string, more: string) => signature.replace('</ds:Signature>', `${more}</ds:Signature>`)
    const signedResponse = (made: Made) => {
      const whole = sign(made.xml, 'Response', key)
      const [signature = ''] = /<ds:Signature .*?<\/ds:Signature>/s.exec(whole) ?? []
      return { bare: whole.replace(signature, ''), signature }
    }
    refuses('XSW1: the signed response inside the signature of another one', (made) => {
      const { evil, within } = partsOf(made)
      const { bare, signature } = signedResponse(made)
      return within(responseAround(made.said, evil), inside(signature, bare))
    })
    refuses('XSW2: the signed response before the signature of another one', (made) => {
      const { evil, within } = partsOf(made)
      const { bare, signature } = signedResponse(made)
      return within(responseAround(made.said, evil), `${bare}${signature}`)
    })
    refuses('XSW3: another assertion before the signed one', (made) => {
      const { assertion, evil } = partsOf(made)
      return made.xml.replace(assertion, `${evil}${assertion}`)
    })
    refuses('XSW4: the signed assertion inside another one', (made) => {
      const { assertion, evil } = partsOf(made)
      return made.xml.replace(assertion, evil.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`))
    })
    refuses('XSW5: another assertion with the signature, the signed one at the end without it', (made) => {
      const { assertion, bare, signature, evil, within } = partsOf(made)
      return made.xml.replace(assertion, within(evil, signature)).replace('</samlp:Response>', `${bare}</samlp:Response>`)
    })
    refuses('XSW6: another assertion with the signature, the signed one inside that', (made) => {
      const { assertion, bare, signature, evil, within } = partsOf(made)
      return made.xml.replace(assertion, within(evil, inside(signature, bare)))
    })
    refuses('XSW7: another assertion in an extension', (made) => {
      const { assertion, evil } = partsOf(made)
      return made.xml.replace(assertion, `<samlp:Extensions>${evil}</samlp:Extensions>${assertion}`)
    })
    refuses('XSW8: another assertion with the signature, the signed one in an object of that', (made) => {
      const { assertion, bare, signature, evil, within } = partsOf(made)
      return made.xml.replace(assertion, within(evil, inside(signature, `<ds:Object>${bare}</ds:Object>`)))
    })
    refuses('another assertion with the id of the signed one', (made) => {
      const { assertion, evil } = partsOf(made)
      const [, theirs = ''] = / ID="([^"]*)"/.exec(assertion) ?? []
      return made.xml.replace(assertion, `<samlp:Extensions>${assertion}</samlp:Extensions>${evil.replace(/ ID="[^"]*"/, ` ID="${theirs}"`)}`)
    })
  })

  test('an answer counts once, and so does an assertion in another answer', async () => {
    const first = await ask()
    const assertionId = `_once${crypto.randomUUID()}`
    assert.equal((await post(first.browser, first.said, first.relayState, signedOf({ ...first.said, assertionId }))).location, '/')
    assert.equal((await post(first.browser, first.said, first.relayState, signedOf(first.said))).location, '/sign-in/problem?code=sso_refused')
    const second = await ask()
    assert.equal((await post(second.browser, second.said, second.relayState, signedOf({ ...second.said, assertionId }))).location, '/sign-in/problem?code=sso_refused')
  })
})

describe('metadata that will not do', () => {
  const add = (xml: string) => house.provider(manager, { kind: 'saml', name: 'Andere', metadata: { xml } })
  const good = () => samlMetadata(entityId, [key.base64])
  for (const [name, make] of [
    ['a document type', () => `<!DOCTYPE x>${good()}`],
    ['no certificate', () => samlMetadata(entityId, [])],
    ['a certificate that is none', () => samlMetadata(entityId, ['AAAA'])],
    ['an address without TLS', () => good().replace('https://aanmelddienst.example/sso', 'http://aanmelddienst.example/sso')],
    ['an address that is a script', () => good().replace('https://aanmelddienst.example/sso', 'javascript:alert(1)')],
    ['two providers', () => `<all>${good().replace(/<\?xml.*\?>/, '')}${good().replace(/<\?xml.*\?>/, '')}</all>`],
  ] as const) {
    test(name, () => assert.rejects(add(make()), /provider_unsuitable/))
  }
})
