import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { getStaffSession, staffSignOut, type StaffSession } from '#contract/endpoints/operator-sign-in.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import '../control/control.css'
import '../support/support.css'
import { Declaration } from './Declaration.tsx'
import { Enter } from './Enter.tsx'
import './operator.css'
import { StaffContext, useProvesWithKey } from './useStaff.ts'
import { VisitBanner } from './VisitBanner.tsx'

/** The operator's desk: who is not signed in signs in, who has not signed the declaration signs it, and nobody sees anything before. */
export function Desk() {
  useProvesWithKey()
  const asked = useCall(getStaffSession, {}, { staleTime: 60_000 })
  const signedOut = asked.error instanceof ApiProblem && asked.error.status === 401
  if (signedOut) return <DeskFrame session={null}><Enter /></DeskFrame>
  if (asked.data === undefined) return <DeskFrame session={null}>{asked.error === null ? <LoadingLines /> : <ErrorNote error={asked.error} onRetry={() => void asked.refetch()} />}</DeskFrame>
  return (
    <StaffContext value={asked.data}>
      <DeskFrame session={asked.data}>{asked.data.declared ? <Outlet /> : <Declaration />}</DeskFrame>
    </StaffContext>
  )
}

const tabs = [
  { name: 'overview', to: '/operator' },
  { name: 'visits', to: '/operator/visits' },
  { name: 'customers', to: '/operator/customers' },
  { name: 'staff', to: '/operator/staff' },
  { name: 'log', to: '/operator/log' },
  { name: 'keys', to: '/operator/keys' },
] as const

function DeskFrame({ session, children }: { readonly session: StaffSession | null; readonly children: React.ReactNode }) {
  const { t } = useOperatorWords()
  const roles = session?.staff.roles ?? []
  const shown = tabs.filter(({ name }) => name === 'staff' ? roles.includes('lead') : name !== 'visits' || roles.some((role) => role !== 'operations'))
  return (
    <div className="desk">
      <header className="desk-bar">
        <p className="desk-brand">{t('desk.brand')}</p>
        {session === null ? <LanguageSwitch /> : <SignOut name={session.staff.name} />}
      </header>
      {session?.declared === true && (
        <>
          <nav className="desk-tabs" aria-label={t('desk.nav')}>
            {shown.map(({ name, to }) => <Link key={name} to={to} activeOptions={{ exact: name === 'overview' }}>{t(`desk.tab.${name}`)}</Link>)}
          </nav>
          {roles.some((role) => role !== 'operations') && <VisitBanner />}
        </>
      )}
      <main className="screen control-page desk-page" id="screen" tabIndex={-1}>{children}</main>
    </div>
  )
}

function SignOut({ name }: { readonly name: string }) {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const act = useSend(staffSignOut)
  const leave = () => act.send({}, {
    ended: () => {
      queries.clear()
      location.assign('/operator')
    },
  })
  return <p className="desk-who"><span>{name}</span><Button size="small" busy={act.isPending} onClick={leave}>{t('desk.signOut')}</Button></p>
}
