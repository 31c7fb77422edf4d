import type { z } from 'zod'
import type { Account } from '#contract/endpoints/people.ts'
import { useControlWords } from '../../../language/language.ts'
import { Standing } from '../../../ui/Standing.tsx'
import { AccountState } from './AccountState.tsx'
import { PersonAccess } from './PersonAccess.tsx'
import { PersonCan } from '../rights/PersonCan.tsx'
import { PersonRoles } from '../rights/PersonRoles.tsx'
import { PersonSessions } from './PersonSessions.tsx'
import { PersonTeam } from './PersonTeam.tsx'

export type Person = z.infer<typeof Account>

/** All about one account, parted by hairlines: in the panel and on the person's own page. */
export function PersonParts({ person }: { readonly person: Person }) {
  const { t } = useControlWords()
  const { kind, source, secondFactor, state } = person
  const hasSignedIn = state !== 'invited'
  return (
    <>
      <section>
        <h2 className="unseen">{t('person.details')}</h2>
        <dl className="control-facts">
          <div><dt>{t('person.state')}</dt><dd className="states"><AccountState account={{ ...person, secondFactor: true }} /></dd></div>
          <div><dt>{t('person.kind')}</dt><dd>{t(`person.kinds.${kind}`)}</dd></div>
          <div><dt>{t('person.source')}</dt><dd>{t(`people.sources.${source}`)}</dd></div>
          <div>
            <dt>{t('person.signIn')}</dt>
            <dd><Standing look={!hasSignedIn ? 'waits' : secondFactor ? 'in-force' : 'at-risk'}>{t(!hasSignedIn ? 'person.notYet' : secondFactor ? 'person.strong' : 'person.weak')}</Standing></dd>
          </div>
        </dl>
        {(source === 'scim' || source === 'sso') && <p className="small soft">{t('person.bySystem')}</p>}
      </section>
      <PersonTeam key={person.team?.id ?? 'none'} person={person} />
      <PersonRoles person={person} />
      <PersonSessions person={person} />
      <PersonAccess person={person} />
      <PersonCan person={person} />
    </>
  )
}
