import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Resolver } from 'node:dns/promises'
import type { z } from 'zod'
import type { EmailDomain as EmailDomainShape } from '#contract/endpoints/email-domains.ts'
import type { EmailDomainId, OrganisationId } from '#contract/ids.ts'
import type { Config } from '#kernel/config.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Actor, Tx } from '#kernel/purpose/in-purpose.ts'
import { refreshAllSessions } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { domainOfId, releaseDomain, takeDomain, writeProof } from './store-domains.ts'
import type { EmailDomain } from './store-domains.ts'

/** Texts of the TXT records under a name, each record joined (RFC 7208 §3.3); none when there are none. @throws when the name server does not answer */
export type ResolveTxt = (name: string) => Promise<readonly string[]>

const noSuchRecord = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN'])

/** DNS, or what stands in its place to try things out. */
export const txtResolver = (config: Config): ResolveTxt => {
  const file = config.DNS_TXT_FILE
  if (file !== undefined) return async (name) => (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>)[name] ?? []
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((record) => record.join(''))
    } catch (error) {
      if (noSuchRecord.has((error as { code?: string }).code ?? '')) return []
      throw error
    }
  }
}

/** A record that is gone is missed for so long before the domain lapses. */
const graceDays = 7

export const newToken = (): string => randomBytes(20).toString('base64url')
const recordOf = ({ domain, token }: Pick<EmailDomain, 'domain' | 'token'>) => ({
  name: `_vrijplek-verification.${domain}`,
  value: `vrijplek-domain-verification=${token}`,
})

export const domainView = (found: EmailDomain): z.output<typeof EmailDomainShape> => ({
  id: found.id,
  domain: found.domain,
  record: recordOf(found),
  state: found.provenAt === null ? 'waiting' : found.missingSince === null ? 'proven' : 'missing',
  provenAt: found.provenAt?.toString() ?? null,
  checkedAt: found.checkedAt?.toString() ?? null,
  lapsesAt: found.missingSince?.add({ hours: graceDays * 24 }).toString() ?? null,
  selfJoin: found.selfJoin,
})

/** What rooms below tell the managers. */
export const domainMissing = 'federation.domain_missing'
export const domainLapsed = 'federation.domain_lapsed'

/**
 * Looks in DNS whether a domain is still, or now, the organisation's own, and writes that down. A name server that does not answer proves nothing and
 * takes nothing away; a record that is gone is told, and a week later the domain lapses: another organisation can prove it then.
 * @throws Refusal not_found; domain_taken when it is proven but another organisation has it
 */
export const checkDomain = async (kernel: Kernel, resolve: ResolveTxt, organisation: OrganisationId, actor: Actor, id: EmailDomainId): Promise<EmailDomain> => {
  const inAdministration = <T>(work: (tx: Tx) => Promise<T>) => kernel.inPurpose({ organisation, actor, purpose: 'administration' }, work)
  const found = await inAdministration((tx) => domainOfId(tx, id))
  const { name, value } = recordOf(found)
  const seen = await resolve(name).then(
    (texts) => texts.some((text) => text.trim() === value),
    () => null,
  )
  const answer = await inAdministration(async (tx) => {
    // Somebody may have given it up while the name server was asked.
    const domain = await domainOfId(tx, id)
    const next = seen === null ? null : seen ? await seenNow(kernel, tx, domain) : await missedNow(kernel, tx, domain)
    await writeProof(tx, id, next === 'taken' || next === null ? domain : next)
    return { taken: next === 'taken', domain: await domainOfId(tx, id) }
  })
  if (answer.taken) throw new Refusal('domain_taken')
  return answer.domain
}

type Proof = Pick<EmailDomain, 'provenAt' | 'missingSince'>
const note = (tx: Tx, id: EmailDomainId, action: string) => trail.record(tx, { action, subject: { kind: 'email_domain', id } })

const seenNow = async (kernel: Kernel, tx: Tx, domain: EmailDomain): Promise<Proof | 'taken'> => {
  if (domain.provenAt !== null) return { provenAt: domain.provenAt, missingSince: null }
  if (!(await takeDomain(kernel, tx, domain.domain))) return 'taken'
  await note(tx, domain.id, 'federation.domain_proven')
  return { provenAt: tx.now, missingSince: null }
}

const missedNow = async (kernel: Kernel, tx: Tx, domain: EmailDomain): Promise<Proof> => {
  if (domain.provenAt === null) return domain
  if (domain.missingSince === null) {
    await note(tx, domain.id, domainMissing)
    await kernel.outbox.emit(tx, [{ kind: domainMissing, payload: { domainId: domain.id, at: tx.now.toString() } }])
    return { provenAt: domain.provenAt, missingSince: tx.now }
  }
  if (tx.now.since(domain.missingSince).total('hours') < graceDays * 24) return domain
  await releaseDomain(kernel, tx, domain.domain)
  await note(tx, domain.id, domainLapsed)
  await kernel.outbox.emit(tx, [{ kind: domainLapsed, payload: { domainId: domain.id, at: tx.now.toString() } }])
  refreshAllSessions(kernel, tx)
  return { provenAt: null, missingSince: null }
}
