import { setImmediate as afterAnswer } from 'node:timers/promises'
import { z } from 'zod'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { Language } from '#contract/values.ts'
import type { Config } from '../config.ts'
import type { Keys } from '../keys/index.ts'
import type { Log } from '../log.ts'
import type { InPurpose, Tx } from '../purpose/in-purpose.ts'
import type { Letter } from './letter.ts'
import { openSmtp } from './smtp.ts'
import { addMails, removeExpiredMails, removeMail, takeDueMails } from './store.ts'

export type { Letter } from './letter.ts'

export type MailToPerson = {
  readonly person: PersonId
  /** `access.recovery`: what it is about, for whoever looks into the queue. */
  readonly kind: string
  readonly to: string
  readonly letter: Letter
  /** After this it is of no use any more, and is not sent. */
  readonly expiresAt: Temporal.Instant
}

/**
 * Mail to people. It is queued in the transaction of what it tells, sealed under the key of whom it is for, and sent after the commit by whichever process
 * comes to it; never in the request. Sent at least once; the row goes when the mail server has taken it.
 */
export type Mail = {
  /** Whether this instance can send mail at all. */
  readonly possible: boolean
  /** Does nothing when mail is not possible. Purposes `sign_in`, `administration`, `rights`. */
  queue(tx: Tx, mail: MailToPerson): Promise<void>
  /** The same for several, in one statement. */
  queueAll(tx: Tx, mails: readonly MailToPerson[]): Promise<void>
  /** Sends what is due of an organisation, and deletes what has expired. */
  sendDue(organisation: OrganisationId): Promise<void>
  /**
   * Does work that ends in a mail, or in none, once the answer is on its way: how long the answer takes then tells nobody which of the two. A crash loses
   * it, and whoever asked asks again.
   */
  later(work: () => Promise<void>): void
  /** Waits until nothing that was begun here is under way. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const atOnce = 20
const Content = z.object({
  to: z.string(),
  letter: z.object({
    language: Language,
    subject: z.string(),
    paragraphs: z.array(z.string()),
    button: z.object({ label: z.string(), url: z.string() }).optional(),
  }),
})

export const createMail = (
  { config, keys, inPurpose, log }: { readonly config: Config; readonly keys: Keys; readonly inPurpose: InPurpose; readonly log: Log },
): Mail => {
  const { SMTP_URL, MAIL_FROM } = config
  const smtp = SMTP_URL === undefined || MAIL_FROM === undefined ? null : openSmtp(SMTP_URL, MAIL_FROM)
  const running = new Map<OrganisationId, { again: boolean; done: Promise<void> }>()
  let stopped = false
  const within = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>) =>
    inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, work)

  const sendDue = async (organisation: OrganisationId): Promise<void> => {
    if (smtp === null) return
    for (;;) {
      const due = await within(organisation, async (tx) => {
        const expired = await removeExpiredMails(tx)
        if (expired > 0) log.warn({ organisation, expired }, 'mail was not taken by the mail server in its time')
        return takeDueMails(tx, atOnce)
      })
      if (due.length === 0 || stopped) return
      const own = await keys.load(organisation, due.map(({ person }) => person))
      for (const { id, person, sealed } of due) {
        // Their key is gone: they are erased, and nobody is written to.
        const content = own.open(person, 'mail', sealed)
        if (content !== null) {
          const { to, letter } = Content.parse(JSON.parse(content))
          try {
            if ((await smtp.send(to, letter)) === 'refused') log.warn({ organisation, mail: id }, 'the mail server refused a mail for good')
          } catch (error) {
            const { code, responseCode } = error as { code?: string; responseCode?: number }
            log.warn({ organisation, mail: id, code, responseCode }, 'a mail could not be sent; it is tried again')
            continue
          }
        }
        await within(organisation, (tx) => removeMail(tx, id))
      }
    }
  }

  const nudge = (organisation: OrganisationId): void => {
    if (stopped) return
    const current = running.get(organisation)
    if (current !== undefined) {
      current.again = true
      return
    }
    const turn = { again: false, done: Promise.resolve() }
    turn.done = sendDue(organisation)
      .catch((error: unknown) => log.error({ err: error, organisation }, 'mail could not be sent; it is tried again'))
      .finally(() => {
        running.delete(organisation)
        if (turn.again) nudge(organisation)
      })
    running.set(organisation, turn)
  }

  const afterwards = new Set<Promise<void>>()
  const settled = async (): Promise<void> => {
    while (running.size + afterwards.size > 0) await Promise.all([...afterwards, ...[...running.values()].map((turn) => turn.done)])
  }
  const queueAll: Mail['queueAll'] = async (tx, mails) => {
    if (smtp === null || mails.length === 0) return
    const own = await keys.load(tx.organisation, mails.map(({ person }) => person))
    const sealed = (person: PersonId, content: Pick<MailToPerson, 'to' | 'letter'>) => own.seal(person, 'mail', JSON.stringify(content))
    await addMails(tx, mails.map(({ person, kind, to, letter, expiresAt }) => ({ id: crypto.randomUUID(), person, kind, sealed: sealed(person, { to, letter }), expiresAt })))
    tx.afterCommit(() => nudge(tx.organisation))
  }
  return {
    possible: smtp !== null,
    queue: (tx, mail) => queueAll(tx, [mail]),
    queueAll,
    sendDue,
    later: (work) => {
      const done: Promise<void> = afterAnswer()
        .then(work)
        .catch((error: unknown) => log.error({ err: error }, 'work that would have ended in a mail failed'))
        .finally(() => afterwards.delete(done))
      afterwards.add(done)
    },
    settled,
    stop: async () => {
      stopped = true
      await settled()
      smtp?.close()
    },
  }
}
