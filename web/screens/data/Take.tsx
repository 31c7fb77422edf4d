import { useQueryClient } from '@tanstack/react-query'
import type { DataRequest } from '#contract/endpoints/my-data.ts'
import { useRightsWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { ActPage } from './ActPage.tsx'
import { FileMaking, underWay } from './FileMaking.tsx'
import { useRun } from '../../client/useRun.ts'
import { actsOn, changedBy, useRequests, useWhose } from './whose.ts'

/** Everything in one ZIP: made in the background, with progress that goes on by itself. */
export function Take() {
  const { t } = useRightsWords()
  const whose = useWhose()
  const them = whose.id !== null
  const queries = useQueryClient()
  const act = useRun()
  const known = useRequests(whose, false)
  const newest = (requests: readonly DataRequest[] | null) => requests?.find(({ kind }) => kind === 'export')
  const busy = underWay(newest(known.requests))
  const { requests, error } = useRequests(whose, busy ? 1_000 : false)
  const request = newest(requests)
  const take = () => act.run(actsOn(whose).take, async () => {
    await Promise.all(changedBy.map((queryKey) => queries.invalidateQueries({ queryKey })))
  })
  return (
    <ActPage whose={whose} title={t('acts.take')} lead={them ? t('acts.takeLeadThem', { name: whose.name }) : t('acts.takeLead')}>
      <section className="stack">
        {requests === null && (error === null ? <LoadingLines lines={2} /> : <ErrorNote error={error} />)}
        {act.error !== null && <ErrorNote error={act.error} />}
        {requests !== null && (
          <FileMaking
            request={request} busy={act.busy} onAsk={take} fileUrl={request === undefined ? '' : actsOn(whose).fileUrl(request.id)}
            words={{ ask: t('acts.takeDo'), ready: t(them ? 'acts.takeReadyThem' : 'acts.takeReady') }}
          />
        )}
      </section>
    </ActPage>
  )
}
