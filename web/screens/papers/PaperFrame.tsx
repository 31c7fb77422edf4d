import { Link } from '@tanstack/react-router'
import { useContext, type ReactNode } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { SessionContext } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import '../first-use/first-use.css'
import '../me/me.css'
import '../data/data.css'
import './papers.css'

type Props = { readonly children: ReactNode; readonly back: '/me/data' | '/agreement'; readonly wide?: boolean }

/** A paper as a screen of the app, or as a page for who still has to agree. */
export function PaperFrame({ children, back, wide = false }: Props) {
  const { t, app } = useRightsWords()
  const inApp = useContext(SessionContext) !== null
  const way = inApp ? back : '/first-use'
  const word = !inApp ? app('parts.back') : back === '/me/data' ? t('data.title') : t('papers.agreement')
  const inside = <><div className="pad"><Link to={way} className="back"><Icon name="back" size={18} />{word}</Link></div>{children}</>
  const dress = `me data paper${wide ? ' wide' : ''}`
  return inApp ? <main className={`screen ${dress}`} id="screen" tabIndex={-1}>{inside}</main> : <div className={dress}>{inside}</div>
}
