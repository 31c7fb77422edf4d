import { z } from 'zod'
import type { PersonId, ProviderId } from '#contract/ids.ts'
import { roles } from '#contract/permissions.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { givenBy } from './mapping.ts'
import { recognise } from './recognise.ts'
import type { Word } from './recognise.ts'
import { lastTrial } from './store-flows.ts'
import { markTried, readMapping } from './store-providers.ts'
import type { Provider } from './store-providers.ts'

const Shown = z.object({
  subject: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  groups: z.array(z.string()),
  roles: z.array(z.enum(roles)),
  outcome: z.enum(['known', 'linked', 'created', 'refused']),
  problem: z.string().nullable(),
})
type Shown = z.infer<typeof Shown>

const field = 'trial'

/** What a provider said of the manager who tried it, and what would have come of that. Changes nothing but that it was tried. Purpose `administration`. */
export const judgeTrial = async (kernel: Kernel, tx: Tx, provider: Provider, word: Word, manager: PersonId): Promise<Buffer> => {
  const found = await recognise(kernel, tx, provider, word)
  const { grants } = givenBy(await readMapping(tx, provider.id), word.groups)
  const { subject, email, emailVerified, name, groups } = word
  const shown: Shown = {
    subject, email, emailVerified: emailVerified || provider.emailTrusted, name, groups: groups.slice(0, 100), roles: [...new Set(grants.map(({ role }) => role))],
    outcome: found.outcome, problem: found.outcome === 'refused' ? found.problem : null,
  }
  if (found.outcome !== 'refused') await markTried(tx, provider)
  await trail.record(tx, { action: 'federation.provider_tried', subject: { kind: 'identity_provider', id: provider.id }, person: manager, detail: { outcome: found.outcome } })
  return (await kernel.keys.load(tx.organisation, [manager])).seal(manager, field, JSON.stringify(shown))
}

/** What my last trial of a provider showed; null when that is over. Purpose `administration`. */
export const readTrial = async (kernel: Kernel, tx: Tx, provider: ProviderId, manager: PersonId): Promise<(Shown & { at: string }) | null> => {
  const found = await lastTrial(tx, provider, manager)
  if (found === null) return null
  const text = (await kernel.keys.load(tx.organisation, [manager])).open(manager, field, found.outcome)
  return text === null ? null : { at: found.at.toString(), ...Shown.parse(JSON.parse(text)) }
}
