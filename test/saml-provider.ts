// Brings the polyfill that the library below wants first.
import '@simplewebauthn/server/helpers'
import { createPrivateKey } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { X509CertificateGenerator } from '@peculiar/x509'
import { SignedXml } from 'xml-crypto'

/** A key with its certificate, as a provider publishes it. */
export type SamlKey = { readonly pem: string; readonly base64: string; readonly certificate: string }

export const newSamlKey = async (): Promise<SamlKey> => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01', name: 'CN=Aanmelddienst', notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01'), signingAlgorithm: algorithm, keys,
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }).toString()
  return { pem, base64: Buffer.from(certificate.rawData).toString('base64'), certificate: certificate.toString('pem') }
}

/** What a provider says of itself. */
export const samlMetadata = (entityId: string, certificates: readonly string[]): string => `<?xml version="1.0"?>
<!-- as providers do -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${certificates
      .map((each) => `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${each}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`)
      .join('\n')}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://aanmelddienst.example/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`

/** Our question, as the provider reads it. */
export const readAuthnRequest = (url: string): { readonly id: string; readonly acsUrl: string; readonly issuer: string; readonly relayState: string; readonly forceAuthn: boolean } => {
  const query = new URL(url).searchParams
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString()
  const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(xml)?.[1] ?? ''
  return {
    id: attribute('ID'), acsUrl: attribute('AssertionConsumerServiceURL'), issuer: /Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? '', relayState: query.get('RelayState') ?? '',
    forceAuthn: attribute('ForceAuthn') === 'true',
  }
}

export type Said = {
  readonly entityId: string
  readonly requestId: string
  readonly acsUrl: string
  readonly audience: string
  readonly now: Temporal.Instant
  readonly nameId?: string
  readonly email?: string
  readonly groups?: readonly string[]
  readonly assertionId?: string
  readonly responseId?: string
  readonly recipient?: string
  readonly destination?: string
  readonly inResponseTo?: string
  readonly from?: Temporal.Instant
  readonly until?: Temporal.Instant
  readonly authnAt?: Temporal.Instant
}

export const assertionOf = (said: Said): string => {
  const { now, nameId = 'u-1', email = 'anna@waterschap.example', groups = [] } = said
  const [from, until] = [said.from ?? now.subtract({ minutes: 1 }), said.until ?? now.add({ minutes: 5 })]
  const claim = (name: string, values: readonly string[]) =>
    `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.assertionId ?? `_a${crypto.randomUUID()}`}" Version="2.0" IssueInstant="${now.toString()}">` +
    `<saml:Issuer>${said.entityId}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${said.inResponseTo ?? said.requestId}" NotOnOrAfter="${until.toString()}" Recipient="${said.recipient ?? said.acsUrl}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${from.toString()}" NotOnOrAfter="${until.toString()}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${(said.authnAt ?? now).toString()}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `<saml:AttributeStatement>${claim('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', [email])}${claim('http://schemas.microsoft.com/identity/claims/displayname', ['Anna de Boer'])}${claim('http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', groups)}</saml:AttributeStatement>` +
    `</saml:Assertion>`
  )
}

export const responseAround = (said: Said, inside: string): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${said.responseId ?? `_r${crypto.randomUUID()}`}" Version="2.0" IssueInstant="${said.now.toString()}" Destination="${said.destination ?? said.acsUrl}" InResponseTo="${said.inResponseTo ?? said.requestId}">` +
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${said.entityId}</saml:Issuer>` +
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inside}</samlp:Response>`

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Signs the element of that name in a document, in the way providers do: an enveloped signature after the issuer. */
export const sign = (
  xml: string,
  element: 'Assertion' | 'Response',
  key: { readonly pem: string | Buffer },
  { signature = rsaSha256, digest = sha256 }: { readonly signature?: string; readonly digest?: string } = {},
): string => {
  const signer = new SignedXml({ privateKey: key.pem, signatureAlgorithm: signature, canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#' })
  if (signature.includes('hmac')) (signer as unknown as { enableHMAC(): void }).enableHMAC()
  signer.addReference({
    xpath: `//*[local-name(.)='${element}']`,
    digestAlgorithm: digest,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  })
  signer.computeSignature(xml, { prefix: 'ds', location: { reference: `//*[local-name(.)='${element}']/*[local-name(.)='Issuer']`, action: 'after' } })
  return signer.getSignedXml()
}
