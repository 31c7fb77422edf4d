import { Link } from '@tanstack/react-router'
import { whyCan } from '#contract/endpoints/rights.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { GrantActs } from './GrantActs.tsx'
import { GrantFacts } from './GrantFacts.tsx'
import type { Person } from '../people/PersonParts.tsx'
import { useRoleWords } from '../useRoleWords.ts'

/** The roles somebody holds: as what, where, why, from whom, until when. */
export function PersonRoles({ person }: { readonly person: Pick<Person, 'id'> }) {
  const { t } = useControlWords()
  const { roleAt } = useRoleWords()
  const mayGive = mayAnywhere(useSession(), 'grant_rights')
  const why = useCall(whyCan, { params: { personId: person.id } })
  const grants = why.data?.grants.filter(({ state }) => state !== 'over') ?? []
  return (
    <section>
      <div className="row between">
        <h2>{t('person.roles')}</h2>
        {mayGive && <Link to="/control/rights/give" search={{ person: person.id }} className="btn plain small">{t('person.giveRole')}</Link>}
      </div>
      {why.data === undefined && (why.error === null ? <LoadingLines lines={3} /> : <ErrorNote error={why.error} onRetry={() => void why.refetch()} />)}
      {why.data !== undefined && grants.length === 0 && <p className="soft">{t('person.rolesNone')}</p>}
      <ul className="lines grants">
        {grants.map((grant) => (
          <li key={grant.id}>
            <strong>{roleAt(grant.role, grant.location)}</strong>
            <GrantFacts grant={grant} />
            <GrantActs grant={grant} />
          </li>
        ))}
      </ul>
    </section>
  )
}
