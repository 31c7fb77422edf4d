import { useEffect, useRef } from 'react'
import type { DataRequest } from '#contract/endpoints/my-data.ts'
import { formatSize } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../workspace/useNow.ts'
import { useClock } from '../../language/useClock.ts'

export const underWay = (request: DataRequest | undefined) => request !== undefined && (request.state === 'waiting' || request.state === 'working')

type MakingProps = {
  readonly request: DataRequest | undefined
  readonly busy: boolean
  readonly onAsk: () => void
  readonly fileUrl: string
  readonly words: { readonly ask: string; readonly ready: string }
}

/** A file in the making: ask for it, see it come, fetch it before it expires. */
export function FileMaking({ request, busy, onAsk, fileUrl, words }: MakingProps) {
  const { t, language } = useRightsWords()
  const clock = useClock()
  const nowMs = useNow(null, 30_000)
  const ready = useRef<HTMLHeadingElement>(null)
  const waited = useRef(false)
  const going = underWay(request)
  const file = request?.file ?? null
  const there = file !== null && Date.parse(file.expiresAt) > nowMs
  useEffect(() => {
    if (going) waited.current = true
    else if (waited.current && there) ready.current?.focus()
  }, [going, there])
  return (
    <>
      {request !== undefined && going && (
        <div className="making">
          <label htmlFor="making"><strong>{t('acts.takeProgress')}</strong><span className="tab">{request.progressPct}%</span></label>
          <progress id="making" max={100} value={request.progressPct} />
          <p className="small soft">{t('acts.takeWait')}</p>
        </div>
      )}
      {file !== null && there && (
        <div className="stack">
          <h2 ref={ready} tabIndex={-1}>{words.ready}</h2>
          <a className="btn fill big wide" href={fileUrl} download>{t('acts.takeDownload', { size: formatSize(language, file.size) })}</a>
          <p className="small soft">{t('acts.takeUntil', { day: clock.dateLong(file.expiresAt), time: clock.time(file.expiresAt) })}</p>
        </div>
      )}
      {request?.state === 'done' && !there && <p className="soft">{t('acts.takeGone')}</p>}
      {request?.state === 'failed' && <p className="note wrong" role="alert"><span />{t('acts.takeFailed')}</p>}
      {!going && <Button look={there ? 'line' : 'fill'} size="big" wide busy={busy} onClick={onAsk}>{request === undefined ? words.ask : t('acts.takeAgain')}</Button>}
    </>
  )
}
