import { saml } from './saml-guard.ts'
import { XmlFault, childrenOf, onlyChild } from './xml-tree.ts'
import type { Element } from './xml-tree.ts'
import type { Word } from './recognise.ts'
import type { SamlSettings } from './store-providers.ts'

/** How far two clocks may be apart. */
const skewSeconds = 60
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
const knownConditions = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'])

export type Expected = {
  readonly settings: SamlSettings
  readonly entityId: string
  readonly acsUrl: string
  /** Of the question of ours that this answers. */
  readonly requestId: string
  readonly now: Temporal.Instant
}
export type Asserted = { readonly word: Word; readonly id: string; readonly expiresAt: Temporal.Instant }

const attribute = (element: Element, name: string): string => element.attributes.get(name) ?? ''

const instantOf = (element: Element, name: string): Temporal.Instant | null => {
  const text = element.attributes.get(name)
  if (text === undefined) return null
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new XmlFault(`${name} is no instant`)
  }
}

/** Text and nothing else: an element inside would let two readers read two things. */
const textOf = (element: Element): string => {
  if (element.children.length > 0) throw new XmlFault('elements where text must be')
  return element.text.trim()
}

/**
 * Reads an assertion whose signature held, from the very bytes that were signed: from whom, about whom, for us, in answer to our question, now
 * (SAML 2.0 Profiles §4.1.4.3).
 * @throws XmlFault
 */
export const readAssertion = (assertion: Element, expected: Expected): Asserted => {
  const { settings, entityId, acsUrl, requestId, now } = expected
  if (assertion.name !== 'Assertion' || assertion.namespace !== saml || attribute(assertion, 'Version') !== '2.0') throw new XmlFault('not an assertion')
  if (textOf(onlyChild(assertion, saml, 'Issuer')) !== settings.entityId) throw new XmlFault('an assertion of another provider')

  const subject = onlyChild(assertion, saml, 'Subject')
  const nameId = onlyChild(subject, saml, 'NameID')
  const name = textOf(nameId)
  if (name === '' || name.length > 1000) throw new XmlFault('a subject without a name')
  if (attribute(nameId, 'Format') === transient) throw new XmlFault('a name that is another one each time')

  const confirmation = onlyChild(subject, saml, 'SubjectConfirmation')
  if (attribute(confirmation, 'Method') !== bearer) throw new XmlFault('another way of confirming')
  const confirmed = onlyChild(confirmation, saml, 'SubjectConfirmationData')
  if (attribute(confirmed, 'Recipient') !== acsUrl) throw new XmlFault('meant for another address')
  if (attribute(confirmed, 'InResponseTo') !== requestId) throw new XmlFault('no answer to this question')
  const confirmedUntil = within(confirmed, now)

  const conditions = onlyChild(assertion, saml, 'Conditions')
  const validUntil = within(conditions, now)
  if (conditions.children.some((condition) => condition.namespace !== saml || !knownConditions.has(condition.name))) throw new XmlFault('a condition nobody knows')
  const audiences = childrenOf(conditions, saml, 'AudienceRestriction').map((each) => childrenOf(each, saml, 'Audience').map(textOf))
  if (audiences.length === 0 || !audiences.every((each) => each.includes(entityId))) throw new XmlFault('meant for another audience')

  const [statement] = childrenOf(assertion, saml, 'AuthnStatement')
  if (statement === undefined) throw new XmlFault('nobody was authenticated')
  const sessionUntil = instantOf(statement, 'SessionNotOnOrAfter')
  if (sessionUntil !== null && Temporal.Instant.compare(sessionUntil, now) <= 0) throw new XmlFault('a session that is over')

  const attributes = attributesOf(assertion)
  const first = (key: string): string | null => attributes.get(key)?.find((value) => value !== '')?.slice(0, 2000) ?? null
  const id = attribute(assertion, 'ID')
  const sessionIndex = attribute(statement, 'SessionIndex')
  return {
    id,
    expiresAt: (Temporal.Instant.compare(confirmedUntil, validUntil) < 0 ? validUntil : confirmedUntil).add({ seconds: skewSeconds }),
    word: {
      issuer: settings.entityId,
      subject: name,
      email: first(settings.claims.email) ?? (attribute(nameId, 'Format') === emailFormat ? name : null),
      // SAML has no word for it: whether the provider is trusted for addresses, the customer says.
      emailVerified: false,
      name: first(settings.claims.name),
      groups: attributes.get(settings.claims.groups) ?? [],
      sid: sessionIndex === '' ? null : sessionIndex,
      authenticatedAt: instantOf(statement, 'AuthnInstant'),
    },
  }
}

/** @returns until when it holds @throws XmlFault outside its times */
const within = (element: Element, now: Temporal.Instant): Temporal.Instant => {
  const [from, until] = [instantOf(element, 'NotBefore'), instantOf(element, 'NotOnOrAfter')]
  if (until === null) throw new XmlFault('no end')
  if (Temporal.Instant.compare(now.subtract({ seconds: skewSeconds }), until) >= 0) throw new XmlFault('it has expired')
  if (from !== null && Temporal.Instant.compare(now.add({ seconds: skewSeconds }), from) < 0) throw new XmlFault('it is not valid yet')
  return until
}

const attributesOf = (assertion: Element): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, saml, 'AttributeStatement')) {
    for (const each of childrenOf(statement, saml, 'Attribute')) {
      const values = childrenOf(each, saml, 'AttributeValue').filter(({ children }) => children.length === 0).map(({ text }) => text.trim())
      const name = attribute(each, 'Name')
      found.set(name, [...(found.get(name) ?? []), ...values].slice(0, 2000))
    }
  }
  return found
}
