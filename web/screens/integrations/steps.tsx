import { useId } from 'react'
import type { z } from 'zod'
import { approvalKindNames, approvalKinds, approvalPurposes, transferGroundNames, transferGrounds, type ApprovalKind, type TransferGround } from '#contract/approvals.ts'
import { dataCategories } from '#contract/data-categories.ts'
import type { ResponsibilityText } from '#contract/endpoints/integrations.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useSession } from '../../shell/session.ts'
import { Field } from '../../ui/Field.tsx'
import { LoadingLines } from '../../ui/notes.tsx'
import { countries, countryName } from './countries.ts'
import { dayFromNow, endOfDay, linesOf } from './days.ts'
import type { Draft } from './draft.ts'
import { ScopeChoice, type Scope } from './ScopeChoice.tsx'

type Step = { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void }

export function Who({ draft, outside, onChange }: Step & { readonly outside: boolean }) {
  const { t, language } = useControlWords()
  const id = useId()
  return (
    <>
      <fieldset className="ticks">
        <legend>{t('integrations.kind')}</legend>
        {approvalKindNames.map((kind: ApprovalKind) => (
          <label key={kind}>
            <input type="radio" name={`${id}-kind`} checked={draft.kind === kind} onChange={() => onChange({ kind, scope: { purposes: [], categories: [] } })} />
            <span>{approvalKinds[kind].name[language]}<small>{approvalKinds[kind].what[language]}</small></span>
          </label>
        ))}
      </fieldset>
      <Field label={t('integrations.name')} value={draft.name} maxLength={120} required autoComplete="off" onChange={(event) => onChange({ name: event.target.value })} />
      <Field label={t('integrations.contact')} hint={t('integrations.contactHint')} value={draft.contact} maxLength={200} required autoComplete="off" onChange={(event) => onChange({ contact: event.target.value })} />
      <div className="field">
        <label htmlFor={`${id}-country`}>{t('integrations.country')}</label>
        <select id={`${id}-country`} className="input" value={draft.country} onChange={(event) => onChange({ country: event.target.value })}>
          {countries(language).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
        </select>
      </div>
      {outside && (
        <div className="field">
          <label htmlFor={`${id}-ground`}>{t('integrations.ground')}</label>
          <select
            id={`${id}-ground`} className="input" value={draft.ground ?? ''} aria-describedby={`${id}-ground-hint`}
            onChange={(event) => onChange({ ground: event.target.value === '' ? null : (event.target.value as TransferGround) })}
          >
            <option value="">–</option>
            {transferGroundNames.map((ground) => <option key={ground} value={ground}>{transferGrounds[ground][language]}</option>)}
          </select>
          <p className="hint" id={`${id}-ground-hint`}>{t('integrations.groundHint')}</p>
        </div>
      )}
    </>
  )
}

export function What({ draft, possible, onChange }: Step & { readonly possible: Scope }) {
  const { t } = useControlWords()
  return (
    <>
      <p className="soft">{t('integrations.whatLead')}</p>
      <ScopeChoice possible={possible} chosen={draft.scope} onChange={(scope) => onChange({ scope })} />
    </>
  )
}

export function HowLong({ draft, onChange }: Step) {
  const { t } = useControlWords()
  const id = useId()
  return (
    <>
      <Field
        label={t('integrations.endsOn')} hint={t('integrations.endsHint')} type="date" required value={draft.lastDay} min={dayFromNow(0)} max={dayFromNow(364)}
        onChange={(event) => onChange({ lastDay: event.target.value })}
      />
      <div className="field">
        <label htmlFor={id}>{t('integrations.addresses')}</label>
        <textarea id={id} className="input networks" rows={3} spellCheck={false} value={draft.addresses} aria-describedby={`${id}-hint`} onChange={(event) => onChange({ addresses: event.target.value })} />
        <p className="hint" id={`${id}-hint`}>{t('integrations.addressesHint')}</p>
      </div>
    </>
  )
}

/** All of it once more, and the text that is signed. */
export function Sign({ draft, text, onChange }: Step & { readonly text: z.infer<typeof ResponsibilityText> | undefined }) {
  const { t, language } = useControlWords()
  const { organisation } = useSession()
  const clock = useClock()
  const facts = [
    [t('integrations.facts.kind'), approvalKinds[draft.kind].name[language]],
    [t('integrations.facts.contact'), draft.contact],
    [t('integrations.facts.country'), countryName(language, draft.country)],
    [t('integrations.facts.purposes'), draft.scope.purposes.map((one) => approvalPurposes[one][language]).join(', ')],
    [t('integrations.facts.categories'), draft.scope.categories.map((one) => dataCategories[one][language]).join(', ')],
    [t('integrations.facts.addresses'), linesOf(draft.addresses).join(', ') || t('integrations.facts.anywhere')],
    [t('integrations.facts.until'), clock.dateWithYear(endOfDay(draft.lastDay))],
  ] as const
  return (
    <>
      <h3>{draft.name}</h3>
      <dl className="control-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {text === undefined ? <LoadingLines lines={5} /> : (
        <div className="responsibility">
          <h3>{text.title} <span className="mark-id">G4.2</span> <span className="mark-id">G5.3</span></h3>
          <ul>{text.paragraphs.map((paragraph) => <li key={paragraph}>{paragraph}</li>)}</ul>
          <p className="small faint">{text.version} · <span className="hash">{text.textHash.slice(0, 16)}</span></p>
        </div>
      )}
      <fieldset className="ticks">
        <legend className="unseen">{t('integrations.sign')}</legend>
        <label>
          <input type="checkbox" checked={draft.accepted} onChange={(event) => onChange({ accepted: event.target.checked })} />
          <span>{t('integrations.accept', { organisation: organisation.name })}</span>
        </label>
      </fieldset>
    </>
  )
}
