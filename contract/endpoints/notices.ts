import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { BookingId, NoticeId, RequestId } from '../ids.ts'
import { Instant } from '../values.ts'

const own = {
  access: { permission: 'manage_own_account' },
  purpose: 'booking',
  agreement: 'required',
  tag: 'Notices',
} as const

export const Notice = z.object({
  id: NoticeId,
  at: Instant,
  kind: z.enum([
    'check_in_reminder',
    'booking_released',
    'export_ready',
    'data_corrected',
    'data_restricted',
    'restriction_lifted',
    'data_exported',
    'erasure_postponed',
    'agreement_ends',
    'support_asked',
    'support_necessary',
    'support_looked',
    'break_glass_used',
    'domain_missing',
    'domain_lapsed',
    'review_asked',
    'review_week',
    'review_day',
    'review_at_risk',
    'right_lapsed',
  ]),
  /** Of the first two kinds; null with what follows when it is about something else. */
  bookingId: BookingId.nullable(),
  workspaceName: z.string().nullable(),
  from: Instant.nullable(),
  to: Instant.nullable(),
  timeZone: z.string().nullable(),
  /** The request about one's data that it is about. */
  requestId: RequestId.nullable(),
  readAt: Instant.nullable(),
})

export const listNotices = endpoint({
  id: 'listNotices',
  method: 'GET',
  path: '/notices',
  summary: 'What I was told lately',
  ...own,
  success: { status: 200, body: z.object({ notices: z.array(Notice) }) },
})

export const readNotice = endpoint({
  id: 'readNotice',
  method: 'PUT',
  path: '/notices/{noticeId}/read',
  summary: 'Mark a notice as read',
  ...own,
  params: z.object({ noticeId: NoticeId }),
  success: { status: 204, body: null },
})
