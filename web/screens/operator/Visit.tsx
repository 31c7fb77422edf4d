import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import {
  endVisit, extendVisit, findPersonInVisit, getPersonInVisit, listDevicesInVisit, listVisits, signOutInVisit, type StaffVisit,
} from '#contract/endpoints/operator-visits.ts'
import type { VisitId } from '#contract/ids.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { useMoments } from './useMoments.ts'
import { PersonFacts } from './PersonFacts.tsx'

/** Within a running visit: one person at a time, or the devices. What was seen goes from the screen with the visit. */
export function Visit() {
  const { t } = useOperatorWords()
  const { visitId } = useParams({ from: '/operator/visits/$visitId' })
  const listed = useCall(listVisits, {})
  const visit = listed.data?.visits.find(({ id }) => id === visitId)
  const back = <Link to="/operator/visits" className="back"><Icon name="back" size={18} />{t('visits.back')}</Link>
  if (listed.data === undefined) return listed.error === null ? <LoadingLines /> : <ErrorNote error={listed.error} />
  if (visit === undefined || !visit.mine || visit.state !== 'running') {
    return <><PageHeading title={t('visits.over')} before={back} /><EmptyState title={t('visits.over')}>{t('visits.overText')}</EmptyState></>
  }
  return (
    <>
      <PageHeading title={visit.organisation.name} before={back}><p>{visit.words}</p></PageHeading>
      <People visit={visit} />
      <Devices visitId={visit.id} />
      <Time visit={visit} />
    </>
  )
}

function People({ visit }: { readonly visit: StaffVisit }) {
  const { t } = useOperatorWords()
  const tell = useTell()
  const find = useSend(findPersonInVisit)
  const look = useSend(getPersonInVisit)
  const signOut = useSend(signOutInVisit)
  const [email, setEmail] = useState('')
  const visitId = visit.id
  const person = find.data?.person ?? null
  const params = { visitId, personId: person?.id ?? ('' as never) }
  const error = find.error ?? look.error ?? signOut.error
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    look.reset()
    find.send({ params: { visitId }, body: { email } })
  }
  return (
    <section>
      <h2>{t('visits.person')}</h2>
      <form className="control-form" onSubmit={send}>
        <Field label={t('visits.email')} type="email" required autoComplete="off" hint={t('visits.told')} value={email} onChange={(event) => setEmail(event.target.value)} />
        <div><Button submit busy={find.isPending}>{t('visits.find')}</Button></div>
      </form>
      {error !== null && <ErrorNote error={error} />}
      {find.data?.person === null && <p>{t('visits.nobody')}</p>}
      {person !== null && (
        <>
          <PersonFacts person={person} details={look.data ?? null} />
          <div className="visit-acts">
            {look.data === undefined && <Button busy={look.isPending} onClick={() => look.send({ params })}>{t('visits.details')}</Button>}
            {visit.scope === 'write' && (
              <Button warn busy={signOut.isPending} onClick={() => signOut.send({ params }, { done: () => {
                tell(t('visits.signedOut'))
                look.send({ params })
              } })}>{t('visits.signOut')}</Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}

function Devices({ visitId }: { readonly visitId: VisitId }) {
  const { t } = useOperatorWords()
  const { when } = useMoments()
  const act = useSend(listDevicesInVisit)
  return (
    <section>
      <h2>{t('visits.devicesTitle')}</h2>
      {act.error !== null && <ErrorNote error={act.error} />}
      {act.data === undefined && <Button busy={act.isPending} onClick={() => act.send({ params: { visitId } })}>{t('visits.devices')}</Button>}
      {act.data?.devices.length === 0 && <p className="soft">{t('visits.devicesNone')}</p>}
      <ul className="lines">
        {act.data?.devices.map(({ id, name, model, lastSeenAt, stuck }) => (
          <li key={id}>
            <strong>{name ?? model}</strong>
            <small>{lastSeenAt === null ? t('visits.neverSeen') : t('visits.seen', { when: when(lastSeenAt) })}{stuck && `, ${t('visits.stuck')}`}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

const moreMinutes = 15

function Time({ visit }: { readonly visit: StaffVisit }) {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const tell = useTell()
  const more = useSend(extendVisit)
  const end = useSend(endVisit)
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listVisits) })
  const error = more.error ?? end.error
  const params = { visitId: visit.id }
  const done = (said: string) => async () => {
    tell(said)
    await again()
  }
  return (
    <section>
      {error !== null && <ErrorNote error={error} />}
      <div className="visit-acts">
        <Button busy={more.isPending} onClick={() => more.send({ params, body: { minutes: moreMinutes } }, { done: done(t('visits.moreAsked')) })}>{t('visits.more')}</Button>
        <Button busy={end.isPending} onClick={() => end.send({ params }, { done: done(t('visits.ended')), refused: again })}>{t('visits.end')}</Button>
      </div>
    </section>
  )
}
