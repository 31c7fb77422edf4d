import { createHash, randomBytes } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { endAgreementInForce } from '../agreement/index.ts'
import { endAccess, organisationOf } from '../organisations/index.ts'
import * as trail from '../trail/index.ts'
import { deadlineOf, hoursLeft, warningsDue } from './deadline.ts'
import { deleteLiveData } from './delete-live-data.ts'
import { certificateOf, certificateText } from './certificate.ts'
import type { Moment } from './erasures.ts'
import { heldBy } from './holds.ts'
import { leftOf } from './organisation-rows.ts'
import type { Plan } from './plan.ts'
import type { Rewriter } from './rewrite.ts'
import * as store from './store-endings.ts'
import type { EndingRow } from './store-endings.ts'
import { holdsInForce } from './store-holds.ts'

export type Endings = {
  /**
   * Tells the end of the agreement, now or at a later instant (G9). Purpose `administration`.
   * @returns it, with the secret of the link under which everything stands when nobody can sign in any more
   * @throws Refusal in_the_past, ending_already_told, time_zone_unknown
   */
  tell(tx: Tx, end: { readonly endsAt: Temporal.Instant | null; readonly timeZone: string }): Promise<{ ending: EndingRow; link: string }>
  /** Purpose `administration`. @throws Refusal not_found when there is none, or its moment has come */
  withdraw(tx: Tx): Promise<void>
  /** Ends access where the moment has come, then goes on with everything that is not certified; settles once access is ended and the rest begun. */
  tick(): Promise<void>
  /** Ticks by itself at the next end moment. */
  arm(): Promise<void>
  stop(): void
  /** Settles when nothing runs in this process. */
  settled(): Promise<void>
}

const system = { kind: 'system' } as const
/** Timers of Node hold 24.8 days at most; and a machine that slept is put right by the minute job. */
const longestTimerMs = 3_600_000

export const linkHash = (link: string): Buffer => createHash('sha256').update(Buffer.from(link, 'base64url')).digest()

const checkTimeZone = (timeZone: string): void => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
  } catch {
    throw new Refusal('time_zone_unknown', { timeZone })
  }
}

export const createEndings = (kernel: Kernel, plan: (organisation: OrganisationId) => Promise<Plan>, rewriter: Rewriter, moment: Moment = () => {}): Endings => {
  const running = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const inOrganisation = <T>(organisation: OrganisationId, purpose: 'retention' | 'administration', work: (tx: Tx) => Promise<T>): Promise<T> =>
    kernel.inPurpose({ organisation, actor: system, purpose }, work)

  /** The gate: from here on no uplink is taken in and nobody is let in. */
  const close = async ({ id, organisation, endsAt }: EndingRow): Promise<void> => {
    moment('before the gate')
    await inOrganisation(organisation, 'administration', async (tx) => {
      if ((await store.holdEnding(tx, id, 'waiting')) === null) return
      await endAgreementInForce(tx, endsAt)
      await endAccess(tx)
      await trail.record(tx, { action: 'retention.agreement_ended', subject: { kind: 'organisation', id: organisation }, detail: { endsAt: endsAt.toString() } })
      await store.changeEnding(tx, id, { step: 'journal', accessEndedAt: tx.now })
      kernel.cuts.afterCommit(tx, { organisation })
    })
    moment('after the gate')
  }

  const waitForBackups = async (ending: EndingRow): Promise<void> => {
    const { id, organisation, liveDoneAt } = ending
    if (liveDoneAt === null) throw new Error('back-ups are waited for once live data is gone')
    if (ending.backupsGoneAt === null) {
      if (!(await kernel.backups.goneBefore(liveDoneAt))) return
      await inOrganisation(organisation, 'retention', (tx) => store.changeEnding(tx, id, { backupsGoneAt: tx.now }))
    }
    moment('before the certificate')
    const { catalogue } = await plan(organisation)
    const backups = await kernel.backups.state()
    await inOrganisation(organisation, 'retention', async (tx) => {
      const now = await store.holdEnding(tx, id, 'backups')
      if (now === null) return
      const left = await leftOf(tx, catalogue)
      if (left.length > 0) {
        kernel.log.error({ ending: id, tables: left.map(({ table }) => table) }, 'rows of an ended organisation came back; they are deleted before it is certified')
        await store.changeEnding(tx, id, { step: 'rows' })
        return
      }
      const certificate = kernel.signer.sign(certificateText(certificateOf(now, backups, tx.now)))
      await store.changeEnding(tx, id, { step: 'certified', certified: { at: tx.now, certificate } })
    })
    moment('after the certificate')
  }

  const goOn = async (ending: EndingRow): Promise<void> => {
    const now = () => inOrganisation(ending.organisation, 'retention', store.findEnding)
    let found = await now()
    if (found !== null && ['journal', 'keys', 'rows'].includes(found.step)) {
      await deleteLiveData(kernel, await plan(found.organisation), rewriter, found, moment)
      found = await now()
    }
    if (found?.step === 'backups') await waitForBackups(found)
  }

  const begin = (ending: EndingRow): void => {
    if (running.has(ending.id) || stopped) return
    const done = goOn(ending)
      .catch((error: unknown) => kernel.log.error({ err: error, ending: ending.id }, 'the deletion after an end was interrupted; it goes on within a minute'))
      .finally(() => running.delete(ending.id))
    running.set(ending.id, done)
  }

  const warn = async (ending: EndingRow): Promise<void> => {
    const now = kernel.clock.now()
    const held = heldBy(await inOrganisation(ending.organisation, 'retention', (tx) => holdsInForce(tx)), { onlyStatutory: true })
    const due = warningsDue(ending, now, { held: held.everyone || held.people.length > 0, backups: await kernel.backups.state() })
    const fresh = due.filter((warning) => !ending.escalated.includes(warning))
    if (fresh.length === 0) return
    for (const warning of fresh) {
      kernel.log.error(
        { ending: ending.id, warning, hoursLeft: Math.floor(hoursLeft(ending.deadlineAt, now)), step: ending.step },
        'the deletion after the end of an agreement needs somebody: it may come too late, or is late (G9)',
      )
    }
    await inOrganisation(ending.organisation, 'retention', (tx) => store.changeEnding(tx, ending.id, { escalated: [...ending.escalated, ...fresh] }))
  }

  const tickOnce = async (): Promise<void> => {
    const now = kernel.clock.now()
    const isDue = ({ endsAt }: EndingRow) => Temporal.Instant.compare(endsAt, now) <= 0
    const due = (await store.readOpenEndings(kernel.pools)).filter(isDue)
    for (const ending of due.filter(({ step }) => step === 'waiting')) {
      await close(ending).catch((error: unknown) => kernel.log.error({ err: error, ending: ending.id }, 'access could not be ended; it is tried again'))
    }
    const open = (await store.readOpenEndings(kernel.pools)).filter(isDue)
    kernel.metrics.endingHoursLeft.set(open.reduce((least, { deadlineAt }) => Math.min(least, hoursLeft(deadlineAt, now)), Infinity))
    for (const ending of open) {
      await warn(ending).catch((error: unknown) => kernel.log.error({ err: error, ending: ending.id }, 'a warning about an ending could not be kept'))
      if (ending.step !== 'waiting') begin(ending)
    }
  }

  let ticking: Promise<void> = Promise.resolve()
  /** One after the other: the timer and the minute job may come together. */
  const tick = (): Promise<void> => {
    const done = ticking.then(tickOnce)
    ticking = done.catch(() => {})
    return done
  }

  const arm = async (): Promise<void> => {
    clearTimeout(timer)
    const nowMs = kernel.clock.now().epochMilliseconds
    const waiting = (await store.readOpenEndings(kernel.pools)).filter(({ step }) => step === 'waiting')
    if (stopped || waiting.length === 0) return
    const nextMs = Math.min(...waiting.map(({ endsAt }) => endsAt.epochMilliseconds)) - nowMs
    timer = setTimeout(
      () => {
        tick()
          .then(arm)
          .catch((error: unknown) => kernel.log.error({ err: error }, 'the timer of an end failed; the minute job goes on'))
      },
      Math.max(0, Math.min(nextMs, longestTimerMs)),
    )
    timer.unref()
  }

  return {
    tell: async (tx, { endsAt, timeZone }) => {
      checkTimeZone(timeZone)
      const at = endsAt ?? tx.now
      if (Temporal.Instant.compare(at, tx.now) < 0) throw new Refusal('in_the_past')
      const { name, language } = await organisationOf(tx)
      const link = randomBytes(32).toString('base64url')
      const id = crypto.randomUUID()
      const told = await store.insertEnding(tx, { id, name, language, endsAt: at, timeZone, deadlineAt: deadlineOf(at), linkHash: linkHash(link) })
      if (!told) throw new Refusal('ending_already_told')
      await trail.record(tx, { action: 'retention.end_told', subject: { kind: 'ending', id }, detail: { endsAt: at.toString(), timeZone } })
      const ending = await store.findEnding(tx)
      if (ending === null) throw new Error('an ending that was just told cannot be read')
      tx.afterCommit(() => {
        const next = endsAt === null ? tick().then(arm) : arm()
        next.catch((error: unknown) => kernel.log.error({ err: error, ending: id }, 'the end could not be begun at once; the minute job does it'))
      })
      return { ending, link }
    },
    withdraw: async (tx) => {
      if (!(await store.withdraw(tx))) throw new Refusal('not_found')
      await trail.record(tx, { action: 'retention.end_withdrawn', subject: { kind: 'organisation', id: tx.organisation } })
    },
    tick,
    arm,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
    settled: async () => {
      await ticking
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}

