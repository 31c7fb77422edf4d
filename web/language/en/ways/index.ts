import { link } from './link.ts'
import { policy } from './policy.ts'
import { proof } from './proof.ts'
import { secure } from './secure.ts'
import { security } from './security.ts'

/** As in Dutch. */
export const words = { link, policy, proof, secure, security }
