import * as endpoints from '#contract/endpoints/notices.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import { markRead, readNotices } from './store.ts'

const mostListed = 50

export const routes = (): Route[] => [
  route(endpoints.listNotices, async ({ tx, principal }) => ({ notices: await readNotices(tx, principal.person, mostListed) })),
  route(endpoints.readNotice, ({ tx, principal, params }) => markRead(tx, principal.person, params.noticeId)),
]
