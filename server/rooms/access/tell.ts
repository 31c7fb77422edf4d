import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { profileOf } from '../people/index.ts'
import { letterOf } from './letters.ts'
import type { LetterKind, Told } from './letters.ts'

/** What is told and not asked for is of use for so long. */
const noticeHours = 48

/**
 * Tells somebody by mail what happened to their way in, with the transaction in which it happens (ASVS 5.0 6.3.5, 6.3.7). Purposes `sign_in`,
 * `administration`, `rights`.
 * @param more.to another address than the one that is kept, for telling the old one; `url` and `expiresAt` for what carries a link
 * @returns whether a mail goes out: this instance can send, and the person is there
 */
export const tell = async (
  kernel: Kernel,
  tx: Tx,
  person: PersonId,
  kind: LetterKind,
  more: { readonly told?: Told; readonly url?: string; readonly expiresAt?: Temporal.Instant; readonly to?: string } = {},
): Promise<boolean> => {
  if (!kernel.mail.possible) return false
  const [profile, organisation] = await Promise.all([profileOf(tx, kernel.keys, person), organisationOf(tx)])
  if (profile === null) return false
  const { language } = profile
  const until = more.expiresAt === undefined ? '' : untilWords(more.expiresAt, language)
  await kernel.mail.queue(tx, {
    person,
    kind: `access.${kind}`,
    to: more.to ?? profile.email,
    letter: letterOf(kind, language, { organisation: organisation.name, until, ...more.told }, more.url),
    expiresAt: more.expiresAt ?? tx.now.add({ hours: noticeHours }),
  })
  return true
}

/** A day and time that somebody in the Netherlands reads on their own clock. */
export const untilWords = (instant: Temporal.Instant, language: 'nl' | 'en'): string =>
  instant.toZonedDateTimeISO('Europe/Amsterdam').toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB', {
    weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit',
  })
