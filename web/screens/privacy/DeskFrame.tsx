import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Permission } from '#contract/permissions.ts'
import { useRightsWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../data/data.css'
import '../me/me.css'
import './privacy.css'

const parts = [
  { to: '/privacy', word: 'people', needs: 'handle_requests' },
  { to: '/privacy/requests', word: 'requests', needs: 'handle_requests' },
  { to: '/privacy/holds', word: 'holds', needs: 'see_keeping' },
  { to: '/privacy/keeping', word: 'keeping', needs: 'see_keeping' },
  { to: '/privacy/trail', word: 'trail', needs: 'read_trail' },
] as const satisfies readonly { to: string; word: string; needs: Permission }[]

/** On a phone not all parts fit: the current one always shows. */
const inView = (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest', inline: 'center' })

type Props = { readonly here: (typeof parts)[number]['word']; readonly lead: string; readonly children: ReactNode }

/** A page of the privacy desk, with the way to its other parts; only parts that one may see. */
export function DeskFrame({ here, lead, children }: Props) {
  const { t } = useRightsWords()
  const { permissions } = useSession()
  const may = parts.filter(({ needs }) => permissions.includes(needs))
  const allowed = may.some(({ word }) => word === here)
  return (
    <main className="screen me data desk wide" id="screen" tabIndex={-1}>
      {may.length > 1 && (
        <nav className="desk-parts" aria-label={t('desk.nav')}>
          {may.map(({ to, word }) => (
            <Link key={to} to={to} ref={word === here ? inView : undefined} activeOptions={{ exact: true, includeSearch: false }}>{t(`desk.${word}`)}</Link>
          ))}
        </nav>
      )}
      <PageHeading title={t(`desk.${here}`)}><p>{allowed ? lead : t('desk.notYours')}</p></PageHeading>
      {allowed && children}
    </main>
  )
}
