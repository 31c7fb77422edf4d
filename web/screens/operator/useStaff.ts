import { useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { getStaffSession, staffStepUp, staffStepUpOptions, type StaffSession } from '#contract/endpoints/operator-sign-in.ts'
import { call } from '../../client/call.ts'
import { askPasskey, PasskeyFailed } from '../../client/passkey.ts'
import { keyOf } from '../../client/queries.ts'
import { provesAgain } from '../../client/step-up.ts'
import { useOperatorWords } from '../../language/language.ts'

/** Who of the operator is signed in here, put there by the frame of the desk. */
export const StaffContext = createContext<StaffSession | null>(null)

export function useStaff(): StaffSession {
  const session = useContext(StaffContext)
  if (session === null) throw new Error('useStaff stands outside the desk')
  return session
}

/** A dangerous act of the desk asks for the hardware key, and for nothing else; it then goes on by itself. */
export function useProvesWithKey(): void {
  useEffect(() => provesAgain(async () => {
    try {
      const { options } = await call(staffStepUpOptions)
      await call(staffStepUp, { body: { answer: await askPasskey(options) } })
      return true
    } catch {
      return false
    }
  }), [])
}

/** Something that takes the key: what is wrong with it in words, or the refusal of the service. */
export function useKeyAct() {
  const { t } = useOperatorWords()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    const go = async () => {
      try {
        await work()
      } catch (problem) {
        setError(problem)
      }
      setBusy(false)
    }
    void go()
  }, [])
  const trouble = error instanceof PasskeyFailed ? t(`enter.${error.trouble}`) : null
  return { run, busy, trouble, error: trouble === null ? error : null }
}

/** After a sign-in or a signature: asks anew who one is. */
export function useEnterDesk() {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: keyOf(getStaffSession) }), [queries])
}
