import type { Review } from '#contract/endpoints/reviews.ts'
import { useControlWords } from '../../../language/language.ts'

const order = ['confirmed', 'takenAway', 'lapsed', 'atRisk', 'gone', 'open'] as const

/** How far a review is: a bar, and the same in figures. */
export function ReviewCounts({ counts }: { readonly counts: Review['counts'] }) {
  const { t } = useControlWords()
  const total = order.reduce((sum, key) => sum + counts[key], 0)
  const done = total - counts.open
  return (
    <div className="review-counts">
      <progress max={Math.max(1, total)} value={done} aria-label={t('reviews.progress', { done, total })} />
      <p className="small"><span className="tab strong">{t('reviews.progress', { done, total })}</span></p>
      <ul className="row wrap small soft">
        {order.filter((key) => key !== 'open' && counts[key] > 0).map((key) => <li key={key}><b className="tab">{counts[key]}</b> {t(`reviews.counts.${key}`)}</li>)}
      </ul>
    </div>
  )
}
