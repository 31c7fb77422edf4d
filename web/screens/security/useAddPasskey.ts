import { useState } from 'react'
import type { z } from 'zod'
import { addPasskey, passkeyOptions, type Passkey } from '#contract/endpoints/sign-in-ways.ts'
import { call } from '../../client/call.ts'
import { makePasskey } from '../../client/passkey.ts'
import { usePasskeyName } from './usePasskeyName.ts'

/** Makes a passkey and adds it to the account under a first name. */
export function useAddPasskey(done: (added: z.infer<typeof Passkey>) => void | Promise<void>) {
  const nameOf = usePasskeyName()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const add = async (taken: readonly string[]) => {
    setBusy(true)
    setError(null)
    try {
      const answer = await makePasskey((await call(passkeyOptions)).options)
      await done(await call(addPasskey, { body: { name: nameOf(answer, taken), answer } }))
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return { add: (taken: readonly string[] = []) => void add(taken), busy, error }
}
