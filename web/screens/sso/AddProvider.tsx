import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import { addIdentityProvider, listIdentityProviders } from '#contract/endpoints/federation.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Field, PasswordField } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'

type Typed = { kind: 'oidc' | 'saml'; name: string; issuer: string; clientId: string; clientSecret: string; metadata: string }
const nothing: Typed = { kind: 'oidc', name: '', issuer: '', clientId: '', clientSecret: '', metadata: '' }

const needed = ({ kind }: Typed) => (kind === 'oidc' ? (['name', 'issuer', 'clientId', 'clientSecret'] as const) : (['name', 'metadata'] as const))

const bodyOf = ({ kind, name, issuer, clientId, clientSecret, metadata }: Typed) =>
  kind === 'oidc' ? { kind, name, issuer: issuer.trim(), clientId, clientSecret }
    : { kind, name, metadata: metadata.trim().startsWith('<') ? { xml: metadata } : { url: metadata.trim() } }

/** A provider by what it calls itself: an issuer, or metadata. The service fetches the rest. */
export function AddProvider({ onDone }: { readonly onDone: () => void }) {
  const { t, app } = useControlWords()
  const queries = useQueryClient()
  const act = useSend(addIdentityProvider)
  const [typed, setTyped] = useState(nothing)
  const [tried, setTried] = useState(false)
  const area = useId()
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  const wrong = (key: keyof Typed) => (tried && typed[key].trim() === '' ? t('sso.required') : null)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (needed(typed).some((key) => typed[key].trim() === '')) return
    act.send({ body: bodyOf(typed) }, {
      done: async () => {
        await queries.invalidateQueries({ queryKey: keyOf(listIdentityProviders) })
        onDone()
      },
    })
  }
  const text = (key: 'name' | 'issuer' | 'clientId', hint?: string) => (
    <Field label={t(`sso.${key}`)} value={typed[key]} maxLength={500} spellCheck={false} wrong={wrong(key)} {...(hint === undefined ? {} : { hint })} onChange={(event) => set({ [key]: event.target.value })} />
  )
  return (
    <form onSubmit={send} noValidate className="control-form sso-add">
      <SegmentedChoice label={t('sso.kind')} value={typed.kind} onChange={(kind) => set({ kind })} options={(['oidc', 'saml'] as const).map((value) => ({ value, label: t(`sso.kinds.${value}`) }))} />
      {text('name', t('sso.nameHint'))}
      {typed.kind === 'oidc' ? (
        <>
          {text('issuer', t('sso.issuerHint'))}
          {text('clientId')}
          <PasswordField label={t('sso.clientSecret')} hint={t('sso.clientSecretHint')} autoComplete="off" value={typed.clientSecret} wrong={wrong('clientSecret')} onChange={(event) => set({ clientSecret: event.target.value })} />
        </>
      ) : (
        <div className="field">
          <label htmlFor={area}>{t('sso.metadata')}</label>
          <textarea id={area} className="input" rows={5} spellCheck={false} value={typed.metadata} aria-invalid={wrong('metadata') !== null || undefined} aria-describedby={`${area}-hint`} onChange={(event) => set({ metadata: event.target.value })} />
          <p className="hint" id={`${area}-hint`}>{t('sso.metadataHint')}</p>
          {wrong('metadata') !== null && <p className="wrong">{wrong('metadata')}</p>}
        </div>
      )}
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="acts">
        <Button look="fill" submit busy={act.isPending}>{t('sso.addConfirm')}</Button>
        <Button onClick={onDone}>{app('parts.cancel')}</Button>
      </div>
    </form>
  )
}
