import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { getInstance } from '#contract/endpoints/instance.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { useEntrance } from '../../shell/useEntrance.ts'
import { AskWho } from './AskWho.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { LinkMailed } from './LinkMailed.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { passwordOrPasskey, type Discovery, type Typed } from './typed.ts'
import { usePasskey } from './usePasskey.ts'
import { usePassword } from './usePassword.ts'
import { Ways } from './Ways.tsx'
import { WhichOrganisation } from './WhichOrganisation.tsx'

/** `who`: an address, or a passkey, which needs none. `ways`: what that address can sign in with. `mailed`: a link was asked for. */
type Step = { readonly at: 'who' } | { readonly at: 'ways'; readonly ways: Discovery } | { readonly at: 'mailed' }

export function SignIn() {
  const { t } = useWords()
  const { back } = useSearch({ from: '/sign-in' })
  const instance = useCall(getInstance, {}, { staleTime: Infinity })
  const { entering, goIn } = useEntrance(back)
  const [step, setStep] = useState<Step>({ at: 'who' })
  const [typed, setTyped] = useState<Typed>({ email: '', password: '' })
  const password = usePassword(typed, goIn)
  const passkey = usePasskey(goIn, step.at === 'who')

  const startAnew = () => {
    password.forget()
    passkey.forget()
    setTyped(({ email }) => ({ email, password: '' }))
    setStep({ at: 'who' })
  }
  const asDemo = (account: Typed) => {
    password.forget()
    passkey.forget()
    setTyped(account)
    setStep({ at: 'ways', ways: passwordOrPasskey })
  }

  const { organisations, secondFactor } = password
  const asks = secondFactor !== undefined || organisations !== undefined
  const operator = instance.data?.operator.name
  const demo = instance.data?.demo ?? null
  return (
    <DoorFrame
      low={asks || step.at !== 'who'}
      footer={(
        <>
          {instance.data?.signUp === 'open' && <p>{t('access.noOrganisation')} <Link to="/sign-up">{t('access.signUp')}</Link></p>}
          <p>{t('access.kept')}</p>
          {operator !== undefined && <p>{t('access.operator', { name: operator })}</p>}
        </>
      )}
    >
      {secondFactor !== undefined ? <SecondFactor asked={secondFactor} entering={entering} onIn={goIn} onExpired={startAnew} />
        : organisations !== undefined ? <WhichOrganisation {...password} organisations={organisations} entering={entering} onBack={startAnew} />
        : step.at === 'mailed' ? <LinkMailed email={typed.email} onBack={startAnew} />
        : step.at === 'ways' ? (
          <Ways
            typed={typed} ways={step.ways} password={password} passkey={passkey} entering={entering} onType={setTyped} onBack={startAnew}
            onMailed={() => setStep({ at: 'mailed' })}
          />
        ) : (
          <AskWho
            typed={typed} passkey={passkey} entering={entering} expired={password.error instanceof ApiProblem ? password.error : null}
            onType={setTyped} onFound={(ways) => setStep({ at: 'ways', ways })}
          />
        )}
      {demo !== null && step.at === 'who' && !asks && <DemoAccounts demo={demo} onChoose={asDemo} />}
    </DoorFrame>
  )
}
