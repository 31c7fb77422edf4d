import { X509Certificate } from 'node:crypto'
import { ds } from './saml-guard.ts'
import { XmlFault, childrenOf, everyElement, onlyChild, readXml } from './xml-tree.ts'
import type { SamlSettings } from './store-providers.ts'

const md = 'urn:oasis:names:tc:SAML:2.0:metadata'
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const mostCertificates = 10
/** ENISA and NIST SP 800-57 part 1: RSA below this proves nothing any more. */
const leastBits = 2048

/** A certificate as metadata holds it. @throws XmlFault when it is none, or its key is not RSA of enough bits */
const readCertificate = (base64: string): X509Certificate => {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    throw new XmlFault('a certificate that cannot be read')
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < leastBits) throw new XmlFault('a certificate without an RSA key of 2048 bits')
  return certificate
}

/**
 * What a SAML provider says of itself (SAML 2.0 Metadata §2.4.3): its name, where people go, and the certificates it signs with, of which there may be several
 * while one takes over from another.
 * @param isAllowed whether people may be sent to an address
 * @throws XmlFault
 */
export const readMetadata = (xml: string, isAllowed: (url: string) => boolean): Omit<SamlSettings, 'claims'> => {
  const providers = everyElement(readXml(xml, { comments: 'left_out' })).filter(
    (element) => element.name === 'EntityDescriptor' && element.namespace === md && childrenOf(element, md, 'IDPSSODescriptor').length > 0,
  )
  const [entity, ...more] = providers
  if (entity === undefined || more.length > 0) throw new XmlFault('not exactly one identity provider')
  const entityId = entity.attributes.get('entityID') ?? ''
  if (entityId === '' || entityId.length > 1024) throw new XmlFault('no entityID')
  const descriptor = onlyChild(entity, md, 'IDPSSODescriptor')
  const signInUrl = childrenOf(descriptor, md, 'SingleSignOnService').find(({ attributes }) => attributes.get('Binding') === redirect)?.attributes.get('Location')
  if (signInUrl === undefined || !isAllowed(signInUrl)) throw new XmlFault('no address for signing in (HTTP-Redirect, https)')
  const certificates = childrenOf(descriptor, md, 'KeyDescriptor')
    .filter(({ attributes }) => (attributes.get('use') ?? 'signing') === 'signing')
    .flatMap(everyElement)
    .filter(({ name, namespace }) => name === 'X509Certificate' && namespace === ds)
    .map(({ text }) => text.replaceAll(/\s+/g, ''))
  const distinct = [...new Set(certificates)].slice(0, mostCertificates)
  if (distinct.length === 0) throw new XmlFault('no certificate for signing')
  for (const each of distinct) readCertificate(each)
  return { entityId, signInUrl, certificates: distinct }
}
