import type { DataRequest } from '#contract/endpoints/my-data.ts'
import { useRightsWords } from '../../language/language.ts'
import { useNow } from '../workspace/useNow.ts'
import { Standing } from '../../ui/Standing.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNames } from './useNames.ts'

type Props = {
  readonly request: DataRequest
  /** Who it is about, where more than one can be. */
  readonly name?: string
  readonly own: boolean
}

const glyphs = { done: 'in-force', failed: 'broken', refused: 'broken', postponed: 'at-risk', late: 'at-risk', waiting: 'waits', working: 'waits' } as const

/** A request: what was asked, by whom, when it is due, and how far it is. */
export function RequestLine({ request, name, own }: Props) {
  const { t } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const { kind, askedBy, askedAt, dueAt, state, doneAt, reason, progressPct } = request
  const nowMs = useNow(null, 60_000)
  const open = doneAt === null
  const late = open && Date.parse(dueAt) < nowMs
  const due = late ? t('data.requestLate', { day: clock.dateWithYear(dueAt) }) : t('data.requestDue', { day: clock.date(dueAt) })
  return (
    <>
      <div>
        <strong>{[name, named('requestKind', kind)].filter(Boolean).join(', ')}</strong>
        <small>
          {t('data.requestAsked', { day: clock.date(askedAt), time: clock.time(askedAt) })} {t(own ? `data.requestBy.${askedBy}` : `data.requestByThem.${askedBy}`)}
        </small>
        {reason !== null && <small>{t(`data.requestReason.${reason}` as 'data.requestReason.last_privacy_officer', { defaultValue: reason })}</small>}
      </div>
      <div className="request-state">
        <Standing look={glyphs[late ? 'late' : state]}>
          {named('requestState', state)}{state === 'working' && progressPct > 0 && progressPct < 100 && <>, <span className="tab">{progressPct}%</span></>}
        </Standing>
        <small>{doneAt === null ? due : t('data.requestDone', { day: clock.date(doneAt) })}</small>
      </div>
    </>
  )
}
