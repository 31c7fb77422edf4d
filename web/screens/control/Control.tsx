import { Link } from '@tanstack/react-router'
import { useControlWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import './control.css'
import { ControlNav } from './ControlNav.tsx'
import { groups, sectionsOf } from './sections.ts'

/** Where the control centre begins: what one may do there, as a list. */
export function Control() {
  const { t } = useControlWords()
  const session = useSession()
  const may = sectionsOf(session)
  return (
    <div className="control">
      <ControlNav here={null} place={undefined} />
      <main className="screen control-page" id="screen" tabIndex={-1}>
        <PageHeading title={t('frame.title')}><p>{t('frame.lead', { organisation: session.organisation.name })}</p></PageHeading>
        {may.length === 0 && <EmptyState title={t('frame.notYoursTitle')}>{t('frame.notYoursText')}</EmptyState>}
        {groups.filter((group) => may.some((one) => one.group === group)).map((group) => (
          <section key={group} className="few">
            <h2>{t(`frame.group.${group}`)}</h2>
            <ul className="lines">
              {may.filter((one) => one.group === group).map(({ name, to }) => (
                <li key={name}>
                  <Link to={to as '/control'} className="way">
                    <span><strong>{t(`frame.section.${name}`)}</strong><small>{t(`frame.sectionText.${name}`)}</small></span>
                    <Icon name="onward" size={16} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </main>
    </div>
  )
}
