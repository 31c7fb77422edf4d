import { useState } from 'react'
import { whyCan } from '#contract/endpoints/rights.ts'
import type { PersonId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote, LoadingLines, Note } from '../../../ui/notes.tsx'
import { useRoleWords } from '../useRoleWords.ts'

const everyones = permissionsOf(['employee'])

/** Why somebody can do what they can: each act with the roles that give it. */
export function PersonCan({ person: { id, name } }: { readonly person: { readonly id: PersonId; readonly name: string } }) {
  const { t } = useControlWords()
  const { asRole } = useRoleWords()
  const [whole, setWhole] = useState(false)
  const why = useCall(whyCan, { params: { personId: id } })
  const grants = new Map(why.data?.grants.map((grant) => [grant.id, grant]))
  const all = why.data?.permissions ?? []
  const own = all.filter(({ permission }) => !everyones.has(permission))
  const shown = whole ? all : own
  const left = all.length - own.length
  return (
    <section className="can">
      <h2>{t('person.can', { name })}</h2>
      {why.data === undefined && (why.error === null ? <LoadingLines lines={4} /> : <ErrorNote error={why.error} onRetry={() => void why.refetch()} />)}
      {why.data?.barred != null && <Note>{t(`person.barred.${why.data.barred}`, { name })}</Note>}
      <ul className="lines">
        {shown.map(({ permission, grantIds }) => (
          <li key={permission}>
            <span className="sentence">{t(`rights.permission.${permission}`)}</span>
            {grantIds.map((grantId) => grants.get(grantId)).filter((grant) => grant !== undefined).map((grant) => (
              <small key={grant.id}>{asRole(grant.role, grant.location)}</small>
            ))}
          </li>
        ))}
      </ul>
      {!whole && left > 0 && (
        <p className="small soft">{t('person.canEveryone', { count: left })} <Button look="plain" size="small" onClick={() => setWhole(true)}>{t('person.canEveryoneShow')}</Button></p>
      )}
    </section>
  )
}
