import { addPasskey, passkeyOptions, passkeySignInOptions, signInWithPasskey, stepUp, stepUpWays } from '#contract/endpoints/sign-in-ways.ts'
import { relyingPartyOf } from '#kernel/webauthn.ts'
import { createAuthenticator } from './authenticator.ts'
import type { Authenticator, AuthenticatorOptions, Fault } from './authenticator.ts'
import type { Answer, TestHouse } from './house.ts'

/** Somebody with an authenticator at the door of a test house. */
export const passkeyHolder = (house: TestHouse, options: Partial<AuthenticatorOptions> = {}) => {
  const authenticator = createAuthenticator({ ...relyingPartyOf(house.kernel.publicUrl), ...options })
  const optionsOf = ({ body }: Answer): unknown => body['options']
  return {
    authenticator,
    /** Adds a passkey to the account of a session. */
    register: async (cookie: string, fault: Fault = {}, name = 'Sleutelbos'): Promise<Answer> => {
      const asked = await house.call(passkeyOptions, { cookie, body: {} })
      if (asked.status !== 200) return asked
      return house.call(addPasskey, { cookie, body: { name, answer: await authenticator.create(optionsOf(asked), fault) } })
    },
    signIn: async (fault: Fault = {}, by: Authenticator = authenticator): Promise<Answer> => {
      const asked = await house.call(passkeySignInOptions, { body: {} })
      return house.call(signInWithPasskey, { body: { answer: await by.get(optionsOf(asked), fault) } })
    },
    /** Shows the passkey again within a session. */
    stepUp: async (cookie: string, fault: Fault = {}): Promise<Answer> => {
      const { body } = await house.call(stepUpWays, { cookie, body: {} })
      return house.call(stepUp, { cookie, body: { way: 'passkey', answer: await authenticator.get(body['passkey'], fault) } })
    },
  }
}
