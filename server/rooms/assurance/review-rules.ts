import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import type { LocationId, PersonId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'

/** G6.2g: granted rights are checked at least once a year. Law of the agreement: a customer may review more often, never less (G2.1). */
export const mostMonthsBetweenReviews = 12
/** Without a choice of the customer's own. */
export const usualMonthsBetweenReviews = 6
/** G6.2g, "after notice": how long those responsible have to answer, from the first notice on. */
export const daysToAnswer = 28
/** They are told again so long before the date. */
const daysBeforeSecondNotice = 7
const daysBeforeThirdNotice = 1

type Reviewer = ReviewItem['reviewer']
type About = { readonly kind: ReviewItem['kind']; readonly role: Role | null; readonly locationId: LocationId | null }

/** Before whom something is put: what is local before who manages there, what managers hold before the privacy officer, all else before the managers. */
export const reviewerOf = ({ kind, role, locationId }: About): Reviewer => {
  if (locationId !== null) return 'location_manager'
  return role === 'organisation_manager' || kind === 'break_glass' ? 'privacy_officer' : 'organisation_manager'
}

export type Answerer = { readonly person: PersonId; readonly held: readonly { readonly role: Role; readonly locationId: LocationId | null }[] }

/**
 * Whether somebody may answer. Nobody answers about themselves. A manager of the whole organisation also answers for its locations, and, in an organisation
 * where no other privacy officer could, for other managers.
 * @param officers those who hold the role of privacy officer now
 */
export const mayAnswer = (
  { person, held }: Answerer,
  item: { readonly person: PersonId | null; readonly reviewer: Reviewer; readonly locationId: LocationId | null },
  officers: readonly PersonId[],
): boolean => {
  if (item.person === person) return false
  const holds = (role: Role, at: LocationId | null = null) => held.some((own) => own.role === role && (own.locationId === null || own.locationId === at))
  const isManager = holds('organisation_manager')
  if (item.reviewer === 'location_manager') return isManager || holds('location_manager', item.locationId)
  if (item.reviewer === 'organisation_manager') return isManager
  return holds('privacy_officer') || (isManager && officers.every((officer) => officer === item.person))
}

/** Which notice is due: of an open review, by what was told last. */
export const noticeDue = (told: 'start' | 'week' | 'day', dueAt: Temporal.Instant, now: Temporal.Instant): 'week' | 'day' | null => {
  const within = (days: number) => Temporal.Instant.compare(now, dueAt.subtract({ hours: days * 24 })) >= 0
  if (told !== 'day' && within(daysBeforeThirdNotice)) return 'day'
  return told === 'start' && within(daysBeforeSecondNotice) ? 'week' : null
}

/** When the next review starts by itself: so many calendar months after the last one began (UTC), or after the organisation did. */
export const nextReview = (since: Temporal.Instant, everyMonths: number): Temporal.Instant =>
  since.toZonedDateTimeISO('UTC').add({ months: everyMonths }).toInstant()
