import { Link } from '@tanstack/react-router'
import { getEnding } from '#contract/endpoints/keeping.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../workspace/useNow.ts'
import { readClock } from './clock.ts'
import './organisation.css'
import { useLeft } from './useLeft.ts'

/** A clock that runs is seen by those who can still do something about it: one line above every screen. */
export function EndingBanner() {
  const { t } = useRightsWords()
  const left = useLeft()
  const nowMs = useNow(null, 30_000)
  const manages = useMay('end_agreement')
  const ending = useCall(getEnding, {}, { refetchInterval: 300_000, staleTime: 60_000 }).data?.ending ?? null
  if (ending === null || ending.state === 'certified') return null
  const reading = readClock(ending, nowMs)
  const said = reading.kind === 'until_end' ? t('ending.banner', { left: left(reading.leftMs) })
    : reading.kind === 'until_deadline' ? t('ending.bannerEnded', { left: left(reading.leftMs) }) : t('ending.bannerLate')
  return (
    <aside className={`ending-banner${reading.kind === 'late' || ending.promiseBroken ? ' bad' : ''}`} aria-label={t('ending.end')}>
      <Icon name="clock" size={18} />
      <p>{said}</p>
      <Link to={manages ? '/organisation' : '/privacy/keeping'}>{t('ending.bannerMore')}</Link>
    </aside>
  )
}
