import { useRef, useState } from 'react'
import type { Language } from '#contract/values.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { useControlWords } from '../../../language/language.ts'

/** What is asked of everyone who is invited: name, address and language, and what is wrong with them. */
export function useInvitee() {
  const { t, app, language: shown } = useControlWords()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [language, setLanguage] = useState<Language>(shown)
  const [wrong, setWrong] = useState<{ name?: string; email?: string }>({})
  const nameField = useRef<HTMLInputElement>(null)
  const emailField = useRef<HTMLInputElement>(null)
  /** Says what is wrong, and goes there; true when nothing is. */
  const isSound = () => {
    const found = {
      ...(name.trim() === '' ? { name: app('parts.required') } : {}),
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: t('invite.emailWrong') }),
    }
    setWrong(found)
    const field = found.name !== undefined ? nameField : found.email !== undefined ? emailField : null
    field?.current?.focus()
    return field === null
  }
  const isTaken = (error: unknown) => error instanceof ApiProblem && error.code === 'email_taken'
  /** An address that is taken is told at its field. */
  const refused = (error: Error) => {
    if (!(error instanceof ApiProblem) || !isTaken(error)) return
    setWrong({ email: error.detail })
    emailField.current?.focus()
  }
  return { name, setName, email, setEmail, language, setLanguage, wrong, nameField, emailField, isSound, isTaken, refused }
}
