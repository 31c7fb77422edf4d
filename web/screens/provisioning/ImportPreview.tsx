import { useState, type RefObject } from 'react'
import type { Result } from '#contract/endpoint.ts'
import type { ImportLine, previewPeopleImport } from '#contract/endpoints/provisioning.ts'
import { importFaultText } from '#contract/import-faults.ts'
import { roles } from '#contract/permissions.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip, Switch } from '../../ui/choices.tsx'
import { ErrorNote, Note } from '../../ui/notes.tsx'
import { Standing, type StandingLook } from '../../ui/Standing.tsx'
import { useRoleWords } from '../control/useRoleWords.ts'

type Outcome = ImportLine['outcome']
const outcomes = ['added', 'changed', 'unchanged', 'wrong'] as const satisfies readonly Outcome[]
const looks: Readonly<Record<Outcome, StandingLook>> = { added: 'in-force', changed: 'at-risk', unchanged: 'off', wrong: 'broken' }

type Props = {
  readonly seen: Result<typeof previewPeopleImport>
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly busy: boolean
  readonly error: Error | null
  readonly onConfirm: (invite: boolean) => void
  readonly onAgain: () => void
  readonly onLookAgain: () => void
}

/** What a list would do, line by line, and the word that does it. */
export function ImportPreview({ seen, heading, busy, error, onConfirm, onAgain, onLookAgain }: Props) {
  const { t } = useControlWords()
  const [only, setOnly] = useState<Outcome | null>(seen.counts.wrong > 0 ? 'wrong' : null)
  const [invite, setInvite] = useState(true)
  const shown = seen.lines.filter(({ outcome }) => only === null || outcome === only)
  const some = seen.counts.added + seen.counts.changed
  const isOutdated = error instanceof ApiProblem && error.code === 'import_changed'
  return (
    <>
      <section>
        <h2 ref={heading} tabIndex={-1}>{t('provisioning.import.previewTitle')}</h2>
        {seen.ignoredColumns.length > 0 && <Note><p>{t('provisioning.import.ignored', { columns: seen.ignoredColumns.join(', ') })}</p></Note>}
        <div className="import-chips">
          <Chip pressed={only === null} count={seen.lines.length} onToggle={() => setOnly(null)}>{t('provisioning.import.all')}</Chip>
          {outcomes.filter((each) => seen.counts[each] > 0).map((each) => (
            <Chip key={each} pressed={only === each} count={seen.counts[each]} onToggle={() => setOnly(only === each ? null : each)}>{t(`provisioning.import.outcome.${each}`)}</Chip>
          ))}
        </div>
        {seen.errorList !== null && (
          <div className="row wrap">
            <span>{t('provisioning.import.wrongTitle', { count: seen.counts.wrong })}</span>
            <Download text={seen.errorList} />
          </div>
        )}
        <table className="control-table import-table">
          <thead><tr><th scope="col">{t('provisioning.import.line')}</th><th scope="col">{t('provisioning.import.who')}</th><th scope="col">{t('provisioning.import.what')}</th></tr></thead>
          <tbody>{shown.map((line) => <PreviewLine key={line.line} line={line} />)}</tbody>
        </table>
      </section>
      <section className="import-acts stack">
        {error !== null && <ErrorNote error={error} {...(isOutdated ? { onRetry: onLookAgain } : {})} />}
        {some > 0 && (seen.mail ? <Switch on={invite} onChange={setInvite}>{t('provisioning.import.invite')}</Switch> : <small>{t('provisioning.import.noMail')}</small>)}
        {some === 0 && <p>{t('provisioning.import.nothing')}</p>}
        <div className="row wrap">
          {some > 0 && <Button look="fill" busy={busy} onClick={() => onConfirm(invite)}>{t('provisioning.import.confirm', { count: some })}</Button>}
          <Button look="plain" onClick={onAgain}>{t('provisioning.import.again')}</Button>
        </div>
      </section>
    </>
  )
}

function PreviewLine({ line: { line, name, email, team, roles: given, kind, until, outcome, changes, faults } }: { readonly line: ImportLine }) {
  const { t, language } = useControlWords()
  const { role } = useRoleWords()
  const inWords = given.map((each) => roles.find((one) => one === each)).map((each, at) => (each === undefined ? given[at] : role(each)))
  const facts = [
    ...(team === null ? [] : [team]),
    ...inWords,
    ...(until === null ? [] : [t(kind === 'guest' ? 'provisioning.import.guestUntil' : 'provisioning.import.until', { day: until })]),
  ]
  return (
    <tr>
      <td className="soft"><span className="line-word">{t('provisioning.import.line')} </span>{line}</td>
      <th scope="row">{name === '' ? email : name}<small>{name === '' ? '' : email}</small></th>
      <td>
        <Standing look={looks[outcome]}>{t(`provisioning.import.outcome.${outcome}`)}</Standing>
        {facts.length > 0 && <small>{facts.join(' · ')}</small>}
        {changes.length > 0 && outcome === 'changed' && <small>{t('provisioning.import.changesTo', { what: changes.map((each) => t(`provisioning.import.changes.${each}`)).join(', ') })}</small>}
        {faults.map(({ code, column, value }) => <small key={`${column} ${code} ${value}`} className="reason">{importFaultText(code, language, value)}</small>)}
      </td>
    </tr>
  )
}

/** Made on this device, from what the service wrote. */
function Download({ text }: { readonly text: string }) {
  const { t } = useControlWords()
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = t('provisioning.import.errorFile')
    link.click()
    URL.revokeObjectURL(url)
  }
  return <Button size="small" onClick={save}>{t('provisioning.import.errorList')}</Button>
}
