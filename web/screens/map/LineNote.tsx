import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Known } from './live-floor.ts'
import type { Line } from './useLiveFloor.ts'

type Clock = ReturnType<typeof formats>

/** That the line is lost, and since when what is shown is true. */
export function LineNote({ line, clock }: { readonly line: Line; readonly clock: Clock }) {
  const { t } = useWords()
  return (
    <div aria-live="polite">
      {line.status === 'lost' && (
        <p className="map-note">
          <Icon name="offline" size={18} />
          <span>{line.since === null ? t('map.lost') : t('map.lostSince', { time: clock.timeWithSeconds(line.since) })}</span>
        </p>
      )}
    </div>
  )
}

/** When the service last told something. */
export function Updated({ known, line, clock }: { readonly known: Known | null; readonly line: Line; readonly clock: Clock }) {
  const { t } = useWords()
  if (known === null || line.status !== 'live') return null
  return <span className="tab">{t('map.updated', { time: clock.timeWithSeconds(known.at) })}</span>
}
