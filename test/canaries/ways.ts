import { relyingPartyOf } from '#kernel/webauthn.ts'
import { createAttestationAuthority } from '../attestation-authority.ts'
import { createAuthenticator } from '../authenticator.ts'
import { codeAt } from '../authenticator-app.ts'
import type { Program } from '../start/program.ts'
import { newCaller } from './program-client.ts'
import type { Caller } from './program-client.ts'

type Options = { readonly options: unknown }

/**
 * Everything by which somebody can come in, used: a hardware key whose maker vouches for it and of which a copy turned up, an authenticator app and the
 * one that will take its place, recovery codes, a link that was asked for, a sign-in that stopped half way. The organisation names its networks.
 * The program has a mail server that does not answer, so that mail waits.
 */
export const liveWithWays = async (program: Program, one: Caller, who: { readonly email: string; readonly password: string; readonly key: string }): Promise<void> => {
  const policy = {
    passwordAlone: true, hardwareKeys: false, idleMinutes: 720, absoluteHours: 336,
    networks: [{ name: 'Nestkast', range: '127.0.0.0/8' }, { name: 'Nestkast', range: '::1/128' }],
  }
  await one.call('PUT', '/sign-in-policy', { ...policy, passwordAlone: false, hardwareKeys: true })
  const authenticator = createAuthenticator({ ...relyingPartyOf(program.url), attestation: await createAttestationAuthority() })
  const asked = await one.call<Options>('POST', '/me/passkeys/options', {})
  await one.call('POST', '/me/passkeys', { name: who.key, answer: await authenticator.create(asked.options) })
  await one.call('PUT', '/sign-in-policy', policy)
  // Whoever has a passkey that works may come in on the day that the identity provider is out of order.
  await one.call('PUT', `/break-glass-accounts/${one.personId}`)
  const copy = authenticator.clone()
  const show = async (by: typeof authenticator, caller: Caller) => {
    const { options } = await caller.call<Options>('POST', '/session/passkey-options', {})
    return caller.ask('POST', '/session/passkey', { answer: await by.get(options) })
  }
  const shown = await show(authenticator, one)
  if (!shown.ok) throw new Error(`the passkey was answered with ${shown.status}`)
  await show(copy, newCaller(program))

  const { secret } = await one.call<{ secret: string }>('POST', '/me/totp', {})
  await one.call('POST', '/me/totp/confirmation', { code: await codeAt(secret, Temporal.Now.instant()) })
  await one.call('POST', '/me/totp', {})
  await newCaller(program).ask('POST', '/session', { email: who.email, password: who.password })
  await newCaller(program).call('POST', '/session/links', { email: who.email })
}
