import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { giveGrant, listGrantableRoles } from '#contract/endpoints/rights.ts'
import type { LocationId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { ChoiceLine } from '../ChoiceLine.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import { endOf, startOf } from '../days.ts'
import '../people/people.css'
import './rights.css'
import { usePeopleChanged } from '../usePeopleChanged.ts'
import { useRoleWords } from '../useRoleWords.ts'
import { useToday } from '../useToday.ts'
import { WhoGets, type Receiver } from './WhoGets.tsx'

const leastWhy = 3

/** A role, step by step: who, which, where, why, how long. Only roles that one may give oneself, and only where. */
export function GiveRole() {
  const { t } = useControlWords()
  const { role: roleWord, where: whereWord } = useRoleWords()
  const clock = useClock()
  const tell = useTell()
  const navigate = useNavigate()
  const changed = usePeopleChanged()
  const before = useSearch({ from: '/app/control/rights/give' })
  const may = mayAnywhere(useSession(), 'grant_rights')
  const grantable = useCall(listGrantableRoles, {}, { enabled: may })
  const give = useSend(giveGrant)
  const [who, setWho] = useState<Receiver | null>(before.person === undefined ? null : { personId: before.person })
  const [role, setRole] = useState<Role | null>(before.role ?? null)
  const [where, setWhere] = useState<LocationId | 'whole' | null>(before.location ?? null)
  const [why, setWhy] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [wrong, setWrong] = useState<{ who?: string; role?: string; where?: string; why?: string; until?: string }>({})
  const rolesHere = grantable.data?.roles ?? []
  const chosen = rolesHere.find((one) => one.role === role)
  const places: readonly { id: LocationId | 'whole'; name: string }[] = chosen === undefined ? [] : [...(chosen.whole ? [{ id: 'whole' as const, name: t('rights.whole') }] : []), ...chosen.locations]
  const place = places.length === 1 ? places[0] : places.find(({ id }) => id === where)
  const today = useToday()
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const found = {
      ...(who === null ? { who: t('rights.chooseFirst') } : {}),
      ...(role === null ? { role: t('rights.chooseFirst') } : {}),
      ...(place === undefined ? { where: t('rights.chooseFirst') } : {}),
      ...(why.trim().length < leastWhy ? { why: t('rights.whyShort') } : {}),
      ...(until !== '' && until < (from === '' ? today : from) ? { until: t('rights.untilWrong') } : {}),
    }
    setWrong(found)
    if (who === null || role === null || place === undefined || Object.keys(found).length > 0) return
    const locationId = place.id === 'whole' ? null : place.id
    give.send({ body: { ...who, role, locationId, why, from: from === '' || from <= today ? null : startOf(from), until: until === '' ? null : endOf(until) } }, {
      done: async (grant) => {
        const said = { name: grant.person.name, role: roleWord(grant.role).toLowerCase(), where: grant.location === null ? t('rights.whole').toLowerCase() : whereWord(grant.location) }
        tell(grant.state === 'coming' ? t('rights.givenLater', { ...said, date: clock.dateInTable(grant.from) }) : t('rights.given', said))
        await changed()
        void navigate({ to: '/control/rights', search: { view: 'roles', ...(locationId === null ? {} : { location: locationId }) } })
      },
    })
  }
  return (
    <ControlFrame here="rights" title={t('rights.giveTitle')} lead={t('rights.giveLead')} back={{ to: '/control/rights', label: t('frame.section.rights') }}>
      {grantable.data === undefined && may && <section>{grantable.error === null ? <LoadingLines lines={6} /> : <ErrorNote error={grantable.error} onRetry={() => void grantable.refetch()} />}</section>}
      {grantable.data !== undefined && rolesHere.length === 0 && <EmptyState title={t('rights.giveNone')} />}
      {rolesHere.length > 0 && (
        <section>
          <form className="control-form give" onSubmit={send} noValidate>
            <ol>
              <Step title={t('rights.stepWho')} wrong={wrong.who}><WhoGets receiver={who} onChoose={setWho} /></Step>
              <Step title={t('rights.stepRole')} wrong={wrong.role} hint={t('rights.onlyYours')}>
                {rolesHere.map((one) => (
                  <ChoiceLine key={one.role} of="one" name="role" on={role === one.role} onChange={() => setRole(one.role)}>
                    <strong>{roleWord(one.role)}</strong><small>{t(`rights.roleMeans.${one.role}`)}</small>
                  </ChoiceLine>
                ))}
              </Step>
              <Step title={t('rights.stepWhere')} wrong={wrong.where}>
                {role === null && <p className="soft">{t('rights.roleFirst')}</p>}
                {places.map(({ id, name }) => <ChoiceLine key={id} of="one" name="where" on={place?.id === id} onChange={() => setWhere(id)}>{name}</ChoiceLine>)}
              </Step>
              <Step title={t('rights.stepWhy')}>
                <Field label={t('rights.whyField')} hint={t('rights.whyHint')} maxLength={500} autoComplete="off" value={why} wrong={wrong.why} onChange={(event) => setWhy(event.target.value)} />
              </Step>
              <Step title={t('rights.stepWhen')}>
                <div className="two">
                  <Field label={t('rights.from')} hint={t('rights.fromHint')} type="date" min={today} value={from} onChange={(event) => setFrom(event.target.value)} />
                  <Field label={t('rights.untilField')} hint={t('rights.untilHint')} type="date" min={from === '' ? today : from} value={until} wrong={wrong.until} onChange={(event) => setUntil(event.target.value)} />
                </div>
              </Step>
            </ol>
            {give.error !== null && <ErrorNote error={give.error} />}
            <Button look="fill" size="big" submit busy={give.isPending}>{role === null ? t('rights.giveDoPlain') : t('rights.giveDo', { role: roleWord(role).toLowerCase() })}</Button>
          </form>
        </section>
      )}
    </ControlFrame>
  )
}

type StepProps = { readonly title: string; readonly hint?: string; readonly wrong?: string | undefined; readonly children: ReactNode }

function Step({ title, hint, wrong, children }: StepProps) {
  return (
    <li>
      <fieldset className="choices">
        <legend>{title}</legend>
        {hint !== undefined && <p className="hint">{hint}</p>}
        {children}
        {wrong !== undefined && <p className="wrong" role="alert">{wrong}</p>}
      </fieldset>
    </li>
  )
}
