import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { findPeople, listTeams } from '#contract/endpoints/people.ts'
import { listLocations } from '#contract/endpoints/places.ts'
import type { TeamId } from '#contract/ids.ts'
import { Offline } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/choices.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useNow } from '../workspace/useNow.ts'
import { dayAfter, wallClockAt } from '../workspace/wall-clock.ts'
import { groupsOf } from './groups.ts'
import './people.css'
import { PersonLine } from './PersonLine.tsx'
import { useLate } from './useLate.ts'

/** Colleagues who let themselves be found: where they are today, and who comes tomorrow. */
export function People() {
  const { t } = useWords()
  const { person } = useSession()
  const [typed, setTyped] = useState('')
  const [teamId, setTeamId] = useState<TeamId | null>(null)
  const search = useDeferredValue(useLate(typed.trim(), 250))
  const locations = useCall(listLocations, {}, { staleTime: 300_000 })
  const zone = locations.data?.locations[0]?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const day = wallClockAt(useNow(null, 60_000), zone).day
  const narrow = { ...(search === '' ? {} : { search }), ...(teamId === null ? {} : { teamId }) }
  const now = useCall(findPeople, { query: narrow }, { keepLast: true, refetchInterval: 60_000 })
  const later = useCall(findPeople, { query: { ...narrow, date: dayAfter(day) } }, { keepLast: true, enabled: search === '' })
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })

  const own = person.team?.id ?? null
  const sorted = [...(teams.data?.teams ?? [])].sort((a, b) => Number(b.id === own) - Number(a.id === own) || a.name.localeCompare(b.name))
  const chosenTeam = sorted.find(({ id }) => id === teamId)
  const groups = now.data === undefined ? null : groupsOf(now.data.people, person, search !== '')
  const tomorrow = search === '' ? later.data?.people.filter(({ id, place }) => id !== person.id && place !== null) ?? [] : []
  const hidden = now.data?.hiddenInMyTeam ?? 0
  const inWords = numberWords[hidden - 2]
  const titles = {
    team: t('people.myTeamToday', { team: person.team?.name ?? '' }),
    others: chosenTeam === undefined ? t('people.othersToday') : t('people.teamToday', { team: chosenTeam.name }),
    found: t('people.found'),
  }
  return (
    <main className="screen people" id="screen" tabIndex={-1}>
      <PageHeading title={t('people.title')} />
      <search className="pad people-search">
        <Icon name="search" size={20} />
        <input
          type="search" aria-label={t('people.search')} placeholder={t('people.search')} maxLength={100} autoComplete="off" spellCheck={false}
          value={typed} onChange={(event) => setTyped(event.target.value)}
        />
        {typed !== '' && <Button look="plain" square aria-label={t('people.clear')} onClick={() => setTyped('')}><Icon name="close" size={18} /></Button>}
      </search>
      {sorted.length > 1 && (
        <fieldset className="chips people-teams">
          <legend className="unseen">{t('people.teams')}</legend>
          {sorted.map(({ id, name }) => (
            <Chip key={id} pressed={teamId === id} onToggle={() => setTeamId(teamId === id ? null : id)}>{name}</Chip>
          ))}
        </fieldset>
      )}
      <div className="people-seen">
        <p><strong className="strong">{t(`people.visibility.${person.visibility}`)}</strong><br /><span className="soft">{t(`people.visibilityMore.${person.visibility}`)}</span></p>
        <Link to="/me" hash="visibility">{t('people.change')}</Link>
      </div>
      {now.error !== null && now.data === undefined && (
        <div className="pad">
          {now.error instanceof Offline ? <><OfflineNote lastSeen={null} /><p className="soft people-note">{t('people.needsConnection')}</p></>
            : <ErrorNote error={now.error} onRetry={() => void now.refetch()} />}
        </div>
      )}
      {now.data === undefined && now.error === null && <div className="pad"><LoadingLines lines={6} /></div>}
      <output className="unseen">{search !== '' && groups !== null ? t('people.counted', { count: groups.reduce((sum, group) => sum + group.people.length, 0) }) : ''}</output>
      {groups !== null && groups.length === 0 && tomorrow.length === 0 && (
        <EmptyState title={t(search === '' ? 'people.nobodyTitle' : 'people.notFoundTitle')}>{t(search === '' ? 'people.nobodyText' : 'people.notFoundText')}</EmptyState>
      )}
      {groups?.map(({ name, people }) => (
        <section key={name}>
          <h2>{titles[name]}<span>{people.length}</span></h2>
          <ul className="lines">{people.map((one) => <PersonLine key={one.id} colleague={one} zone={zone} />)}</ul>
        </section>
      ))}
      {tomorrow.length > 0 && (
        <section>
          <h2>{t('people.tomorrow')}<span>{tomorrow.length}</span></h2>
          <ul className="lines">{tomorrow.map((one) => <PersonLine key={one.id} colleague={one} zone={zone} date={dayAfter(day)} />)}</ul>
        </section>
      )}
      {search === '' && hidden > 1 && (
        <p className="people-note">{t('people.hidden', { number: inWords === undefined ? hidden : t(`people.numbers.${inWords}`) })}</p>
      )}
    </main>
  )
}

/** From two to ten in words, as people write them in a sentence. */
const numberWords = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const
