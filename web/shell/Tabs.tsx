import { Link, useLocation } from '@tanstack/react-router'
import { useContext } from 'react'
import { useWords } from '../language/language.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { controlElsewhere, controlPermissions } from './control.ts'
import { mayAnywhere, SessionContext } from './session.ts'

const tabs = [
  { to: '/', name: 'today' },
  { to: '/map', name: 'map' },
  { to: '/people', name: 'people' },
  { to: '/me', name: 'me' },
] as const
const desk = { to: '/privacy', name: 'privacy' } as const
const control = { to: '/control', name: 'control' } as const

/** The app's four places, the privacy desk for who may handle requests, and the control centre for who may do something there: a bar below on a phone, a rail at the left on a desktop (surfaces.css). */
export function Tabs() {
  const { t } = useWords()
  const path = useLocation({ select: (location) => location.pathname })
  const session = useContext(SessionContext)
  const shown = session === null ? tabs : [
    ...tabs,
    ...(session.permissions.includes('handle_requests') ? [desk] : []),
    ...(controlPermissions.some((one) => mayAnywhere(session, one)) ? [control] : []),
  ]
  const isIn = (place: string) => path === place || path.startsWith(`${place}/`)
  const isHere = (to: string) => (to === '/' ? path === '/' : isIn(to) || (to === control.to && controlElsewhere.some(isIn)))
  return (
    <nav className="tabs" aria-label={t('shell.main')}>
      <Link to="/" className="home" aria-label="Vrijplek" tabIndex={-1} activeProps={{ 'aria-current': undefined }}><Logo size={36} /></Link>
      {shown.map(({ to, name }) => (
        <Link key={to} to={to as string} aria-current={isHere(to) ? 'page' : undefined} activeProps={{}}>
          <Icon name={name} />
          {t(`shell.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
