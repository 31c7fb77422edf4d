import { useId, useState, type SubmitEvent } from 'react'
import { registerGuest } from '#contract/endpoints/guests.ts'
import { listLocations } from '#contract/endpoints/places.ts'
import type { LocationId } from '#contract/ids.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ErrorNote } from '../../../ui/notes.tsx'
import { endOf, startOf } from '../days.ts'
import type { Invited } from './Invite.tsx'
import { InvitationLanguage, NameAndEmail } from './InviteeFields.tsx'
import { useInvitee } from './useInvitee.ts'
import { usePeopleChanged } from '../usePeopleChanged.ts'
import { useToday } from '../useToday.ts'

const dayMs = 86_400_000
/** The service lets a guest in for no longer. */
const mostDays = 90

/** Somebody from outside: at one location, and with an end. */
export function InviteGuest({ onDone }: { readonly onDone: (invited: Invited) => void }) {
  const { t } = useControlWords()
  const id = useId()
  const invitee = useInvitee()
  const changed = usePeopleChanged()
  const locations = useCall(listLocations, {}, { staleTime: 300_000 })
  const act = useSend(registerGuest)
  const today = useToday()
  const [locationId, setLocationId] = useState<LocationId | null>(null)
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState(today)
  const [wrong, setWrong] = useState<{ where?: string; until?: string }>({})
  const where = locationId ?? (locations.data?.locations.length === 1 ? locations.data.locations[0]?.id ?? null : null)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const end = endOf(until)
    const found = {
      ...(where === null ? { where: t('invite.chooseWhere') } : {}),
      ...(end === null || until < from || Date.parse(end) > Date.now() + mostDays * dayMs ? { until: t('invite.untilWrong') } : {}),
    }
    setWrong(found)
    if (!invitee.isSound() || where === null || end === null || found.until !== undefined) return
    const { name, email, language } = invitee
    act.send({ body: { name, email, locationId: where, from: from <= today ? null : startOf(from), until: end, language } }, {
      done: ({ guest, invitation }) => {
        void changed()
        onDone({ id: guest.id, name: guest.name, ...invitation })
      },
      refused: invitee.refused,
    })
  }
  return (
    <form onSubmit={send} noValidate className="stack">
      <p className="soft">{t('invite.guestText')}</p>
      <NameAndEmail invitee={invitee} />
      <div className="field">
        <label htmlFor={id}>{t('invite.where')}</label>
        <select
          id={id} className="input" value={where ?? ''} aria-invalid={wrong.where !== undefined || undefined} aria-describedby={wrong.where === undefined ? undefined : `${id}-wrong`}
          onChange={(event) => setLocationId(locations.data?.locations.find((one) => one.id === event.target.value)?.id ?? null)}
        >
          <option value="">{t('invite.chooseWhere')}</option>
          {locations.data?.locations.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
        {wrong.where !== undefined && <p className="wrong" id={`${id}-wrong`}>{wrong.where}</p>}
      </div>
      <div className="two">
        <Field label={t('invite.from')} type="date" min={today} value={from} onChange={(event) => setFrom(event.target.value)} />
        <Field label={t('invite.until')} type="date" min={from} value={until} wrong={wrong.until} onChange={(event) => setUntil(event.target.value)} />
      </div>
      <InvitationLanguage invitee={invitee} />
      {act.error !== null && !invitee.isTaken(act.error) && <ErrorNote error={act.error} />}
      <Button look="fill" size="big" submit busy={act.isPending}>{t('invite.send')}</Button>
    </form>
  )
}
