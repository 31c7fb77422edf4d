import { useState } from 'react'
import { endSessionsOf, listSessionsOf } from '#contract/endpoints/sign-in-policy.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Button } from '../../../ui/Button.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { deviceIn } from '../../security/device-words.ts'
import type { Person } from './PersonParts.tsx'
import { usePeopleChanged } from '../usePeopleChanged.ts'

/** Where somebody is signed in: device, network and how, never what they did there; and signing them out. */
export function PersonSessions({ person: { id, name } }: { readonly person: Person }) {
  const { t, language } = useControlWords()
  const clock = useClock()
  const tell = useTell()
  const changed = usePeopleChanged()
  const [asks, setAsks] = useState(false)
  const sessions = useCall(listSessionsOf, { params: { personId: id } })
  const end = useSend(endSessionsOf)
  const out = () => {
    setAsks(false)
    end.send({ params: { personId: id } }, {
      done: async () => {
        tell(t('person.signedOut', { name }))
        await changed()
      },
    })
  }
  const open = sessions.data?.sessions ?? []
  return (
    <section>
      <div className="row between">
        <h2>{t('person.sessions')}</h2>
        {open.length > 0 && <Button look="plain" size="small" busy={end.isPending} onClick={() => setAsks(true)}>{t('person.signOut')}</Button>}
      </div>
      {sessions.data === undefined && (sessions.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={sessions.error} onRetry={() => void sessions.refetch()} />)}
      {sessions.data !== undefined && open.length === 0 && <p className="soft">{t('person.sessionsNone')}</p>}
      <ul className="lines">
        {open.map((one) => (
          <li key={one.id} className="session">
            <span><strong>{deviceIn(language, one.device)}</strong><small>{[one.network ?? t('person.sessionNetwork'), t(`person.methods.${one.method}`)].join(', ')}</small></span>
            <small>{t('person.sessionSeen', { when: `${clock.dayShort(one.seenAt)}, ${clock.time(one.seenAt)}` })}</small>
          </li>
        ))}
      </ul>
      {end.error !== null && <ErrorNote error={end.error} />}
      <ConfirmDialog open={asks} title={t('person.signOutTitle', { name })} confirm={t('person.signOut')} onCancel={() => setAsks(false)} onConfirm={out}>
        <p>{t('person.signOutText')}</p>
      </ConfirmDialog>
    </section>
  )
}
