import type { EndpointSpec, Result } from '#contract/endpoint.ts'
import type { Input } from './call.ts'
import { useAct } from './queries.ts'

type Afterwards<Answer> = {
  readonly done?: (answer: Answer) => void | Promise<void>
  readonly refused?: (error: Error) => void | Promise<void>
  /** After either. */
  readonly ended?: () => void
}

/** Calls an endpoint that changes something, and goes on with the answer, also when the screen is left meanwhile. */
export function useSend<Spec extends EndpointSpec>(spec: Spec) {
  const { mutateAsync, data, error, isPending, reset } = useAct(spec)
  const send = (input: Input<Spec>, { done, refused, ended }: Afterwards<Result<Spec>> = {}) => {
    const go = async () => {
      try {
        return { answer: await mutateAsync(input) }
      } catch (problem) {
        // It stands in `error` as well, for the screen to show.
        await refused?.(problem instanceof Error ? problem : new Error(String(problem)))
        return null
      }
    }
    const whole = async () => {
      const got = await go()
      if (got !== null) await done?.(got.answer)
      ended?.()
    }
    void whole()
  }
  return { send, data, error, isPending, reset }
}
