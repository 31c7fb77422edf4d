import type { StaffId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { declarationDays, declarationText, textInForce } from './declaration/versions.ts'
import type { DeclarationText } from './declaration/versions.ts'
import { answeredBy, askKey } from './hardware-key.ts'
import { amongStaff } from './own.ts'
import { sessionView } from './sessions.ts'
import { addDeclaration, declarationsOf } from './store-declarations.ts'
import { keysOf } from './store-keys.ts'
import { readStaffMember } from './store-staff.ts'

type Shown = { readonly version: string; readonly language: Language; readonly textHash: string }

/** @throws Refusal document_changed when it is not the text now in force */
const readText = ({ version, language, textHash }: Shown): DeclarationText => {
  const inForce = textInForce(language)
  if (inForce.version !== version || inForce.hash.toString('hex') !== textHash) throw new Refusal('document_changed')
  return inForce
}

export const declarationFor = async (kernel: Kernel, { staff }: StaffPrincipal, language: Language) => {
  const { version, title, paragraphs, hash } = textInForce(language)
  const signedAt = (await amongStaff(kernel, staff, (tx) => readStaffMember(tx, staff)))?.declared_at ?? null
  return {
    version,
    language,
    title,
    paragraphs: [...paragraphs],
    textHash: hash.toString('hex'),
    signedAt: signedAt?.toString() ?? null,
    validUntil: signedAt?.add({ hours: 24 * declarationDays }).toString() ?? null,
  }
}

/** The challenge is the text's SHA-256 and 32 random bytes: who signs it signs that text, once. @throws Refusal document_changed */
export const declarationOptions = async (kernel: Kernel, { staff, sessionKey }: StaffPrincipal, shown: Shown) => {
  const { hash } = readText(shown)
  const known = await amongStaff(kernel, staff, (tx) => keysOf(tx, staff))
  return { options: await askKey(kernel, 'staff_declare', sessionKey, known, hash) }
}

/** @throws Refusal document_changed, staff_key_refused */
export const signDeclaration = async (kernel: Kernel, principal: StaffPrincipal, { answer, ...shown }: Shown & { readonly answer: unknown }) => {
  const { version, language, hash } = readText(shown)
  const { staff, sessionKey } = principal
  const inRegister = <T>(work: (tx: Tx) => Promise<T>) => amongStaff(kernel, staff, work)
  const { key } = await answeredBy(kernel, answer, { kind: 'staff_declare', boundTo: sessionKey, before: hash }, staff, inRegister)
  const { response } = answer as { response: { clientDataJSON: string; authenticatorData: string; signature: string } }
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  return inRegister(async (tx) => {
    await addDeclaration(tx, staff, {
      version,
      language,
      textHash: hash,
      clientData: bytes(response.clientDataJSON),
      authenticatorData: bytes(response.authenticatorData),
      signature: bytes(response.signature),
      publicKey: key.publicKey,
    })
    await trail.record(tx, { action: 'operator.declaration_signed', subject: { kind: 'staff', id: staff }, detail: { version, language, textHash: hash.toString('hex') } })
    return sessionView(kernel, tx, principal)
  })
}

/** Everything that an outsider needs to check the signatures with standard tools (WebAuthn Level 3 §7.2, from step 19 on). */
export const evidenceOf = async (tx: Tx, staff: StaffId) => ({
  declarations: (await declarationsOf(tx, staff)).map((signed) => ({
    version: signed.version,
    language: signed.language,
    text: declarationText(signed.version, signed.language)?.text ?? '',
    textHash: signed.textHash.toString('hex'),
    signedAt: signed.signedAt.toString(),
    clientDataJSON: signed.clientData.toString('base64url'),
    authenticatorData: signed.authenticatorData.toString('base64url'),
    signature: signed.signature.toString('base64url'),
    publicKey: signed.publicKey.toString('base64url'),
  })),
})
