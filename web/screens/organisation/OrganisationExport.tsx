import { useQueryClient } from '@tanstack/react-query'
import { askOrganisationExport, getOrganisationExportFile, listOrganisationExports } from '#contract/endpoints/keeping.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useSend } from '../../client/useSend.ts'
import { useRightsWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { FileMaking, underWay } from '../data/FileMaking.tsx'

/** Everything of the organisation in one ZIP (G1.5). */
export function OrganisationExport() {
  const { t } = useRightsWords()
  const queries = useQueryClient()
  const ask = useSend(askOrganisationExport)
  const known = useCall(listOrganisationExports, {})
  const going = underWay(known.data?.requests[0])
  useCall(listOrganisationExports, {}, going ? { refetchInterval: 2_000 } : {})
  const newest = known.data?.requests[0]
  if (known.data === undefined) return known.error === null ? <LoadingLines lines={1} /> : <ErrorNote error={known.error} onRetry={() => void known.refetch()} />
  return (
    <>
      {ask.error !== null && <ErrorNote error={ask.error} />}
      <FileMaking
        request={newest} busy={ask.isPending} fileUrl={newest === undefined ? '' : urlOf(getOrganisationExportFile.path, { requestId: newest.id })}
        words={{ ask: t('ending.takeAllDo'), ready: t('acts.takeReadyThem') }}
        onAsk={() => ask.send({}, { done: () => queries.invalidateQueries({ queryKey: keyOf(listOrganisationExports) }) })}
      />
    </>
  )
}
