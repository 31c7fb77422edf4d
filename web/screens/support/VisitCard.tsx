import { useState } from 'react'
import { allowSupportVisit, endSupportVisit, getSupportVisit, refuseSupportVisit, type SupportVisit } from '#contract/endpoints/support.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { formats } from '../../language/format.ts'
import { useControlWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** One visit: why, how long, what may be done about it, and what was looked at. */
export function VisitCard({ visit, onChange }: { readonly visit: SupportVisit; readonly onChange: () => Promise<void> }) {
  const { t, language } = useControlWords()
  const may = useMay('allow_support')
  const clock = formats(language, zone)
  const when = (at: string) => `${clock.dateLong(at)}, ${clock.time(at)}`
  const waits = visit.state === 'asked' && visit.ground === 'consent'
  const waitsForMore = visit.state === 'running' && visit.extensionMinutes !== null
  return (
    <li className={`visit ${visit.state}`}>
      <h3>{t(`support.reason.${visit.reason}`)}</h3>
      <p className="visit-state">
        <strong>{visit.state === 'asked' && visit.ground === 'necessity' ? t('support.waitsSecond') : t(`support.state.${visit.state}`)}</strong>
        {visit.state === 'running' && visit.endsAt !== null && <Countdown until={visit.endsAt} say={(time) => t('support.left', { time })} />}
        {visit.endedBy !== null && <span>{t(`support.endedBy.${visit.endedBy}`)}</span>}
      </p>
      {visit.words !== null && <p>{visit.words}</p>}
      <small>{t('support.facts', { ticket: visit.ticket, ground: t(`support.ground.${visit.ground}`), scope: t(`support.scope.${visit.scope}`) })}</small>
      <small>{t('support.asked', { when: when(visit.askedAt) })}</small>
      {may && (waits || waitsForMore) && <Answer visit={visit} more={waitsForMore} onChange={onChange} />}
      {may && (visit.state === 'running' || visit.state === 'allowed' || (visit.state === 'asked' && !waits)) && <End visit={visit} onChange={onChange} />}
      {visit.startedAt !== null && <Acts visit={visit} when={when} />}
    </li>
  )
}

const choices = ['15', '30', '60'] as const

/** Yes and no stand beside each other and take one tap each. */
function Answer({ visit, more, onChange }: { readonly visit: SupportVisit; readonly more: boolean; readonly onChange: () => Promise<void> }) {
  const { t } = useControlWords()
  const tell = useTell()
  const asked = more ? (visit.extensionMinutes ?? 15) : visit.askedMinutes
  const [minutes, setMinutes] = useState<(typeof choices)[number]>(choices.find((each) => Number(each) >= asked) ?? '60')
  const [scope, setScope] = useState<'read' | 'write'>('read')
  const yes = useSend(allowSupportVisit)
  const no = useSend(refuseSupportVisit)
  const error = yes.error ?? no.error
  const done = (said: string) => async () => {
    tell(said)
    await onChange()
  }
  const params = { visitId: visit.id }
  return (
    <div className="stack visit-answer">
      <p>{t(more ? 'support.moreMinutes' : 'support.askedMinutes', { count: asked })}</p>
      <SegmentedChoice label={t('support.minutes')} value={minutes} onChange={setMinutes} options={choices.map((value) => ({ value, label: t('support.minutesOf', { count: Number(value) }) }))} />
      {!more && visit.scope === 'write' && (
        <SegmentedChoice
          label={t('support.what')} value={scope} onChange={setScope}
          options={[{ value: 'read', label: t('support.readOnly') }, { value: 'write', label: t('support.readWrite') }]}
        />
      )}
      {error !== null && <ErrorNote error={error} />}
      <div className="visit-acts">
        <Button busy={no.isPending} onClick={() => no.send({ params }, { done: done(t('support.refused')), refused: onChange })}>{t('support.no')}</Button>
        <Button busy={yes.isPending} onClick={() => yes.send({ params, body: { minutes: Number(minutes), scope } }, { done: done(t('support.allowed')), refused: onChange })}>{t('support.yes')}</Button>
      </div>
    </div>
  )
}

function End({ visit, onChange }: { readonly visit: SupportVisit; readonly onChange: () => Promise<void> }) {
  const { t } = useControlWords()
  const tell = useTell()
  const act = useSend(endSupportVisit)
  const end = () => act.send({ params: { visitId: visit.id } }, {
    done: async () => {
      tell(t('support.ended'))
      await onChange()
    },
    refused: onChange,
  })
  return (
    <div className="visit-acts">
      {act.error !== null && <ErrorNote error={act.error} />}
      <Button warn busy={act.isPending} onClick={end}>{t('support.end')}</Button>
    </div>
  )
}

function Acts({ visit, when }: { readonly visit: SupportVisit; readonly when: (at: string) => string }) {
  const { t } = useControlWords()
  const [open, setOpen] = useState(visit.state === 'running')
  const shown = useCall(getSupportVisit, { params: { visitId: visit.id } }, { enabled: open })
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('support.acts')}</summary>
      {shown.data === undefined && (shown.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={shown.error} />)}
      {shown.data?.acts.length === 0 && <p className="soft">{t('support.actsNone')}</p>}
      <ul className="plain-list">
        {shown.data?.acts.map(({ at, what, person }) => (
          <li key={`${at} ${what} ${person?.id}`}>
            {t(`support.act.${what}` as 'support.act.support_account')}
            {person !== null && `: ${person.name ?? t('support.someone')}`}
            <small>{when(at)}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
