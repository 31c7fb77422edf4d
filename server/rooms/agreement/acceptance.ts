import type { z } from 'zod'
import type { AgreementDocument, PrivacyNotice } from '#contract/endpoints/agreement.ts'
import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { refreshAllSessions, refreshSessions } from '../access/index.ts'
import { markAgreementInForce, organisationOf } from '../organisations/index.ts'
import { endFormation, optIn } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { annexesIn } from './annex/annexes.ts'
import type { AgreementParameters } from './document/clauses.ts'
import { hashText, renderAgreement, renderPersonNotice } from './document/render.ts'
import { currentVersion } from './document/versions.ts'
import type { Keeping } from './keeping.ts'
import { partiesOf } from './parties.ts'
import { addAgreement, addNoticeAcceptance, findInForce, noticeAcceptedAt } from './store.ts'
import type { Acceptance, AgreementInForce } from './store.ts'

const isSame = (accepted: Acceptance, current: { readonly version: string; readonly textHash: string }): boolean =>
  accepted.version === current.version && accepted.textHash === current.textHash

type DocumentView = z.output<typeof AgreementDocument>
type NoticeView = z.output<typeof PrivacyNotice>

const documentView = (
  version: string,
  language: Language,
  parameters: AgreementParameters,
  inForce: AgreementInForce | null,
): DocumentView => {
  const { title, preamble, clauses, text } = renderAgreement({ version, language, parameters })
  return {
    version,
    language,
    title,
    preamble,
    clauses,
    textHash: hashText(text),
    annexes: annexesIn(language),
    inForce:
      inForce === null
        ? null
        : {
          since: inForce.since.toString(),
          version: inForce.version,
          language: inForce.language,
          textHash: inForce.textHash,
        },
  }
}

/**
 * The processing agreement of the organisation: as accepted, when it is in force (in the language it was accepted in,
 * unless another is asked for); else the current version with the parties of today. Purpose `administration`.
 */
export const agreementDocument = async (
  kernel: Kernel,
  tx: Tx,
  wanted: Language | undefined,
  otherwise: Language,
): Promise<DocumentView> => {
  const [inForce, organisation] = await Promise.all([findInForce(tx), organisationOf(tx)])
  return inForce === null
    ? documentView(currentVersion, wanted ?? otherwise, partiesOf(kernel.config, organisation.name), null)
    : documentView(inForce.version, wanted ?? inForce.language, inForce.parameters, inForce)
}

/**
 * The customer's opt-in: brings the agreement about for the organisation, if the text named is the one that holds now
 * (G13.1), and records the warranty (G4.3). All or nothing, and only once. Purpose `administration`; whether the person
 * may, the caller has checked.
 * @throws Refusal agreement_already_in_force, document_changed
 */
export const acceptAgreement = async (
  kernel: Kernel,
  tx: Tx,
  by: PersonId,
  accepted: Acceptance,
): Promise<DocumentView> => {
  const [inForce, organisation] = await Promise.all([findInForce(tx), organisationOf(tx)])
  if (inForce !== null) throw new Refusal('agreement_already_in_force')
  const parameters = partiesOf(kernel.config, organisation.name)
  const current = documentView(currentVersion, accepted.language, parameters, null)
  if (!isSame(accepted, current)) throw new Refusal('document_changed')
  const id = await addAgreement(tx, by, accepted, parameters)
  if (id === null || !(await markAgreementInForce(tx, id))) throw new Refusal('agreement_already_in_force')
  await endFormation(tx)
  await trail.record(tx, {
    action: 'agreement.accepted',
    subject: { kind: 'agreement', id },
    person: by,
    detail: {
      version: accepted.version,
      language: accepted.language,
      textHash: accepted.textHash,
      warrantedLawful: true,
    },
  })
  refreshAllSessions(kernel, tx)
  return documentView(accepted.version, accepted.language, parameters, {
    version: accepted.version,
    language: accepted.language,
    textHash: accepted.textHash,
    parameters,
    since: tx.now,
  })
}

const noticeOf = (
  kernel: Kernel,
  customerName: string,
  language: Language,
  keeping: Keeping,
): Omit<NoticeView, 'acceptedAt'> => {
  const { operatorName, operatorPrivacyContact } = partiesOf(kernel.config, customerName)
  const { version, title, introduction, items, sections, text } = renderPersonNotice({
    version: currentVersion,
    language,
    parameters: { operatorName, operatorPrivacyContact, customerName, ...keeping },
  })
  return { version, language, title, introduction, items, sections, textHash: hashText(text) }
}

/** What is kept about a person, in their words, with when they accepted it. Purpose `rights`. */
export const privacyNotice = async (
  kernel: Kernel,
  tx: Tx,
  person: PersonId,
  language: Language,
  keeping: Keeping,
): Promise<NoticeView> => {
  const [organisation, acceptedAt] = await Promise.all([organisationOf(tx), noticeAcceptedAt(tx, person)])
  return { ...noticeOf(kernel, organisation.name, language, keeping), acceptedAt: acceptedAt?.toString() ?? null }
}

/**
 * A person's opt-in for their part, if the text named is the one that holds now (G13.1). Accepting again changes
 * nothing. Purpose `rights`.
 * @throws Refusal document_changed
 */
export const acceptPrivacyNotice = async (
  kernel: Kernel,
  tx: Tx,
  person: PersonId,
  accepted: Acceptance,
  keeping: Keeping,
): Promise<NoticeView> => {
  const organisation = await organisationOf(tx)
  const current = noticeOf(kernel, organisation.name, accepted.language, keeping)
  if (!isSame(accepted, current)) throw new Refusal('document_changed')
  await addNoticeAcceptance(tx, person, accepted)
  if (await optIn(tx, [person])) {
    await trail.record(tx, {
      action: 'agreement.opted_in',
      subject: { kind: 'person', id: person },
      person,
      detail: { version: accepted.version, language: accepted.language, textHash: accepted.textHash },
    })
    refreshSessions(kernel, tx, person)
  }
  const acceptedAt = await noticeAcceptedAt(tx, person)
  return { ...current, acceptedAt: acceptedAt?.toString() ?? null }
}
