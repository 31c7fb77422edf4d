import { useState } from 'react'
import type { z } from 'zod'
import { mapProviderGroups, type MappingRow } from '#contract/endpoints/federation.ts'
import { listTeams } from '#contract/endpoints/people.ts'
import { mayGrant, roles } from '#contract/permissions.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import type { Provider } from './OneProvider.tsx'

type Row = z.infer<typeof MappingRow>
const empty: Row = { group: '', role: 'employee', locationId: null, teamId: null }

/** Which groups of the provider give which role and team. One can only give what one may give by hand. */
export function Mapping({ provider, onSaved }: { readonly provider: Provider; readonly onSaved: () => Promise<void> }) {
  const { t, app } = useControlWords()
  const tell = useTell()
  const { person } = useSession()
  const teams = useCall(listTeams, {}).data?.teams ?? []
  const act = useSend(mapProviderGroups)
  const [rows, setRows] = useState<readonly Row[]>(provider.mapping)
  const [tried, setTried] = useState(false)
  const mine = roles.filter((role) => person.roles.some((held) => mayGrant[held].includes(role)))
  const change = (at: number, row: Partial<Row>) => setRows(rows.map((one, index) => (index === at ? { ...one, ...row } : one)))
  const save = () => {
    setTried(true)
    if (rows.some(({ group, role, teamId }) => group.trim() === '' || (role === null && teamId === null))) return
    act.send({ params: { providerId: provider.id }, body: { mapping: [...rows] } }, {
      done: async () => {
        tell(t('sso.saved'))
        await onSaved()
      },
    })
  }
  return (
    <details className="sso-more">
      <summary>{t('sso.mapping')}{provider.mapping.length > 0 && ` (${provider.mapping.length})`}</summary>
      <p className="small soft">{t('sso.mappingText')}</p>
      {rows.length === 0 && <p>{t('sso.mappingNone')}</p>}
      <ul className="sso-rows">
        {rows.map((row, index) => (
          // The order is what tells them apart while they are typed.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index}>
            <Field label={t('sso.group')} value={row.group} maxLength={200} spellCheck={false} wrong={tried && row.group.trim() === '' ? t('sso.required') : null} onChange={(event) => change(index, { group: event.target.value })} />
            <label className="field"><span>{t('sso.role')}</span>
              <select className="input" value={row.role ?? ''} onChange={(event) => change(index, { role: roles.find((role) => role === event.target.value) ?? null })}>
                <option value="">{t('sso.roleNone')}</option>
                {[...new Set([...mine, ...(row.role === null ? [] : [row.role])])].map((role) => <option key={role} value={role}>{app(`access.role.${role}`)}</option>)}
              </select>
            </label>
            <label className="field"><span>{t('sso.team')}</span>
              <select className="input" value={row.teamId ?? ''} onChange={(event) => change(index, { teamId: teams.find(({ id }) => id === event.target.value)?.id ?? null })}>
                <option value="">{t('sso.teamNone')}</option>
                {teams.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
              </select>
            </label>
            <Button square aria-label={t('sso.rowRemove', { group: row.group })} onClick={() => setRows(rows.filter((_one, at) => at !== index))}><Icon name="close" size={18} /></Button>
          </li>
        ))}
      </ul>
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="acts">
        <Button onClick={() => setRows([...rows, empty])}><Icon name="plus" size={18} />{t('sso.rowAdd')}</Button>
        <Button busy={act.isPending} onClick={save}>{t('sso.mappingSave')}</Button>
      </div>
    </details>
  )
}
