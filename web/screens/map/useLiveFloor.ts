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

type Told = Pick<Live, 'known' | 'line' | 'error'> & { readonly floorId: FloorId }
const opening: Line = { status: 'opening' }
const live: Line = { status: 'live' }

/** How often the floor is asked for while the stream does not come through (a proxy that holds streams back, say). */
const askEveryMs = 5_000

/**
 * A floor as it is now. First the whole floor by one question, which also works from what this device kept; then the
 * stream; and questions again for as long as the stream is down.
 */
export function useLiveFloor(floorId: FloorId): Live {
  const [told, setTold] = useState<Told>({ floorId, known: null, line: opening, error: null })
  const [round, setRound] = useState(0)

  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let streaming = false
    let lastAt: string | null = null

    const tell = (change: (before: Told) => Partial<Told>) => setTold((before) => {
      const here = before.floorId === floorId ? before : { floorId, known: null, line: opening, error: null }
      return { ...here, ...change(here) }
    })
    const question = async () => {
      try {
        const { data, seenAt } = await ask(getLiveFloor, { params: { floorId } }, { signal: stop.signal })
        if (streaming) return
        lastAt = data.at
        tell(({ known }) => ({
          known: wholeFloor(known, data), line: seenAt === null ? live : { status: 'lost', since: data.at }, error: null,
        }))
      } catch (refusal) {
        if (stop.signal.aborted || streaming) return
        const offline = refusal instanceof Offline
        // A refusal of the first question is no lost line: it says itself what is wrong.
        tell(() => ({ line: offline || lastAt !== null ? { status: 'lost', since: lastAt } : opening, error: offline ? null : refusal }))
      }
    }
    const keepAsking = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void question().finally(() => {
        if (!streaming && !stop.signal.aborted) keepAsking()
      }), askEveryMs)
    }

    // The device says that its network went: the stream itself would notice only after some silence.
    const wentOffline = () => {
      streaming = false
      void question().finally(keepAsking)
    }
    window.addEventListener('offline', wentOffline)
    void question()
    const end = subscribe(urlOf(streamLiveFloor.path, { floorId }), {
      onEvent: ({ type, data }) => {
        if (type !== 'floor' && type !== 'change') return
        const news = JSON.parse(data) as LiveFloor
        streaming = true
        clearTimeout(timer)
        lastAt = news.at
        tell(({ known }) => ({ known: type === 'floor' ? wholeFloor(known, news) : changedFloor(known, news), line: live, error: null }))
      },
      onStatus: (status) => {
        if (status === 'open') return // what it says counts, not that it answers
        streaming = false
        // One question at once tells whether only the stream broke; then at a distance, until the stream is back.
        if (status === 'waiting') void question().finally(keepAsking)
      },
    })
    return () => {
      window.removeEventListener('offline', wentOffline)
      stop.abort()
      clearTimeout(timer)
      end()
    }
  }, [floorId, round])

  const here = told.floorId === floorId ? told : null
  return {
    known: here?.known ?? null,
    line: here?.line ?? opening,
    error: here?.error ?? null,
    patch: useCallback((id, change) => setTold((before) => ({ ...before, known: patched(before.known, id, change) })), []),
    retry: useCallback(() => setRound((before) => before + 1), []),
  }
}
