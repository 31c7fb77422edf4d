import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { approvalKinds, economicArea } from '#contract/approvals.ts'
import { approveIntegration, getResponsibilityText, listApprovals } from '#contract/endpoints/integrations.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { endOfDay, linesOf } from './days.ts'
import './integrations.css'
import { noDraft, type Draft } from './draft.ts'
import { HowLong, Sign, What, Who } from './steps.tsx'

const steps = ['who', 'what', 'howLong', 'sign'] as const

const isOutside = (country: string) => country !== '' && !economicArea.includes(country)

/** What is missing before one may go on; null: nothing. */
const missing = (step: number, { name, contact, country, ground, scope }: Draft): 'needsName' | 'needsScope' | null => {
  if (step === 0 && (name.trim() === '' || contact.trim().length < 3 || country === '' || (isOutside(country) && ground === null))) return 'needsName'
  if (step === 1 && (scope.purposes.length === 0 || scope.categories.length === 0)) return 'needsScope'
  return null
}

/** The customer lets a third party in, in writing: who, what for, until when, and that it answers for it (G5.3, G4.2). */
export function Approve() {
  const { t, language } = useControlWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const tell = useTell()
  const [step, setStep] = useState(0)
  const [draft, setDraft] = useState(noDraft)
  const [lacking, setLacking] = useState<ReturnType<typeof missing>>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const act = useSend(approveIntegration)
  const text = useCall(getResponsibilityText, { query: { language } }, { enabled: useMay('see_integrations') })
  useEffect(() => {
    if (step > 0) heading.current?.focus()
  }, [step])

  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const sign = () => {
    if (text.data === undefined || !draft.accepted) return
    const { version, textHash } = text.data
    act.send(
      {
        body: {
          kind: draft.kind,
          party: { name: draft.name, contact: draft.contact, country: draft.country, transferGround: isOutside(draft.country) ? draft.ground : null },
          purposes: [...draft.scope.purposes],
          categories: [...draft.scope.categories],
          addresses: linesOf(draft.addresses),
          endsAt: endOfDay(draft.lastDay),
          responsibility: { version, language, textHash, accepted: true },
        },
      },
      {
        done: async ({ id, party }) => {
          tell(t('integrations.signed', { party: party.name }))
          await queries.invalidateQueries({ queryKey: keyOf(listApprovals) })
          await navigate({ to: '/organisation/integrations/$approvalId', params: { approvalId: id } })
        },
      },
    )
  }
  const goOn = (event: SubmitEvent) => {
    event.preventDefault()
    const what = missing(step, draft)
    setLacking(what)
    if (what !== null) return
    if (step === steps.length - 1) sign()
    else setStep(step + 1)
  }
  const kind = approvalKinds[draft.kind]
  return (
    <ControlFrame here="integrations" title={t('integrations.approve')} back={{ to: '/organisation/integrations', label: t('integrations.title') }}>
      <section>
        <form className="control-form" onSubmit={goOn} noValidate>
          <p className="small soft">{t('integrations.step', { now: step + 1, all: steps.length })}</p>
          <h2 ref={heading} tabIndex={-1}>{t(`integrations.${steps[step] ?? 'who'}`)}</h2>
          {step === 0 && <Who draft={draft} outside={isOutside(draft.country)} onChange={set} />}
          {step === 1 && <What draft={draft} possible={kind} onChange={set} />}
          {step === 2 && <HowLong draft={draft} onChange={set} />}
          {step === 3 && <Sign draft={draft} text={text.data} onChange={set} />}
          {lacking !== null && <p className="wrong" role="alert">{t(`integrations.${lacking}`)}</p>}
          {(act.error ?? text.error) !== null && <ErrorNote error={act.error ?? text.error} />}
          <div className="row wrap">
            {step > 0 && <Button onClick={() => setStep(step - 1)}>{t('integrations.before')}</Button>}
            <Button look="fill" submit busy={act.isPending} disabled={step === 3 && !draft.accepted}>
              {step === 3 ? t('integrations.signDo', { party: draft.name }) : t('integrations.next')}
            </Button>
          </div>
        </form>
      </section>
    </ControlFrame>
  )
}
