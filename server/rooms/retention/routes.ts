import { getErasureReceipt } from '#contract/endpoints/my-data.ts'
import * as endpoints from '#contract/endpoints/keeping.ts'
import { keepingRules } from '#contract/keeping.ts'
import { Refusal } from '#kernel/errors.ts'
import { createFewAtOnce } from '#kernel/few-at-once.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import { breaksPromise } from './deadline.ts'
import { nextNightly } from './due.ts'
import type { RuleState } from './keeping.ts'
import { readReceiptLink } from './receipt-link.ts'
import type { Retention } from './retention.ts'
import { endingRoutes } from './routes-ending.ts'
import { holdRoutes } from './routes-holds.ts'
import { erasureByLink } from './store-erasures.ts'

const shown = ({ rule, days, due, held, late, lastRun }: RuleState, language: 'nl' | 'en') => {
  const { name, from, mostDays, leastDays } = keepingRules[rule]
  return {
    rule,
    name: name[language],
    from: from[language],
    days,
    mostDays,
    leastDays,
    dueRows: due,
    heldRows: held,
    late,
    lastRun:
      lastRun === null
        ? null
        : { at: lastRun.at.toString(), finishedAt: lastRun.finishedAt?.toString() ?? null, rows: lastRun.rows, failure: lastRun.failure },
  }
}

export const routes = (kernel: Kernel, retention: Retention): Route[] => {
  // Receipts and certificates can be asked for by anybody; connections of `rights` are few.
  const fewAtOnce = createFewAtOnce({ running: 1, waiting: 100 })
  return [
    route(endpoints.listKeeping, async ({ tx, language }) => ({
      rules: (await retention.keeper.standing(tx)).map((state) => shown(state, language)),
      nextRunAt: nextNightly(tx.now).toString(),
    })),

    route(endpoints.setKeeping, async ({ tx, principal, params, body, language }) =>
      shown(await retention.keeper.shorten(tx, params.rule, body.days, principal.person), language),
    ),

    route(endpoints.runKeeping, async ({ tx }) => {
      await trail.record(tx, { action: 'retention.keeping_asked', subject: { kind: 'organisation', id: tx.organisation } })
      tx.afterCommit(() => {
        retention.keeper
          .run(tx.organisation)
          .then(() => retention.rewriter.run())
          .catch((error: unknown) => kernel.log.error({ err: error, organisation: tx.organisation }, 'what is due could not be done now; it is tried tonight'))
      })
    }),

    route(endpoints.getBackups, async () => {
      const state = await kernel.backups.state()
      return {
        kind: state.kind,
        keptDays: state.keptDays,
        newestAt: state.newest?.at.toString() ?? null,
        oldestAt: state.oldestAt?.toString() ?? null,
        promiseKept: !breaksPromise(state),
        failure: state.failure,
      }
    }),

    route(getErasureReceipt, async ({ params }) => {
      const link = readReceiptLink(params.receiptId)
      if (link === null) throw new Refusal('not_found')
      const by = { organisation: link.organisation, actor: { kind: 'system' }, purpose: 'rights' } as const
      const found = await fewAtOnce(() => kernel.inPurpose(by, (tx) => erasureByLink(tx, link.hash)))
      if (found === null) throw new Refusal('not_found')
      const { step } = found
      return { state: step === 'done' || step === 'postponed' ? step : ('working' as const), doneAt: found.doneAt?.toString() ?? null, receipt: found.receipt }
    }),

    ...holdRoutes(kernel, retention),
    ...endingRoutes(kernel, retention, fewAtOnce),
  ]
}
