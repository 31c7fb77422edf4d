import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { getReviewSettings, listReviews, setReviewSettings, startReview, type Review } from '#contract/endpoints/reviews.ts'
import { keyOf, useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { mayAnywhere, useMay, useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { SegmentedChoice } from '../../../ui/choices.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { Standing } from '../../../ui/Standing.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { useNow } from '../../workspace/useNow.ts'
import { ControlFrame } from '../ControlFrame.tsx'
import { ReviewCounts } from './ReviewCounts.tsx'
import './reviews.css'

/** Access reviews: the one that runs, the ones that were, how often, and starting one now (G6.2g). */
export function ControlReviews() {
  const { t } = useControlWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mayDecide = useMay('review_rights')
  const sees = mayAnywhere(useSession(), 'see_rights')
  const reviews = useCall(listReviews, {}, { enabled: sees })
  const settings = useCall(getReviewSettings, {}, { enabled: sees })
  const start = useSend(startReview)
  const [asks, setAsks] = useState(false)
  const running = reviews.data?.reviews.filter(({ closedAt }) => closedAt === null) ?? []
  const past = reviews.data?.reviews.filter(({ closedAt }) => closedAt !== null) ?? []
  const begin = () => {
    setAsks(false)
    start.send({}, {
      done: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: keyOf(listReviews) })
        await queries.invalidateQueries({ queryKey: keyOf(getReviewSettings) })
        void navigate({ to: '/control/reviews/$reviewId', params: { reviewId: id } })
      },
    })
  }
  return (
    <ControlFrame
      here="reviews" title={t('frame.section.reviews')} lead={<>{t('reviews.lead')} <span className="mark-id">G6.2g</span></>}
      acts={mayDecide && reviews.data !== undefined && running.length === 0 && <Button busy={start.isPending} onClick={() => setAsks(true)}>{t('reviews.start')}</Button>}
    >
      {start.error !== null && <section><ErrorNote error={start.error} /></section>}
      {reviews.data === undefined && <section>{reviews.error === null ? <LoadingLines lines={6} /> : <ErrorNote error={reviews.error} onRetry={() => void reviews.refetch()} />}</section>}
      {running.map((one) => <Running key={one.id} review={one} />)}
      {settings.data !== undefined && (
        <section className="schedule">
          <h2>{t('reviews.schedule')}</h2>
          <Schedule settings={settings.data} mayDecide={mayDecide} />
        </section>
      )}
      {reviews.data !== undefined && (
        <section className="few">
          <h2>{t('reviews.past')}</h2>
          {past.length === 0 && <p className="soft">{t('reviews.none')}</p>}
          <ul className="lines">{past.map((one) => <li key={one.id}><PastLine review={one} /></li>)}</ul>
        </section>
      )}
      <ConfirmDialog open={asks} title={t('reviews.startTitle')} confirm={t('reviews.start')} onCancel={() => setAsks(false)} onConfirm={begin}>
        <p>{t('reviews.startText', { days: settings.data?.answerDays ?? '' })}</p>
      </ConfirmDialog>
    </ControlFrame>
  )
}

function Running({ review }: { readonly review: Review }) {
  const { t } = useControlWords()
  const clock = useClock()
  const others = review.counts.open - review.mine
  return (
    <section>
      <h2>{t('reviews.running')}</h2>
      <div className="running">
        <div>
          <p className="strong">{review.mine > 0 ? t('reviews.forYou', { count: review.mine }) : review.counts.open === 0 ? t('reviews.allDone') : t('reviews.doneTitle')}</p>
          <p className="small soft">
            {[t('reviews.startedOn', { date: clock.date(review.startedAt) }), review.startedBy === null ? t('reviews.byItself') : t('reviews.by', { name: review.startedBy.name }), others > 0 ? t('reviews.forOthers', { count: others }) : null]
              .filter(Boolean).join(', ')}
          </p>
          <DueWord dueAt={review.dueAt} />
        </div>
        <Link to="/control/reviews/$reviewId" params={{ reviewId: review.id }} className={review.mine > 0 ? 'btn fill' : 'btn'}>{t('reviews.open')}</Link>
      </div>
      <ReviewCounts counts={review.counts} />
    </section>
  )
}

const dayMs = 86_400_000

/** When what is not confirmed lapses, and how long that still is. */
export function DueWord({ dueAt }: { readonly dueAt: string }) {
  const { t } = useControlWords()
  const clock = useClock()
  const nowMs = useNow(null, 60_000)
  const days = Math.max(0, Math.ceil((Date.parse(dueAt) - nowMs) / dayMs))
  return <Standing look={days <= 7 ? 'at-risk' : 'waits'}>{t('reviews.dueOn', { date: clock.dateLong(dueAt) })}, {t('reviews.leftDays', { count: days })}</Standing>
}

function PastLine({ review }: { readonly review: Review }) {
  const { t } = useControlWords()
  const clock = useClock()
  const { closedAt, counts } = review
  return (
    <Link to="/control/reviews/$reviewId" params={{ reviewId: review.id }} className="way">
      <span>
        <strong>{t('reviews.closedOn', { date: clock.dateWithYear(closedAt ?? review.dueAt) })}</strong>
        <small>{(['confirmed', 'takenAway', 'lapsed', 'atRisk'] as const).filter((key) => counts[key] > 0).map((key) => `${counts[key]} ${t(`reviews.counts.${key}`)}`).join(', ') || t('reviews.emptyText')}</small>
      </span>
      <Icon name="onward" size={16} />
    </Link>
  )
}

type ScheduleProps = { readonly settings: { readonly everyMonths: 3 | 6 | 12; readonly nextAt: string }; readonly mayDecide: boolean }

function Schedule({ settings, mayDecide }: ScheduleProps) {
  const { t } = useControlWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const save = useSend(setReviewSettings)
  const choose = (months: '3' | '6' | '12') => save.send({ body: { everyMonths: Number(months) as 3 | 6 | 12 } }, {
    done: async () => {
      tell(t('reviews.saved'))
      await queries.invalidateQueries({ queryKey: keyOf(getReviewSettings) })
    },
  })
  return (
    <div className="stack">
      {mayDecide ? (
        <SegmentedChoice
          label={t('reviews.schedule')} value={`${settings.everyMonths}`} onChange={choose}
          options={(['3', '6', '12'] as const).map((value) => ({ value, label: t('reviews.every', { count: Number(value) }) }))}
        />
      ) : <p>{t('reviews.every', { count: settings.everyMonths })}</p>}
      <p className="soft">{t('reviews.scheduleText')} {t('reviews.next', { date: clock.dateWithYear(settings.nextAt) })}</p>
      {save.error !== null && <ErrorNote error={save.error} />}
    </div>
  )
}
