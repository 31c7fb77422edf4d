import { useState, type SubmitEvent } from 'react'
import { addClientSecret, addStandingToken, createClient, removeClientSecret, revokeClient, revokeToken } from '#contract/endpoints/integrations.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import type { Detail } from './detail.ts'
import { Once } from './Once.tsx'

type Props = { readonly approval: Detail; readonly open: boolean; readonly onChange: () => Promise<void> }

/** Programs under an approval, each with its secrets; a directory may have a standing token instead. */
export function Programs({ approval, open, onChange }: Props) {
  const { t } = useControlWords()
  const [name, setName] = useState('')
  const add = useSend(createClient)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    add.send({ params: { approvalId: approval.id }, body: { name } }, {
      done: async () => {
        setName('')
        await onChange()
      },
    })
  }
  return (
    <section>
      <h2>{t('integrations.programs')}</h2>
      <p className="soft">{t(approval.kind === 'scim' ? 'integrations.programsScim' : 'integrations.programsText')}</p>
      <ul className="lines">
        {approval.clients.filter(({ revokedAt }) => revokedAt === null).map((one) => <Program key={one.id} program={one} approval={approval} open={open} onChange={onChange} />)}
      </ul>
      {open && (
        <form className="control-form add-program" onSubmit={send}>
          <Field label={t('integrations.programName')} value={name} maxLength={120} required autoComplete="off" onChange={(event) => setName(event.target.value)} />
          {add.error !== null && <ErrorNote error={add.error} />}
          <div className="row"><Button submit busy={add.isPending}>{t('integrations.addProgram')}</Button></div>
        </form>
      )}
    </section>
  )
}

function Program({ program, approval, open, onChange }: Props & { readonly program: Detail['clients'][number] }) {
  const { t } = useControlWords()
  const clock = useClock()
  const tell = useTell()
  const [once, setOnce] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const [addSecret, addStanding, remove, end, revoke] = [useSend(addClientSecret), useSend(addStandingToken), useSend(removeClientSecret), useSend(revokeToken), useSend(revokeClient)]
  const params = { clientId: program.id }
  const body = { endsAt: approval.endsAt }
  const standing = approval.tokens.filter(({ clientId }) => clientId === program.id)
  const error = addSecret.error ?? addStanding.error ?? remove.error ?? end.error ?? revoke.error
  const shown = async (secret: string) => {
    setOnce(secret)
    await onChange()
  }
  const gone = (text: string) => async () => {
    tell(text)
    setAsked(false)
    await onChange()
  }
  return (
    <li className="program">
      <div className="held">
        <span>
          <strong>{program.name}</strong>
          <small>{t('integrations.clientId')}: <span className="hash">{program.oauthId}</span></small>
          <small>{program.lastUsedOn === null ? t('integrations.neverUsed') : t('integrations.lastUsed', { day: clock.dateWithYear(`${program.lastUsedOn}T12:00:00Z`) })}</small>
        </span>
        {open && <Button size="small" warn onClick={() => setAsked(true)}>{t('integrations.revokeProgram')}</Button>}
      </div>
      {once !== null && <Once value={once} onDone={() => setOnce(null)} />}
      <ul className="secrets">
        {program.secrets.map(({ slot, endsAt }) => (
          <li key={slot} className="held">
            <span>{t('integrations.secret', { slot })} <small>{t('integrations.secretUntil', { day: clock.dateInTable(endsAt) })}</small></span>
            {open && <Button size="small" look="plain" onClick={() => remove.send({ params: { ...params, slot } }, { done: gone(t('integrations.secretGone')) })}>{t('integrations.remove')}</Button>}
          </li>
        ))}
        {standing.map(({ id, endsAt }) => (
          <li key={id} className="held">
            <span>{t('integrations.standing')} <small>{t('integrations.secretUntil', { day: clock.dateInTable(endsAt) })}</small></span>
            {open && <Button size="small" look="plain" onClick={() => end.send({ params: { tokenId: id } }, { done: gone(t('integrations.tokenGone')) })}>{t('integrations.remove')}</Button>}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNote error={error} />}
      {open && (
        <div className="row wrap">
          {program.secrets.length < 2 && <Button size="small" busy={addSecret.isPending} onClick={() => addSecret.send({ params, body }, { done: ({ secret }) => shown(secret) })}>{t('integrations.newSecret')}</Button>}
          {approval.kind === 'scim' && standing.length < 2 && <Button size="small" busy={addStanding.isPending} onClick={() => addStanding.send({ params, body }, { done: ({ token }) => shown(token) })}>{t('integrations.newStanding')}</Button>}
        </div>
      )}
      <ConfirmDialog
        open={asked} title={t('integrations.revokeProgramTitle', { name: program.name })} confirm={t('integrations.revokeProgram')} busy={revoke.isPending}
        onConfirm={() => revoke.send({ params }, { done: gone(t('integrations.programGone', { name: program.name })) })} onCancel={() => setAsked(false)}
      >
        <p>{t('integrations.revokeProgramText')}</p>
      </ConfirmDialog>
    </li>
  )
}
