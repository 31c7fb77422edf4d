import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { liftHold, listHolds, type Hold } from '#contract/endpoints/privacy-desk.ts'
import type { PersonId } from '#contract/ids.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNow } from '../workspace/useNow.ts'
import { DeskFrame } from './DeskFrame.tsx'
import { PlaceHold } from './PlaceHold.tsx'

type HoldOf = z.infer<typeof Hold>

/** What suspends erasure and keeping periods: why, by which law, until when. */
export function Holds() {
  const { t } = useRightsWords()
  const { person } = useSearch({ from: '/app/privacy/holds' })
  const mayPlace = useMay('place_holds')
  const maySee = useMay('see_keeping')
  const nowMs = useNow(null, 60_000)
  const [places, setPlaces] = useState(person !== undefined)
  const held = useCall(listHolds, {}, { enabled: maySee })
  const holds = held.data?.holds ?? []
  const isOn = ({ liftedAt, endsAt }: HoldOf) => liftedAt === null && Date.parse(endsAt) > nowMs
  const over = holds.filter((hold) => !isOn(hold))
  const on = holds.filter(isOn)
  return (
    <DeskFrame here="holds" lead={t('desk.holdsLead')}>
      {mayPlace && (
        <section>
          {places ? <PlaceHold person={(person ?? null) as PersonId | null} onDone={() => setPlaces(false)} /> : <Button look="fill" size="big" onClick={() => setPlaces(true)}>{t('desk.holdPlace')}</Button>}
        </section>
      )}
      <section>
        <h2>{t('desk.holdsNow')}</h2>
        {held.data === undefined && (held.error === null ? <LoadingLines lines={4} /> : <ErrorNote error={held.error} onRetry={() => void held.refetch()} />)}
        {held.data !== undefined && on.length === 0 && <p className="soft">{t('desk.holdsNone')}</p>}
        <ul className="lines requests">{on.map((hold) => <HoldLine key={hold.id} hold={hold} mayLift={mayPlace} />)}</ul>
      </section>
      {over.length > 0 && (
        <section>
          <h2>{t('desk.holdsOver')}</h2>
          <ul className="lines requests">{over.map((hold) => <HoldLine key={hold.id} hold={hold} mayLift={false} />)}</ul>
        </section>
      )}
    </DeskFrame>
  )
}

function HoldLine({ hold, mayLift }: { readonly hold: HoldOf; readonly mayLift: boolean }) {
  const { t } = useRightsWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(liftHold)
  const [asks, setAsks] = useState(false)
  const nowMs = useNow(null, 60_000)
  const { person, ground, statute, placedAt, endsAt, liftedAt } = hold
  const state = liftedAt !== null ? t('desk.holdLifted', { day: clock.date(liftedAt) })
    : Date.parse(endsAt) <= nowMs ? t('desk.holdEnded', { day: clock.date(endsAt) })
      : t('desk.holdUntil', { day: clock.dateWithYear(endsAt), time: clock.time(endsAt) })
  const lift = () => act.send({ params: { holdId: hold.id } }, {
    done: async () => {
      tell(t('desk.holdLiftedTold'))
      await queries.invalidateQueries({ queryKey: keyOf(listHolds) })
    },
    ended: () => setAsks(false),
  })
  return (
    <li className="hold">
      <div>
        <strong>{person?.name ?? t('desk.holdEveryone')}</strong>
        <p>{ground}</p>
        <small>{statute ?? t('desk.holdNoStatute')}</small>
        <small>{t('desk.holdSince', { day: clock.dateWithYear(placedAt) })}, {state}</small>
        {act.error !== null && <ErrorNote error={act.error} />}
      </div>
      {mayLift && <Button onClick={() => setAsks(true)}>{t('desk.holdLift')}</Button>}
      <ConfirmDialog open={asks} title={t('desk.holdLiftTitle')} confirm={t('desk.holdLift')} busy={act.isPending} onCancel={() => setAsks(false)} onConfirm={lift}>
        <p>{t('desk.holdLiftText')}</p>
      </ConfirmDialog>
    </li>
  )
}
