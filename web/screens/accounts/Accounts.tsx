import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listAccounts, listTeams } from '#contract/endpoints/people.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../first-use/first-use.css'
import '../me/me.css'
import { AccountLine } from './AccountLine.tsx'
import './accounts.css'
import { Invite } from './Invite.tsx'
import { Teams } from './Teams.tsx'

/** Who may sign in, with which role and in which team; for organisation managers. */
export function Accounts() {
  const { t } = useWords()
  const { organisation } = useSession()
  const may = useMay('manage_people')
  const [search, setSearch] = useState('')
  const [invites, setInvites] = useState(false)
  const wanted = search.trim()
  const accounts = useCall(listAccounts, { query: { limit: 500, ...(wanted === '' ? {} : { search: wanted }) } }, { enabled: may })
  const teams = useCall(listTeams, {}, { enabled: may })
  const found = accounts.data?.accounts ?? []
  const back = <div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{t('me.title')}</Link></div>
  return (
    <main className="screen me accounts" id="screen" tabIndex={-1}>
      <PageHeading title={t('accounts.title')} before={back}><p>{t('accounts.lead', { organisation: organisation.name })}</p></PageHeading>
      {!may && <p className="pad soft">{t('accounts.notYours')}</p>}
      {may && (
        <>
          <section>
            {invites ? <Invite teams={teams.data?.teams ?? []} onDone={() => setInvites(false)} />
              : <Button look="fill" size="big" wide onClick={() => setInvites(true)}>{t('accounts.invite')}</Button>}
          </section>
          <section>
            <Field label={t('accounts.search')} type="search" autoComplete="off" value={search} onChange={(event) => setSearch(event.target.value)} />
            {accounts.error !== null && accounts.data === undefined && <ErrorNote error={accounts.error} onRetry={() => void accounts.refetch()} />}
            {accounts.data === undefined && accounts.error === null && <LoadingLines lines={8} />}
            {accounts.data !== undefined && <output className="small soft count">{t('accounts.count', { count: accounts.data.total })}</output>}
            {accounts.data !== undefined && found.length === 0 && <EmptyState title={t('accounts.noneTitle')}>{t('accounts.noneText')}</EmptyState>}
            <ul className="lines">{found.map((one) => <AccountLine key={one.id} account={one} teams={teams.data?.teams ?? []} />)}</ul>
          </section>
          <Teams teams={teams.data?.teams ?? null} />
        </>
      )}
    </main>
  )
}
