import { useState } from 'react'
import { signIn } from '#contract/endpoints/session.ts'
import type { Problem } from '#contract/errors.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWait, type Wait } from '../../ui/Attempt.tsx'
import type { Typed } from './typed.ts'

export type PasswordEntry = {
  readonly send: (organisationId?: OrganisationId) => void
  readonly error: Error | null
  readonly busy: boolean
  readonly wait: Wait
  /** Set when the same address and password open several organisations. */
  readonly organisations: Problem['organisations']
  /** Set when the password was right and more is asked. */
  readonly secondFactor: Problem['secondFactor']
  /** How often it was refused, so that the field can take the focus again. */
  readonly refusals: number
  readonly forget: () => void
}

/** Signing in with address and password, and the two questions that may follow. */
export function usePassword({ email, password }: Typed, onIn: () => Promise<void>): PasswordEntry {
  const act = useSend(signIn)
  const wait = useWait()
  const [organisations, setOrganisations] = useState<Problem['organisations']>(undefined)
  const [secondFactor, setSecondFactor] = useState<Problem['secondFactor']>(undefined)
  const [refusals, setRefusals] = useState(0)
  return {
    error: act.error, busy: act.isPending, wait, organisations, secondFactor, refusals,
    send: (organisationId) => act.send({ body: { email, password, ...(organisationId === undefined ? {} : { organisationId }) } }, {
      done: onIn,
      refused: (error) => {
        wait.see(error)
        setRefusals((before) => before + 1)
        if (!(error instanceof ApiProblem)) return
        if (error.code === 'organisation_choice_needed') setOrganisations(error.more.organisations)
        if (error.code === 'second_factor_needed') setSecondFactor(error.more.secondFactor)
      },
    }),
    forget: () => {
      setOrganisations(undefined)
      setSecondFactor(undefined)
      act.reset()
    },
  }
}
