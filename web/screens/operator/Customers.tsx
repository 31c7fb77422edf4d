import { useState } from 'react'
import { listCustomers } from '#contract/endpoints/operator.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useMoments } from './useMoments.ts'

/** The customers: name, agreement and a number. */
export function Customers() {
  const { t } = useOperatorWords()
  const { day } = useMoments()
  const [after, setAfter] = useState<OrganisationId | null>(null)
  const page = useCall(listCustomers, { query: after === null ? {} : { after } }, { keepLast: true })
  const next = page.data?.next ?? null
  return (
    <>
      <PageHeading title={t('customers.title')}><p>{t('customers.lead')}</p></PageHeading>
      <section>
        {page.data === undefined && (page.error === null ? <LoadingLines /> : <ErrorNote error={page.error} onRetry={() => void page.refetch()} />)}
        {page.data !== undefined && (
          // The table is wider than a phone: whoever uses a keyboard must be able to move it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className="control-scroll" tabIndex={0}>
            <table className="control-table">
              <thead><tr><th scope="col">{t('customers.name')}</th><th scope="col">{t('customers.state')}</th><th scope="col" className="figure">{t('customers.people')}</th><th scope="col">{t('customers.since')}</th></tr></thead>
              <tbody>
                {page.data.organisations.map(({ id, name, state, people, since }) => (
                  <tr key={id}><th scope="row">{name}</th><td>{t(`customers.states.${state}`)}</td><td className="figure">{people}</td><td>{day(since)}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {next !== null && <Button onClick={() => setAfter(next)}>{t('customers.next')}</Button>}
      </section>
    </>
  )
}
