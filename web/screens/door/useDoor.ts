import { useCallback, useEffect, useState } from 'react'
import { getDoor, streamDoor, type DoorView } from '#contract/endpoints/door.ts'
import { call } from '../../client/call.ts'
import { subscribe } from '../../client/live.ts'
import { ApiProblem } from '../../client/problem.ts'
import { urlOf } from '../../client/url.ts'

export type Door =
  | { readonly step: 'asking' }
  | { readonly step: 'unpaired' }
  /** Nothing was ever heard, and nobody answers now, or refuses for a reason of the house. */
  | { readonly step: 'silent'; readonly error: unknown }
  /** `lostSince`: what is shown is from then. */
  | { readonly step: 'shown'; readonly view: DoorView; readonly lostSince: string | null }

const againMs = 5_000

/** What this tablet is: not paired yet, or the display of a room with its live view. */
export function useDoor() {
  const [door, setDoor] = useState<Door>({ step: 'asking' })
  const [round, setRound] = useState(0)
  const show = useCallback((view: DoorView) => setDoor({ step: 'shown', view, lostSince: null }), [])
  const again = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let endStream: (() => void) | undefined

    const lost = (error: unknown) => setDoor((before) => {
      if (before.step !== 'shown') return { step: 'silent', error }
      return { ...before, lostSince: before.lostSince ?? new Date().toISOString() }
    })
    const ask = async () => {
      try {
        show(await call(getDoor, {}, { signal: stop.signal }))
        endStream ??= follow()
      } catch (error) {
        if (stop.signal.aborted) return
        // 401: not paired, or unpaired by a manager. 404: the room is gone.
        if (error instanceof ApiProblem && (error.status === 401 || error.status === 404)) {
          endStream?.()
          endStream = undefined
          setDoor({ step: 'unpaired' })
          return
        }
        lost(error)
        timer = setTimeout(() => void ask(), againMs)
      }
    }
    const follow = () => subscribe(urlOf(streamDoor.path), {
      ofDoor: true,
      onEvent: ({ type, data }) => {
        if (type === 'door') show(JSON.parse(data) as DoorView)
      },
      onStatus: (status) => {
        clearTimeout(timer)
        if (status === 'open') return
        // The stream is down: a plain question tells whether the service is there, and whether this is still a display.
        endStream = status === 'ended' ? undefined : endStream
        timer = setTimeout(() => void ask(), status === 'ended' ? 0 : 1_000)
      },
    })

    // The device says that its network went: the stream itself would notice only after some silence.
    const wentOffline = () => {
      clearTimeout(timer)
      void ask()
    }
    window.addEventListener('offline', wentOffline)
    void ask()
    return () => {
      window.removeEventListener('offline', wentOffline)
      stop.abort()
      clearTimeout(timer)
      endStream?.()
    }
  }, [round, show])

  return { door, show, again }
}
