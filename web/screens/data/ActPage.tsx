import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../me/me.css'
import './data.css'
import { baseOf, type Whose } from './whose.ts'

type Props = { readonly whose: Whose; readonly title: string; readonly lead: string; readonly children: ReactNode }

/** One act on the data: the way back, what it is, and, for who does it for another, that the person is told. */
export function ActPage({ whose, title, lead, children }: Props) {
  const { t } = useRightsWords()
  const them = whose.id !== null
  return (
    <main className="screen me data" id="screen" tabIndex={-1}>
      <PageHeading
        title={title}
        before={<div className="pad"><Link to={baseOf(whose) as '/me/data'} className="back"><Icon name="back" size={18} />{them ? whose.name : t('data.title')}</Link></div>}
      >
        <p>{lead}</p>
      </PageHeading>
      {them && <section className="states"><div className="note info"><span /><p>{t('data.told', { name: whose.name })}</p></div></section>}
      {children}
    </main>
  )
}
