import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { addStaffKey, listStaffKeys, removeStaffKey, staffKeyOptions, type StaffKey } from '#contract/endpoints/operator-sign-in.ts'
import { call } from '../../client/call.ts'
import { makePasskey } from '../../client/passkey.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { useMoments } from './useMoments.ts'
import { useKeyAct } from './useStaff.ts'

/** One's own hardware keys. */
export function Keys() {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useKeyAct()
  const [name, setName] = useState('')
  const listed = useCall(listStaffKeys, {})
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listStaffKeys) })
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    act.run(async () => {
      const { options } = await call(staffKeyOptions)
      await call(addStaffKey, { body: { name: name.trim(), answer: await makePasskey(options) } })
      tell(t('keys.added'))
      setName('')
      await again()
    })
  }
  return (
    <>
      <PageHeading title={t('keys.title')}><p>{t('keys.lead')}</p></PageHeading>
      <section>
        {listed.data === undefined && (listed.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={listed.error} />)}
        <ul className="lines">{listed.data?.keys.map((key) => <KeyLine key={key.id} held={key} onChange={again} />)}</ul>
      </section>
      <section>
        <h2>{t('keys.add')}</h2>
        <form className="control-form" onSubmit={add}>
          <Field label={t('keys.name')} value={name} maxLength={120} required onChange={(event) => setName(event.target.value)} />
          {act.trouble !== null && <Note>{act.trouble}</Note>}
          {act.error !== null && <ErrorNote error={act.error} />}
          <div><Button submit busy={act.busy}>{t('keys.add')}</Button></div>
        </form>
      </section>
    </>
  )
}

function KeyLine({ held, onChange }: { readonly held: StaffKey; readonly onChange: () => Promise<void> }) {
  const { t } = useOperatorWords()
  const { when } = useMoments()
  const tell = useTell()
  const act = useSend(removeStaffKey)
  const remove = () => act.send({ params: { staffKeyId: held.id } }, {
    done: async () => {
      tell(t('keys.removed'))
      await onChange()
    },
  })
  return (
    <li className="desk-line">
      <div>
        <strong>{held.name}</strong>
        <small>{[t(held.proof === 'maker' ? 'keys.maker' : 'keys.none'), held.lastUsedAt === null ? t('keys.unused') : t('keys.used', { when: when(held.lastUsedAt) })].join(', ')}</small>
        {act.error !== null && <ErrorNote error={act.error} />}
      </div>
      <Button size="small" busy={act.isPending} onClick={remove} aria-label={`${t('keys.remove')}: ${held.name}`}>{t('keys.remove')}</Button>
    </li>
  )
}
