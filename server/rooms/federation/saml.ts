import { SAML, ValidateInResponseTo, generateServiceProviderMetadata } from '@node-saml/node-saml'
import type { OrganisationId } from '#contract/ids.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { oursOf } from './ours.ts'
import { readAssertion } from './saml-assertion.ts'
import type { Asserted } from './saml-assertion.ts'
import { refuseAmbiguous, saml, samlp } from './saml-guard.ts'
import { hashOf } from './store-flows.ts'
import type { SamlProvider } from './store-providers.ts'
import { XmlFault, childrenOf, onlyChild, readXml } from './xml-tree.ts'

/** How far two clocks may be apart. */
const skewMs = 60_000
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/** The number of a question hangs on its RelayState, so that nothing has to be kept to know which number an answer must name. */
const requestIdOf = (state: string): string => `_${hashOf(`request ${state}`).toString('hex')}`

/** The library reads the computer's clock; ours is the house's. */
class SamlByClock extends SAML {
  readonly #clock: Clock

  constructor(options: ConstructorParameters<typeof SAML>[0], clock: Clock) {
    super(options)
    this.#clock = clock
  }

  protected override checkTimestampsValidityError(_nowMs: number, notBefore?: string, notOnOrAfter?: string, limitMs?: number): Error | null {
    return super.checkTimestampsValidityError(this.#clock.now().epochMilliseconds, notBefore ?? '', notOnOrAfter ?? '', limitMs)
  }
}

const pem = (base64: string): string => `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`

const serviceOf = (kernel: Kernel, organisation: OrganisationId, provider: SamlProvider, more: { readonly state?: string; readonly again?: boolean } = {}) => {
  const { entityId, acsUrl } = oursOf(kernel, organisation, provider)
  const { state, again = false } = more
  return new SamlByClock(
    {
      entryPoint: provider.settings.signInUrl,
      idpIssuer: provider.settings.entityId,
      idpCert: provider.settings.certificates.map(pem),
      issuer: entityId ?? '',
      audience: entityId ?? '',
      callbackUrl: acsUrl ?? '',
      wantAssertionsSigned: true,
      // A signature around the whole is looked at when there is one, and is not needed: nothing outside the assertion is believed.
      wantAuthnResponseSigned: false,
      acceptedClockSkewMs: skewMs,
      // Which question it answers, and that it does so once, is kept in the database (`sign_in_flows`, `spent_messages`).
      validateInResponseTo: ValidateInResponseTo.never,
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      forceAuthn: again,
      ...(state === undefined ? {} : { generateUniqueId: () => requestIdOf(state) }),
    },
    kernel.clock,
  )
}

/** Where the browser goes with our question (SAML 2.0 Bindings §3.4). @param again the provider asks anew who it is (`ForceAuthn`) */
export const authnRequestUrl = (kernel: Kernel, organisation: OrganisationId, provider: SamlProvider, way: { readonly state: string; readonly again: boolean }): Promise<string> =>
  serviceOf(kernel, organisation, provider, way).getAuthorizeUrlAsync(way.state, undefined, {})

/**
 * What a provider asserts in answer to a question of ours. First its shape, so that it can mean one thing only; then the signature of the assertion by one of
 * the provider's certificates (the library's part); then what is said, read from nothing but the bytes that were signed.
 * @throws when anything is not as it must be
 */
export const readResponse = async (
  kernel: Kernel,
  organisation: OrganisationId,
  provider: SamlProvider,
  { encoded, state }: { readonly encoded: string; readonly state: string },
): Promise<Asserted> => {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(encoded)) throw new XmlFault('not base64')
  const xml = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'))
  const response = readXml(xml)
  refuseAmbiguous(response)
  const { entityId, acsUrl } = oursOf(kernel, organisation, provider)
  const requestId = requestIdOf(state)
  if (response.attributes.get('Destination') !== acsUrl) throw new XmlFault('sent to another address')
  if (response.attributes.get('InResponseTo') !== requestId) throw new XmlFault('no answer to this question')
  const [issuer] = childrenOf(response, saml, 'Issuer')
  if (issuer !== undefined && issuer.text.trim() !== provider.settings.entityId) throw new XmlFault('a response of another provider')
  const status = onlyChild(onlyChild(response, samlp, 'Status'), samlp, 'StatusCode').attributes.get('Value')
  if (status !== success) throw new XmlFault('the provider refused')

  const { profile } = await serviceOf(kernel, organisation, provider).validatePostResponseAsync({ SAMLResponse: encoded })
  const signed = profile?.getAssertionXml?.()
  if (signed === undefined) throw new XmlFault('nothing that was signed')
  return readAssertion(readXml(signed), { settings: provider.settings, entityId: entityId ?? '', acsUrl: acsUrl ?? '', requestId, now: kernel.clock.now() })
}

/** What a provider has to know of us. */
export const ourMetadata = (kernel: Kernel, organisation: OrganisationId, provider: SamlProvider): string => {
  const { entityId, acsUrl } = oursOf(kernel, organisation, provider)
  return generateServiceProviderMetadata({ issuer: entityId ?? '', callbackUrl: acsUrl ?? '', wantAssertionsSigned: true, identifierFormat: null })
}
