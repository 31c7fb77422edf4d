import { Link } from '@tanstack/react-router'
import { useControlWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { groups, sectionsOf, type SectionName } from './sections.ts'

/** The sections that one may open. On a phone /control shows the same as a list. */
export function ControlNav({ here }: { readonly here: SectionName | null }) {
  const { t } = useControlWords()
  const session = useSession()
  const may = sectionsOf(session)
  return (
    <nav className="control-nav" aria-label={t('frame.nav')}>
      {groups.filter((group) => may.some((one) => one.group === group)).map((group) => (
        <div key={group}>
          <h2>{t(`frame.group.${group}`)}</h2>
          <ul>
            {may.filter((one) => one.group === group).map(({ name, to }) => (
              <li key={name}><Link to={to as '/control'} activeProps={{}} activeOptions={{ exact: true }} aria-current={name === here ? 'page' : undefined}>{t(`frame.section.${name}`)}</Link></li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
