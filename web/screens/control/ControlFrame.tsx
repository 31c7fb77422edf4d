import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { LocationId } from '#contract/ids.ts'
import { useControlWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import './control.css'
import { ControlNav } from './ControlNav.tsx'
import { sectionsOf, type SectionName } from './sections.ts'

type Props = {
  /** The section this page belongs to (sections.ts): marked in the navigation, and shown only to who may open it. */
  readonly here: SectionName
  readonly title: string
  /** One sentence under the title: what is so. */
  readonly lead?: ReactNode
  /** Buttons at the right end of the heading; at most one of them filled. */
  readonly acts?: ReactNode
  /** Where a page below the section's own goes back to on a phone; without it to the list of sections. */
  readonly back?: { readonly to: string; readonly label: string }
  /** From 1200 px on a column at the right, about what was chosen; below that it is not shown: give it a page of its own. */
  readonly panel?: ReactNode
  /** Of a page about a place: which one the navigation marks. */
  readonly place?: LocationId | 'whole'
  readonly children: ReactNode
}

/**
 * A page of the control centre: navigation at the left, heading, content, and a panel at the right where one fits.
 * The route is a child of `shell` and loads its screen with `withControlWords(import(…))`, so that `useControlWords()` speaks.
 * In the content: `<section>`s with an h2, parted by space; `.lines` for lists; `<table className="control-table">` for tables
 * (hairlines; put it in a `.control-scroll` when it may be wider than a phone); `.control-facts` for a `dl`; `.control-form` for a form's width.
 */
export function ControlFrame({ here, title, lead, acts, back, panel, place, children }: Props) {
  const { t } = useControlWords()
  const may = sectionsOf(useSession()).some(({ name }) => name === here)
  const from = back ?? { to: '/control', label: t('frame.title') }
  return (
    <div className={panel === undefined ? 'control' : 'control with-panel'}>
      <ControlNav here={here} place={place} />
      <main className="screen control-page" id="screen" tabIndex={-1}>
        <Link to={from.to as '/control'} className={back === undefined ? 'back to-sections' : 'back'}><Icon name="back" size={18} />{from.label}</Link>
        <PageHeading title={title} end={acts}>{may && lead !== undefined && <p>{lead}</p>}</PageHeading>
        {may ? children : <EmptyState title={t('frame.notYoursTitle')}>{t('frame.notYoursText')}</EmptyState>}
      </main>
      {may && panel !== undefined && <aside className="control-panel">{panel}</aside>}
    </div>
  )
}
