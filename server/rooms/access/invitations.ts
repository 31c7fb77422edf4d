import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { linkUrl } from './links.ts'
import { letterOf } from './letters.ts'
import type { LetterKind } from './letters.ts'
import { addInvitations, replaceInvitation } from './store.ts'
import { tell, untilWords } from './tell.ts'
import { mintToken } from './token.ts'

const validDays = 7

export type Invitation = { readonly url: string; readonly expiresAt: string; readonly mailed: boolean }

/**
 * A link for a first way of signing in, valid once and for seven days; the one before it stops working. Mailed where this instance can, and always handed
 * to whoever invites. Purposes `administration`, `sign_in`.
 */
export const invite = async (kernel: Kernel, tx: Tx, person: PersonId, letter: LetterKind = 'invitation'): Promise<Invitation> => {
  const token = mintToken(tx.organisation)
  const expiresAt = tx.now.add({ hours: validDays * 24 })
  const url = linkUrl(kernel, token.value)
  await replaceInvitation(tx, person, token.hash, expiresAt)
  return { url, expiresAt: expiresAt.toString(), mailed: await tell(kernel, tx, person, letter, { url, expiresAt }) }
}

/**
 * Mails an invitation to each of these new people, in two statements; does nothing where this instance has no mail. Purpose `administration`.
 * @returns how many
 */
export const inviteAll = async (
  kernel: Kernel,
  tx: Tx,
  people: readonly { readonly person: PersonId; readonly email: string; readonly language: Language }[],
): Promise<number> => {
  if (people.length === 0 || !kernel.mail.possible) return 0
  const expiresAt = tx.now.add({ hours: validDays * 24 })
  const { name: organisation } = await organisationOf(tx)
  const invited = people.map((each) => ({ ...each, token: mintToken(tx.organisation) }))
  await addInvitations(tx, invited.map(({ person, token }) => ({ person, hash: token.hash })), expiresAt)
  await kernel.mail.queueAll(
    tx,
    invited.map(({ person, email, language, token }) => ({
      person,
      kind: 'access.invitation',
      to: email,
      letter: letterOf('invitation', language, { organisation, until: untilWords(expiresAt, language) }, linkUrl(kernel, token.value)),
      expiresAt,
    })),
  )
  return invited.length
}
