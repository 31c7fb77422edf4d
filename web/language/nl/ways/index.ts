import { link } from './link.ts'
import { policy } from './policy.ts'
import { proof } from './proof.ts'
import { secure } from './secure.ts'
import { security } from './security.ts'

/** Words of the ways of signing in beyond the sign-in itself: links, first security, mine, the organisation's, and the question who one is. */
export const words = { link, policy, proof, secure, security }
