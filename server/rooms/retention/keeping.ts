import { setTimeout as rest } from 'node:timers/promises'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { keepingRuleNames, keepingRules } from '#contract/keeping.ts'
import type { KeepingRule } from '#contract/keeping.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { record } from '../trail/index.ts'
import type { Catalogue } from './catalogue.ts'
import { checkBounds, daysOf, dueBefore, graceHours, lateBefore } from './due.ts'
import { heldBy } from './holds.ts'
import type { Held } from './holds.ts'
import type { Plan } from './plan.ts'
import { holdsInForce, holdsSince } from './store-holds.ts'
import * as store from './store-keeping.ts'
import type { KeptTable, Run } from './store-keeping.ts'
import { markForRewrite } from './store-rewrite.ts'
import { deleteSome, emptySome, namesNone } from './store-rows.ts'

/** Rows that one transaction changes at most. */
const batch = 1000
const runsKeptDays = 90

export type RuleState = {
  readonly rule: KeepingRule
  readonly days: number
  readonly due: number
  readonly held: number
  readonly late: boolean
  readonly lastRun: Run | null
}

export type Keeper = {
  /** Does what is due now, rule by rule; a rule that fails leaves the others alone. Twice at once is once. */
  run(organisation: OrganisationId): Promise<void>
  /** What is due, held, late, and what was done last. Five statements whatever is kept. Purpose `retention`. */
  standing(tx: Tx): Promise<RuleState[]>
  /** @throws Refusal keeping_out_of_bounds */
  shorten(tx: Tx, rule: KeepingRule, days: number, by: PersonId): Promise<RuleState>
  settled(): Promise<void>
}

/** The tables of each rule, as their rooms declare them. */
export const tablesByRule = (catalogue: Catalogue, inventory: readonly RoomDeclaration[]): ReadonlyMap<KeepingRule, readonly KeptTable[]> =>
  new Map(
    keepingRuleNames.map((rule) => [
      rule,
      inventory.flatMap(({ tables }) =>
        tables.flatMap((table) => {
          const shape = catalogue.tables.get(table.table)
          const terms = (table.keeping ?? []).filter((term) => term.rule === rule)
          return shape === undefined || terms.length === 0 ? [] : [{ shape, links: table.people ?? [], terms }]
        }),
      ),
    ]),
  )

export const createKeeper = (
  kernel: Kernel,
  inventory: readonly RoomDeclaration[],
  plan: (organisation: OrganisationId) => Promise<Plan>,
  eraseLeavers: (organisation: OrganisationId, people: readonly PersonId[]) => Promise<void>,
): Keeper => {
  const running = new Map<OrganisationId, Promise<void>>()
  const retention = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, work)
  const tables = async (organisation: OrganisationId) => tablesByRule((await plan(organisation)).catalogue, inventory)

  /** @returns how many; fewer than `batch` when nothing of this table is left */
  const doSome = async (tx: Tx, table: KeptTable, before: Temporal.Instant, held: Held): Promise<number> => {
    const { shape, links, terms } = table
    if (shape.name === 'files') {
      const ids = await store.readOverdueFiles(tx, table, before, held.people, batch)
      if (ids.length > 0) await kernel.files.remove(tx, ids)
      return ids.length
    }
    const frozen = shape.gated && (await organisationOf(tx)).agreementInForceId === null
    let rows = 0
    for (const term of terms) {
      const most = batch - rows
      if (most <= 0) break
      const text = `${store.overBy(term, '$2')} AND ${namesNone(links, '$3')} AND $3::uuid[] IS NOT NULL`
      const condition = { text, values: [before.toString(), held.people] }
      rows +=
        typeof term.act === 'string' || frozen
          ? await deleteSome(tx, shape, condition, most)
          : await emptySome(tx, shape, term.act.emptied, condition, most)
    }
    return rows
  }

  /** Whose time is over goes by the engine that erases people: each with everything, a line in the journal and a receipt. */
  const handOver = async (organisation: OrganisationId, table: KeptTable, before: Temporal.Instant, run: string): Promise<void> => {
    for (;;) {
      const leavers = await retention(organisation, async (tx) => {
        const held = heldBy(await holdsInForce(tx))
        return held.everyone ? [] : await store.readOverduePeople(tx, table, before, held.people, batch)
      })
      if (leavers.length === 0) return
      await eraseLeavers(organisation, leavers)
      await retention(organisation, (tx) => store.countRun(tx, run, leavers.length))
    }
  }

  const runRule = async (organisation: OrganisationId, rule: KeepingRule, ofRule: readonly KeptTable[]): Promise<void> => {
    const id = crypto.randomUUID()
    const before = await retention(organisation, async (tx) => {
      const own = (await store.readPeriods(tx)).get(rule)
      const due = dueBefore(rule, own, tx.now)
      await store.beginRun(tx, id, rule, due)
      return due
    })
    let failure: string | null = null
    try {
      for (const table of ofRule) {
        if (table.terms.every(({ act }) => act === 'person_erased')) {
          await handOver(organisation, table, before, id)
          continue
        }
        for (;;) {
          const begun = performance.now()
          const rows = await retention(organisation, async (tx) => {
            // Asked anew each time: a hold placed meanwhile counts from now.
            const held = heldBy(await holdsInForce(tx))
            if (held.everyone) return 0
            const done = await doSome(tx, table, before, held)
            if (done > 0) await store.countRun(tx, id, done)
            if (done > 0 && table.links.length > 0) await markForRewrite(tx, [table.shape.name])
            return done
          })
          if (rows < batch) break
          // Whoever works meanwhile gets as much of the machine as this does.
          await rest(performance.now() - begun)
        }
      }
    } catch (error) {
      failure = (error as { code?: string }).code ?? 'fault'
      kernel.log.error({ err: error, organisation, rule }, 'a keeping period could not be kept to; it is tried again tonight')
    }
    await retention(organisation, (tx) => store.endRun(tx, id, failure))
  }

  const runAll = async (organisation: OrganisationId): Promise<void> => {
    const byRule = await tables(organisation)
    for (const [rule, ofRule] of byRule) await runRule(organisation, rule, ofRule)
    await retention(organisation, (tx) => store.forgetRuns(tx, tx.now.subtract({ hours: 24 * runsKeptDays })))
  }

  const standing = async (tx: Tx): Promise<RuleState[]> => {
    const [byRule, periods, runs, now, lately] = await Promise.all([
      tables(tx.organisation),
      store.readPeriods(tx),
      store.readNewestRuns(tx),
      holdsInForce(tx),
      holdsSince(tx, tx.now.subtract({ hours: graceHours })),
    ])
    const [held, heldLately] = [heldBy(now), heldBy(lately)]
    const asked = [...byRule].flatMap(([rule, ofRule]) =>
      ofRule.map((table) => ({ rule, table, dueBefore: dueBefore(rule, periods.get(rule), tx.now), lateBefore: lateBefore(rule, periods.get(rule), tx.now) })),
    )
    const found = await store.readStanding(tx, asked, held.people, heldLately.people)
    return keepingRuleNames.map((rule) => {
      const { due, held: ofHeld, late } = found.get(rule) ?? { due: 0, held: 0, late: false }
      return {
        rule,
        days: daysOf(rule, periods.get(rule)),
        due: held.everyone ? 0 : due,
        held: held.everyone ? due + ofHeld : ofHeld,
        late: late && !held.everyone && !heldLately.everyone,
        lastRun: runs.get(rule) ?? null,
      }
    })
  }

  return {
    run: (organisation) => {
      const current = running.get(organisation)
      if (current !== undefined) return current
      const made = runAll(organisation).finally(() => running.delete(organisation))
      running.set(organisation, made)
      return made
    },
    standing,
    shorten: async (tx, rule, days, by) => {
      checkBounds(rule, days)
      const before = (await store.readPeriods(tx)).get(rule)
      await store.writePeriod(tx, rule, days, by)
      // An instruction of the customer (G1.4).
      await record(tx, {
        action: 'retention.keeping_set',
        subject: { kind: 'organisation', id: tx.organisation },
        detail: { rule, days, before: before?.days ?? keepingRules[rule].mostDays },
      })
      const state = (await standing(tx)).find((each) => each.rule === rule)
      if (state === undefined) throw new Error(`there is no keeping rule ${rule}`)
      return state
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}
