import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react'
import { listDataSubjects, listHolds, placeHold } from '#contract/endpoints/privacy-desk.ts'
import type { PersonId } from '#contract/ids.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { deviceZone, useClock } from '../../language/useClock.ts'
import { instantAt } from '../organisation/clock.ts'

const shortest = 10

/** A hold: about whom, why, by which law, until when. */
export function PlaceHold({ person, onDone }: { readonly person: PersonId | null; readonly onDone: () => void }) {
  const { t, app } = useRightsWords()
  const id = useId()
  const queries = useQueryClient()
  const tell = useTell()
  const clock = useClock()
  const act = useSend(placeHold)
  const people = useCall(listDataSubjects, {}, { staleTime: 60_000 })
  const [today] = useState(() => clock.isoDay(Date.now()))
  const [personId, setPersonId] = useState<PersonId | null>(person)
  const [ground, setGround] = useState('')
  const [statute, setStatute] = useState('')
  const [ends, setEnds] = useState('')
  const [wrong, setWrong] = useState<{ ground?: string; ends?: string }>({})
  const select = useRef<HTMLSelectElement>(null)
  const groundField = useRef<HTMLTextAreaElement>(null)
  const endsField = useRef<HTMLInputElement>(null)
  useEffect(() => select.current?.focus({ preventScroll: true }), [])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    // Up to and including that day: until its midnight on the clock of who places it.
    const nextDay = ends === '' ? '' : new Date(Date.parse(`${ends}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    const endsMs = instantAt(nextDay, '00:00', deviceZone())
    const found = {
      ...(ground.trim().length < shortest ? { ground: t('desk.holdGroundShort') } : {}),
      ...(endsMs === null || endsMs <= Date.now() ? { ends: t('desk.holdEndsWrong') } : {}),
    }
    setWrong(found)
    if (found.ground !== undefined) return groundField.current?.focus()
    if (endsMs === null || found.ends !== undefined) return endsField.current?.focus()
    act.send({ body: { personId, ground: ground.trim(), statute: statute.trim() === '' ? null : statute.trim(), endsAt: new Date(endsMs).toISOString() } }, {
      done: async () => {
        tell(t('desk.holdPlaced'))
        await queries.invalidateQueries({ queryKey: keyOf(listHolds) })
        await queries.invalidateQueries({ queryKey: keyOf(listDataSubjects) })
        onDone()
      },
    })
  }
  return (
    <form onSubmit={send} noValidate className="stack place-hold">
      <h2>{t('desk.holdPlace')}</h2>
      <div className="field">
        <label htmlFor={`${id}-who`}>{t('desk.holdWho')}</label>
        <select
          ref={select} id={`${id}-who`} className="input" value={personId ?? ''}
          onChange={(event) => setPersonId(people.data?.people.find((one) => one.id === event.target.value)?.id ?? null)}
        >
          <option value="">{t('desk.holdEveryone')}</option>
          {people.data?.people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-ground`}>{t('desk.holdGround')}</label>
        <textarea
          ref={groundField} id={`${id}-ground`} className="input" rows={3} maxLength={1000} required value={ground} aria-invalid={wrong.ground !== undefined || undefined}
          aria-describedby={`${id}-hint${wrong.ground === undefined ? '' : ` ${id}-wrong`}`} onChange={(event) => setGround(event.target.value)}
        />
        <p className="hint" id={`${id}-hint`}>{t('desk.holdGroundHint')}</p>
        {wrong.ground !== undefined && <p className="wrong" id={`${id}-wrong`}>{wrong.ground}</p>}
      </div>
      <Field label={t('desk.holdStatute')} maxLength={300} autoComplete="off" hint={t('desk.holdStatuteHint')} value={statute} onChange={(event) => setStatute(event.target.value)} />
      <Field ref={endsField} label={t('desk.holdEnds')} type="date" required min={today} value={ends} wrong={wrong.ends} onChange={(event) => setEnds(event.target.value)} />
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="row wrap">
        <Button look="fill" size="big" submit busy={act.isPending}>{t('desk.holdSave')}</Button>
        <Button size="big" onClick={onDone}>{app('parts.cancel')}</Button>
      </div>
    </form>
  )
}
