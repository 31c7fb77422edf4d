import type { z } from 'zod'
import type { SignInPolicy } from '#contract/endpoints/sign-in-policy.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { isRange } from './networks.ts'
import { refreshAllSessions } from './sessions.ts'
import { policyOf, setPolicy } from './store-policy.ts'

type View = z.output<typeof SignInPolicy>

/** Purpose `administration`. */
export const policyView = async (tx: Tx): Promise<View> => {
  const { passwordAlone, hardwareKeys, idleMinutes, absoluteHours, networks } = await policyOf(tx)
  return { passwordAlone, hardwareKeys, idleMinutes, absoluteHours, networks: networks.map(({ name, range }) => ({ name, range })) }
}

/**
 * Counts at once: every session of the organisation is looked at anew. Purpose `administration`.
 * @throws Refusal network_invalid
 */
export const changePolicy = async (kernel: Kernel, tx: Tx, wanted: View): Promise<View> => {
  if (!wanted.networks.every(({ range }) => isRange(range))) throw new Refusal('network_invalid')
  await setPolicy(tx, wanted)
  const { passwordAlone, hardwareKeys, idleMinutes, absoluteHours, networks } = wanted
  await trail.record(tx, {
    action: 'access.sign_in_policy_set',
    subject: { kind: 'organisation', id: tx.organisation },
    detail: {
      passwordAlone: String(passwordAlone), hardwareKeys: String(hardwareKeys), idleMinutes: String(idleMinutes), absoluteHours: String(absoluteHours),
      networks: String(networks.length),
    },
  })
  refreshAllSessions(kernel, tx)
  return policyView(tx)
}
