import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { answerReview, getReview, listReviews, type ReviewItem } from '#contract/endpoints/reviews.ts'
import type { ReviewId, ReviewItemId } from '#contract/ids.ts'
import { call } from '../../../client/call.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { keyOf } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { SegmentedChoice } from '../../../ui/choices.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import { DueWord } from './ControlReviews.tsx'
import { ReviewCounts } from './ReviewCounts.tsx'
import { ReviewLine } from './ReviewLine.tsx'
import './reviews.css'
import { usePeopleChanged } from '../usePeopleChanged.ts'

const pageSize = 500

/** One review: what waits for me, line by line, a key for each answer; and after its end, what came of it. */
export function ControlReview() {
  const { t } = useControlWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const changed = usePeopleChanged()
  const { reviewId } = useParams({ strict: false }) as { reviewId: ReviewId }
  const sees = mayAnywhere(useSession(), 'see_rights')
  const [which, setWhich] = useState<'mine' | 'all' | null>(null)
  /** What I answered here stays in its place, so that the eye and the focus do too. */
  const [answered, setAnswered] = useState<ReadonlyMap<ReviewItemId, ReviewItem['state']>>(new Map())
  const answer = useSend(answerReview)
  const pages = useInfiniteQuery({
    queryKey: [getReview.id, reviewId],
    queryFn: ({ pageParam, signal }) =>
      call(getReview, { params: { reviewId }, query: { limit: pageSize, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as ReviewItemId | null,
    getNextPageParam: (last) => last.next,
    enabled: sees,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])

  const review = answer.data ?? pages.data?.pages[0]?.review
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const stateOf = (item: ReviewItem) => answered.get(item.id) ?? item.state
  const isOver = review?.closedAt != null
  const shown = isOver ? 'all' : which ?? ((review?.mine ?? 0) > 0 || answered.size > 0 ? 'mine' : 'all')
  const isMine = (item: ReviewItem) => item.mine && (item.state === 'open' || item.state === 'at_risk')
  const isEmployee = (item: ReviewItem) => item.kind === 'role' && item.role === 'employee' && item.state === 'open'
  const employees = items.filter((item) => isEmployee(item) && isMine(item) && stateOf(item) === 'open')
  const lines = items.filter((item) => (shown === 'all' ? !(isEmployee(item) && !isOver) : isMine(item) && !isEmployee(item)))
  const remember = (ids: readonly ReviewItemId[], state: ReviewItem['state']) =>
    setAnswered((before) => new Map([...before, ...ids.map((id) => [id, state] as const)]))
  const after = () => {
    void queries.invalidateQueries({ queryKey: keyOf(listReviews) })
    void changed()
  }
  const say = (item: ReviewItem, verdict: 'confirm' | 'take_away') => answer.send({ params: { reviewId }, body: { answers: [{ itemId: item.id, verdict }] } }, {
    done: () => {
      remember([item.id], verdict === 'confirm' ? 'confirmed' : 'taken_away')
      after()
    },
  })
  const confirmEmployees = () => answer.send({ params: { reviewId }, body: { employees: 'confirm' } }, {
    done: () => {
      remember(employees.map(({ id }) => id), 'confirmed')
      tell(t('reviews.confirmedAll'))
      after()
    },
  })
  const gone = pages.error instanceof ApiProblem && pages.error.status === 404
  return (
    <ControlFrame
      here="reviews" title={review === undefined ? t('frame.section.reviews') : t('reviews.title', { date: clock.dateWithYear(review.startedAt) })}
      lead={isOver ? t('reviews.closedOn', { date: clock.dateWithYear(review.closedAt ?? '') }) : t('reviews.reviewLead')}
      back={{ to: '/control/reviews', label: t('frame.section.reviews') }}
    >
      {pages.data === undefined && sees && <section>{pages.error === null ? <LoadingLines lines={8} /> : gone ? <EmptyState title={t('reviews.none')} /> : <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}</section>}
      {review !== undefined && (
        <>
          <section className="review-head">
            <ReviewCounts counts={review.counts} />
            {!isOver && <DueWord dueAt={review.dueAt} />}
          </section>
          <section>
            {!isOver && (
              <SegmentedChoice label={t('reviews.which')} value={shown} onChange={setWhich} options={[{ value: 'mine', label: t('reviews.mineOnly') }, { value: 'all', label: t('reviews.all') }]} />
            )}
            {answer.error !== null && <ErrorNote error={answer.error} />}
            {shown === 'mine' && lines.length === 0 && employees.length === 0 && pages.data !== undefined && <EmptyState title={t('reviews.doneTitle')}>{t('reviews.doneText')}</EmptyState>}
            {shown === 'mine' && lines.length > 0 && <p className="small soft keys">{t('reviews.keys')}</p>}
            {shown === 'mine' && employees.length > 0 && (
              <div className="confirm-all"><Button busy={answer.isPending} onClick={confirmEmployees}>{t('reviews.confirmAll', { count: employees.length })}</Button></div>
            )}
            <ul className="lines review-lines">
              {lines.map((item) => (
                <ReviewLine key={item.id} item={item} state={stateOf(item)} busy={answer.isPending} onAnswer={!isOver && item.mine ? (verdict) => say(item, verdict) : null} />
              ))}
            </ul>
            {isError && pages.data !== undefined && <ErrorNote error={pages.error} onRetry={() => void fetchNextPage()} />}
          </section>
        </>
      )}
    </ControlFrame>
  )
}
