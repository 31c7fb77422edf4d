import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { listKeeping, runKeeping, setKeeping, type KeepingRuleState } from '#contract/endpoints/keeping.ts'
import { keepingRules } from '#contract/keeping.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { formatCount } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { Standing } from '../../ui/Standing.tsx'
import { useClock } from '../../language/useClock.ts'
import { Backups } from './Backups.tsx'
import { DeskFrame } from './DeskFrame.tsx'

type Rule = z.infer<typeof KeepingRuleState>

/** Keeping periods: how long, what was due, what was done, what is late; and the back-ups, of which the same is promised. */
export function Keeping() {
  const { t } = useRightsWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const maySee = useMay('see_keeping')
  const maySet = useMay('set_keeping')
  const run = useSend(runKeeping)
  const keeping = useCall(listKeeping, {}, { enabled: maySee, refetchInterval: run.data === undefined ? 60_000 : 3_000 })
  const { data, error } = keeping
  return (
    <DeskFrame here="keeping" lead={t('desk.keepingLead')}>
      <section>
        {data === undefined && (error === null ? <LoadingLines lines={9} /> : <ErrorNote error={error} onRetry={() => void keeping.refetch()} />)}
        {data !== undefined && (
          <>
            <div className="keeping">
              <div className="keeping-head" aria-hidden="true">
                {(['keepingRule', 'keepingDays', 'keepingDue', 'keepingDone', 'keepingState'] as const).map((word) => <span key={word}>{t(`desk.${word}`)}</span>)}
              </div>
              <ul className="lines">{data.rules.map((rule) => <RuleLine key={rule.rule} rule={rule} maySet={maySet} />)}</ul>
            </div>
            {run.error !== null && <ErrorNote error={run.error} />}
            <div className="row wrap keeping-run">
              <p className="soft">{t('desk.keepingNext', { day: clock.dateLong(data.nextRunAt), time: clock.time(data.nextRunAt) })}</p>
              {maySet && (
                <Button
                  busy={run.isPending}
                  onClick={() => run.send({}, {
                    done: async () => {
                      tell(t('desk.keepingStarted'))
                      await queries.invalidateQueries({ queryKey: keyOf(listKeeping) })
                    },
                  })}
                >
                  {t('desk.keepingNow')}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
      <Backups />
    </DeskFrame>
  )
}

function RuleLine({ rule, maySet }: { readonly rule: Rule; readonly maySet: boolean }) {
  const { t, language } = useRightsWords()
  const clock = useClock()
  const [edits, setEdits] = useState(false)
  // In the language that is shown here; the server speaks that of the account.
  const { name, from } = { name: keepingRules[rule.rule].name[language], from: keepingRules[rule.rule].from[language] }
  const { days, mostDays, leastDays, dueRows, heldRows, late, lastRun } = rule
  const count = (rows: number) => ({ count: rows, rows: formatCount(language, rows) })
  const inDays = (number: number) => (number === 0 ? t('desk.atOnce') : t('desk.days', { count: number }))
  const failed = lastRun?.failure != null
  return (
    <li className={late || failed ? 'rule asks' : 'rule'}>
      <div className="rule-line">
        <p className="what"><strong>{name}</strong><small>{t('desk.keepingFrom', { from })}</small></p>
        <p className="stays">
          <span className="tab">{inDays(days)}</span>
          {days < mostDays && <small>{t('desk.most', { days: inDays(mostDays) })}</small>}
          {maySet && leastDays < mostDays && !edits && (
            <Button look="plain" size="small" aria-label={t('desk.keepingChangeOf', { rule: name })} onClick={() => setEdits(true)}>{t('desk.keepingChange')}</Button>
          )}
        </p>
        <p data-label={t('desk.keepingDue')}>
          <span className="tab">{dueRows === 0 ? t('desk.nothingDue') : t('desk.dueRows', count(dueRows))}</span>
          {heldRows > 0 && <small>{t('desk.heldRows', count(heldRows))}</small>}
        </p>
        <p data-label={t('desk.keepingDone')}>
          {lastRun === null ? <span className="soft">{t('desk.never')}</span> : (
            <>
              <span className="tab">{t('desk.runAt', { day: clock.date(lastRun.at), time: clock.time(lastRun.at) })}</span>
              <small>
                {lastRun.failure !== null ? t('desk.runFailed', { failure: lastRun.failure })
                  : lastRun.finishedAt === null ? t('desk.runRunning') : t('desk.runRows', count(lastRun.rows))}
              </small>
            </>
          )}
        </p>
        <p data-label={t('desk.keepingState')}><Standing look={late ? 'broken' : failed ? 'at-risk' : 'in-force'}>{t(late ? 'desk.late' : 'desk.inTime')}</Standing></p>
      </div>
      {edits && <Shorten rule={rule} onDone={() => setEdits(false)} />}
    </li>
  )
}

function Shorten({ rule: { rule, days, leastDays, mostDays }, onDone }: { readonly rule: Rule; readonly onDone: () => void }) {
  const { t, app } = useRightsWords()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(setKeeping)
  const [typed, setTyped] = useState(String(days))
  const [wrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const bounds = t('desk.keepingBounds', { least: leastDays, most: mostDays })
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = Number(typed)
    const fine = typed.trim() !== '' && Number.isInteger(wanted) && wanted >= leastDays && wanted <= mostDays
    setWrong(!fine)
    if (!fine) return
    act.send({ params: { rule }, body: { days: wanted } }, {
      done: async () => {
        tell(t('desk.keepingSaved'))
        await queries.invalidateQueries({ queryKey: keyOf(listKeeping) })
        onDone()
      },
    })
  }
  return (
    <form onSubmit={send} noValidate className="shorten">
      <Field
        label={t('desk.keepingNewDays')} type="number" inputMode="numeric" min={leastDays} max={mostDays} ref={field} value={typed} wrong={wrong ? bounds : null} hint={wrong ? undefined : bounds}
        onChange={(event) => setTyped(event.target.value)}
      />
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="row wrap">
        <Button look="fill" submit busy={act.isPending}>{t('desk.keepingSave')}</Button>
        <Button onClick={onDone}>{app('parts.cancel')}</Button>
      </div>
    </form>
  )
}
