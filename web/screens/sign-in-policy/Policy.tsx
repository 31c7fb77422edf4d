import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { getSignInPolicy, setSignInPolicy, type SignInPolicy } from '#contract/endpoints/sign-in-policy.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/choices.tsx'
import { ErrorNote, LoadingLines, Note } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { choicesWith, saidOf } from './durations.ts'
import { Networks } from './Networks.tsx'
import './policy.css'

type PolicyNow = z.infer<typeof SignInPolicy>

/** How the organisation wants its people to sign in (G6.2a): what is proof enough, how long it holds, what its networks are called. */
export function Policy() {
  const { t } = useWaysWords()
  const { organisation } = useSession()
  const policy = useCall(getSignInPolicy, {}, { enabled: useMay('manage_sign_in') })
  return (
    <ControlFrame here="signIn" title={t('policy.title')} lead={t('policy.lead', { organisation: organisation.name })}>
      {policy.data !== undefined ? <PolicyForm key={policy.dataUpdatedAt} now={policy.data} />
        : <section>{policy.error === null ? <LoadingLines lines={9} /> : <ErrorNote error={policy.error} onRetry={() => void policy.refetch()} />}</section>}
    </ControlFrame>
  )
}

const idleMinutes = [15, 30, 60, 240, 480, 1440]
const absoluteHours = [8, 12, 24, 72, 168, 720]

/** Something that was asked for is asked for no longer, or lasts longer. */
const loosens = (now: PolicyNow, wanted: PolicyNow) =>
  (wanted.passwordAlone && !now.passwordAlone) || (now.hardwareKeys && !wanted.hardwareKeys)
  || wanted.idleMinutes > now.idleMinutes || wanted.absoluteHours > now.absoluteHours

function PolicyForm({ now }: { readonly now: PolicyNow }) {
  const { t } = useWaysWords()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(setSignInPolicy)
  const [wanted, setWanted] = useState(now)
  const set = (change: Partial<PolicyNow>) => setWanted((before) => ({ ...before, ...change }))
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    act.send({ body: wanted }, {
      done: async () => {
        tell(t('policy.saved'))
        await queries.invalidateQueries({ queryKey: keyOf(getSignInPolicy) })
      },
    })
  }
  const network = act.error instanceof ApiProblem && (act.error.code === 'network_invalid' || act.error.code === 'invalid_input')
  return (
    <form onSubmit={send} noValidate className="policy">
      <section>
        <h2>{t('policy.proof')} <span className="mark-id">G6.2a</span></h2>
        <Switch on={wanted.passwordAlone} disabled={wanted.hardwareKeys} onChange={(passwordAlone) => set({ passwordAlone })} hint={t('policy.passwordAloneText')}>{t('policy.passwordAlone')}</Switch>
        <Switch on={wanted.hardwareKeys} onChange={(hardwareKeys) => set(hardwareKeys ? { hardwareKeys, passwordAlone: false } : { hardwareKeys })} hint={t('policy.hardwareKeysText')}>{t('policy.hardwareKeys')}</Switch>
      </section>
      <section>
        <h2>{t('policy.limits')} <span className="mark-id">G6.2a</span></h2>
        <div className="limits">
          <Length label={t('policy.idle')} minutes={wanted.idleMinutes} usual={idleMinutes} onChoose={(minutes) => set({ idleMinutes: minutes })} />
          <Length label={t('policy.absolute')} minutes={wanted.absoluteHours * 60} usual={absoluteHours.map((hours) => hours * 60)} onChoose={(minutes) => set({ absoluteHours: minutes / 60 })} />
        </div>
        <p className="soft small">{t('policy.limitsText')}</p>
      </section>
      <Networks networks={wanted.networks} wrong={network} onChange={(networks) => set({ networks })} />
      <section className="save">
        {loosens(now, wanted) && <Note><p>{t('policy.loosens')}</p></Note>}
        {act.error !== null && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" submit busy={act.isPending}>{t('policy.save')}</Button>
      </section>
    </form>
  )
}

type LengthProps = { readonly label: string; readonly minutes: number; readonly usual: readonly number[]; readonly onChoose: (minutes: number) => void }

function Length({ label, minutes, usual, onChoose }: LengthProps) {
  const { t } = useWaysWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={minutes} onChange={(event) => onChoose(Number(event.target.value))}>
        {choicesWith(usual, minutes).map((one) => {
          const { unit, count } = saidOf(one)
          return <option key={one} value={one}>{t(`policy.${unit}`, { count })}</option>
        })}
      </select>
    </div>
  )
}
