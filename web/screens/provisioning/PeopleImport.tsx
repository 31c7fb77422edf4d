import { Link } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { importPeople, previewPeopleImport } from '#contract/endpoints/provisioning.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { usePeopleChanged } from '../control/usePeopleChanged.ts'
import { ImportPreview } from './ImportPreview.tsx'
import './provisioning.css'

const mostBytes = 1_000_000

/** A list of people: pasted or chosen, looked at, confirmed. */
export function PeopleImport() {
  const { t } = useControlWords()
  const may = useMay('manage_people')
  const changed = usePeopleChanged()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const look = useSend(previewPeopleImport)
  const bring = useSend(importPeople)
  const heading = useRef<HTMLHeadingElement>(null)
  const seen = look.data
  const done = bring.data
  useEffect(() => {
    if (seen !== undefined || done !== undefined) heading.current?.focus()
  }, [seen, done])
  const lookAt = () => {
    if (text.trim() === '') return setWrong(t('provisioning.import.nothingToLook'))
    setWrong(null)
    bring.reset()
    look.send({ body: { text } })
  }
  const startOver = (keep: boolean) => {
    look.reset()
    bring.reset()
    if (!keep) setText('')
  }
  return (
    <ControlFrame here="people" title={t('provisioning.import.title')} lead={t('provisioning.import.lead')} back={{ to: '/control/people', label: t('provisioning.import.back') }}>
      {done !== undefined && (
        <section className="few stack">
          <h2 ref={heading} tabIndex={-1}>{t('provisioning.import.doneTitle')}</h2>
          <p>{t('provisioning.import.doneText', done)}</p>
          {done.invited > 0 && <p>{t('provisioning.import.doneInvited', { count: done.invited })}</p>}
          <div className="row wrap">
            <Link to="/control/people" className="btn fill">{t('provisioning.import.toPeople')}</Link>
            <Button look="plain" onClick={() => startOver(false)}>{t('provisioning.import.another')}</Button>
          </div>
        </section>
      )}
      {done === undefined && seen === undefined && may && (
        <section className="few">
          <ListForm text={text} wrong={wrong} busy={look.isPending} onText={setText} onWrong={setWrong} onLook={lookAt} />
          {look.error !== null && <ErrorNote error={look.error} />}
        </section>
      )}
      {done === undefined && seen !== undefined && (
        <ImportPreview
          seen={seen} heading={heading} busy={bring.isPending} error={bring.error} onAgain={() => startOver(true)} onLookAgain={lookAt}
          onConfirm={(invite) => bring.send({ body: { text, hash: seen.hash, invite } }, { done: async () => void (await changed()) })}
        />
      )}
    </ControlFrame>
  )
}

type FormProps = {
  readonly text: string
  readonly wrong: string | null
  readonly busy: boolean
  readonly onText: (text: string) => void
  readonly onWrong: (wrong: string | null) => void
  readonly onLook: () => void
}

function ListForm({ text, wrong, busy, onText, onWrong, onLook }: FormProps) {
  const { t } = useControlWords()
  const id = useId()
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > mostBytes) return onWrong(t('provisioning.import.fileTooBig'))
    onWrong(null)
    onText(await file.text())
  }
  return (
    <form
      className="import-form stack" noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onLook()
      }}
    >
      <div className={wrong === null ? 'field' : 'field wrong'}>
        <label htmlFor={id}>{t('provisioning.import.list')}</label>
        <textarea
          id={id} className="input" spellCheck={false} value={text} aria-describedby={`${id}-hint`} aria-invalid={wrong !== null}
          onChange={(event) => onText(event.target.value)}
        />
        <small id={`${id}-hint`}>{t('provisioning.import.listHint')} {t('provisioning.import.columns')}</small>
        {wrong !== null && <small className="reason" role="alert">{wrong}</small>}
      </div>
      <div className="row wrap">
        <Button look="fill" submit busy={busy}>{t('provisioning.import.look')}</Button>
        <label className="btn pick">
          {t('provisioning.import.file')}
          <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void read(event.target.files?.[0])} />
        </label>
      </div>
    </form>
  )
}
