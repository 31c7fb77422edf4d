import { Link, useParams } from '@tanstack/react-router'
import { findWorkspaceByQrCode, listLocations } from '#contract/endpoints/places.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { QrPlace } from './QrPlace.tsx'
import './qr.css'

/** What the sticker on a desk opens: exactly that desk. */
export function QrScreen() {
  const { t } = useWords()
  const { qrCode } = useParams({ from: '/app/q/$qrCode' })
  const found = useCall(findWorkspaceByQrCode, { params: { qrCode } })
  const locations = useCall(listLocations, {})
  const place = found.data
  const location = locations.data?.locations.find((one) => one.floors.some((floor) => floor.id === place?.floorId))
  const unknown = found.error instanceof ApiProblem && (found.error.code === 'not_found' || found.error.code === 'invalid_input')
  const failed = unknown ? null : found.error ?? locations.error
  if (place !== undefined && location !== undefined) return <QrPlace place={place} location={location} />
  return (
    <main className="screen" id="screen" tabIndex={-1}>
      <PageHeading title={t('qr.title')} />
      {unknown && (
        <EmptyState title={t('qr.unknownTitle')} action={<Link to="/map" className="btn">{t('qr.otherPlace')}</Link>}>{t('qr.unknownText')}</EmptyState>
      )}
      <div className="pad">
        {failed !== null && <ErrorNote error={failed} onRetry={() => { void found.refetch(); void locations.refetch() }} />}
        {failed === null && !unknown && <LoadingLines />}
      </div>
    </main>
  )
}
