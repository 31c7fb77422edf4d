import { getInstance } from '#contract/endpoints/instance.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'

/** What the screens say about the recording that runs in a demo, and who may try it. */
export type DemoState = {
  readonly shifted: boolean
  /** Wall-clock time of the recording, HH:MM. */
  readonly recordedTime: string
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly password: string }[]
}

export const instanceRoutes = ({ config }: Kernel, demo?: () => DemoState): Route[] => [
  route(getInstance, async () => {
    const state = demo?.()
    return {
      operator: { name: config.OPERATOR_NAME, contact: config.OPERATOR_CONTACT },
      signUp: config.SIGN_UP,
      demo:
        state === undefined
          ? null
          : { shifted: state.shifted, recordedTime: state.recordedTime, accounts: state.accounts.map((account) => ({ ...account })) },
    }
  }),
]
