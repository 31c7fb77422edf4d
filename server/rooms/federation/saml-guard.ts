import { XmlFault, childrenOf, everyElement, onlyChild } from './xml-tree.ts'
import type { Element } from './xml-tree.ts'

export const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const saml = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const ds = 'http://www.w3.org/2000/09/xmldsig#'

const signatureMethods = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
])
const digestMethods = new Set(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'])
const canonicalisation = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

const attribute = (element: Element, name: string): string => element.attributes.get(name) ?? ''
const algorithm = (element: Element): string => attribute(element, 'Algorithm')

/**
 * Whether a response can mean only one thing, before any signature is looked at: one Response with one Assertion straight in it, every signature an envelope
 * of just the element it stands in, no id twice, no algorithm that proves nothing (SHA-1, HMAC), nothing encrypted and nothing that hides elements. What
 * passes cannot be wrapped (XSW 1–8): there is no second place for anything.
 * @throws XmlFault
 */
export const refuseAmbiguous = (response: Element): void => {
  if (response.name !== 'Response' || response.namespace !== samlp) throw new XmlFault('not a SAML response')
  const all = everyElement(response)
  const named = (name: string) => all.filter((element) => element.name === name)
  if (named('Response').length !== 1) throw new XmlFault('more than one Response')
  if (named('Assertion').length !== 1) throw new XmlFault('not exactly one Assertion')
  if (all.some(({ name }) => name.startsWith('Encrypted'))) throw new XmlFault('something encrypted')
  const assertion = onlyChild(response, saml, 'Assertion')

  const ids = all.flatMap(({ attributes }) => ['ID', 'Id', 'id'].flatMap((name) => attributes.get(name) ?? []))
  if (new Set(ids).size !== ids.length) throw new XmlFault('an id comes twice')

  const signatures = named('Signature')
  const ofAssertion = onlyChild(assertion, ds, 'Signature')
  const ofResponse = childrenOf(response, ds, 'Signature')
  if (signatures.length !== 1 + ofResponse.length || ofResponse.length > 1) throw new XmlFault('a signature elsewhere')
  refuseWeak(ofAssertion, attribute(assertion, 'ID'))
  for (const signature of ofResponse) refuseWeak(signature, attribute(response, 'ID'))
}

/** @throws XmlFault unless the signature covers exactly the element with this id, by methods that hold */
const refuseWeak = (signature: Element, id: string): void => {
  if (!/^[A-Za-z_][\w.-]{3,199}$/.test(id)) throw new XmlFault('an id that is none')
  if (childrenOf(signature, ds, 'Object').length > 0) throw new XmlFault('an object in a signature')
  const info = onlyChild(signature, ds, 'SignedInfo')
  if (algorithm(onlyChild(info, ds, 'CanonicalizationMethod')) !== canonicalisation) throw new XmlFault('another canonicalisation')
  if (!signatureMethods.has(algorithm(onlyChild(info, ds, 'SignatureMethod')))) throw new XmlFault('a signature method that is not taken')
  const reference = onlyChild(info, ds, 'Reference')
  if (attribute(reference, 'URI') !== `#${id}`) throw new XmlFault('a signature of something else')
  if (!digestMethods.has(algorithm(onlyChild(reference, ds, 'DigestMethod')))) throw new XmlFault('a digest that is not taken')
  const transforms = childrenOf(onlyChild(reference, ds, 'Transforms'), ds, 'Transform').map(algorithm)
  if (transforms.length !== 2 || transforms[0] !== enveloped || transforms[1] !== canonicalisation) throw new XmlFault('another transform')
}
