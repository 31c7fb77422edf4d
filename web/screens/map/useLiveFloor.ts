import { useCallback, useEffect, useState } from 'react'
import { getLiveFloor, streamLiveFloor, type LiveFloor, type LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { FloorId } from '#contract/ids.ts'
import { ask } from '../../client/call.ts'
import { subscribe } from '../../client/live.ts'
import { Offline } from '../../client/problem.ts'
import { urlOf } from '../../client/url.ts'
import { changedFloor, patched, wholeFloor, type Known } from './live-floor.ts'

export type Line =
  | { readonly status: 'live' | 'opening' }
  /** Nothing is heard: what is shown is from that instant. Null: nothing was ever heard. */
  | { readonly status: 'lost'; readonly since: string | null }

type Live = {
  readonly known: Known | null
  readonly line: Line
  /** A refusal of the first question: no such floor, not for you. */
  readonly error: unknown
  readonly patch: (id: string, change: Partial<LiveWorkspace>) => void
  readonly retry: () => void
}

/** How often the floor is asked for while the stream does not come through (a proxy that holds streams back, say). */
const askEveryMs = 5_000

/**
 * A floor as it is now. First the whole floor by one question, which also works from what this device kept; then the
 * stream; and questions again for as long as the stream is down.
 */
export function useLiveFloor(floorId: FloorId): Live {
  const [known, setKnown] = useState<Known | null>(null)
  const [line, setLine] = useState<Line>({ status: 'opening' })
  const [error, setError] = useState<unknown>(null)
  const [round, setRound] = useState(0)

  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let streaming = false
    let lastAt: string | null = null
    setLine({ status: 'opening' })
    setError(null)
    setKnown((before) => (before?.floorId === floorId ? before : null))

    const heard = (at: string) => {
      lastAt = at
      setLine({ status: 'live' })
      setError(null)
    }
    const question = async () => {
      try {
        const { data, seenAt } = await ask(getLiveFloor, { params: { floorId } }, { signal: stop.signal })
        if (streaming) return
        setKnown((before) => wholeFloor(before, data))
        if (seenAt === null) heard(data.at)
        else {
          lastAt = data.at
          setLine({ status: 'lost', since: data.at })
        }
      } catch (refusal) {
        if (stop.signal.aborted || streaming) return
        setLine({ status: 'lost', since: lastAt })
        if (!(refusal instanceof Offline)) setError(refusal)
      }
    }
    const keepAsking = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void question().finally(() => {
        if (!streaming && !stop.signal.aborted) keepAsking()
      }), askEveryMs)
    }

    void question()
    const end = subscribe(urlOf(streamLiveFloor.path, { floorId }), {
      onEvent: ({ type, data }) => {
        if (type !== 'floor' && type !== 'change') return
        const news = JSON.parse(data) as LiveFloor
        streaming = true
        clearTimeout(timer)
        heard(news.at)
        setKnown((before) => (type === 'floor' ? wholeFloor(before, news) : changedFloor(before, news)))
      },
      onStatus: (status) => {
        if (status === 'open') return // what it says counts, not that it answers
        streaming = false
        if (status === 'waiting') keepAsking()
      },
    })
    return () => {
      stop.abort()
      clearTimeout(timer)
      end()
    }
  }, [floorId, round])

  return {
    known: known?.floorId === floorId ? known : null,
    line,
    error,
    patch: useCallback((id, change) => setKnown((before) => patched(before, id, change)), []),
    retry: useCallback(() => setRound((before) => before + 1), []),
  }
}
