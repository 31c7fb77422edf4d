import type { Result } from '#contract/endpoint.ts'
import type { discoverSignIn } from '#contract/endpoints/sign-in-ways.ts'

export type Typed = { readonly email: string; readonly password: string }
export type Discovery = Result<typeof discoverSignIn>

/** What is offered when it cannot be found out: nobody stays outside for that. */
export const passwordOrPasskey: Discovery = { password: true, passkey: true, link: false, providers: [] }

/** What any mail system takes for an address, roughly; the server judges it in earnest. */
export const looksLikeEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text.trim())
