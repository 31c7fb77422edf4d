import { useCallback, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { language, say } from '../language/language.ts'
import { useTell } from '../ui/Toast.tsx'
import { sendWaiting, waitingActions, type WaitingAction } from './waiting.ts'

/** What an action is, for saying that it waits, went, or was refused. */
export function sayAction({ what, place }: Pick<WaitingAction, 'what' | 'place'>): string {
  if (what === 'check_in') return say('offline.theCheckIn', { place })
  return what === 'release' ? say('offline.theRelease', { place }) : say('offline.theDeparture', { place })
}

/**
 * Sends what waits of this person, now and whenever the network or the page comes back, and tells the outcome.
 *
 * @returns how many still wait, and `look` to count again after adding one
 */
export function useWaiting(personId: string | null): { readonly waiting: number; readonly look: () => void } {
  const [waiting, setWaiting] = useState(0)
  const tell = useTell()
  const queries = useQueryClient()

  const send = useCallback(async () => {
    if (personId === null) return setWaiting(0)
    const sent = await sendWaiting(personId, language(), Date.now())
    for (const one of sent) {
      const what = sayAction(one.action)
      if (one.outcome === 'done') tell(say('offline.sent', { what }))
      else tell({ text: say('offline.refused', { what, why: one.why }), stays: true })
    }
    if (sent.length > 0) await queries.invalidateQueries()
    setWaiting((await waitingActions(Date.now())).length)
  }, [personId, queries, tell])

  useEffect(() => {
    const go = () => {
      if (!document.hidden) void send().catch(() => undefined) // a browser without IndexedDB keeps nothing
    }
    go()
    window.addEventListener('online', go)
    document.addEventListener('visibilitychange', go)
    return () => {
      window.removeEventListener('online', go)
      document.removeEventListener('visibilitychange', go)
    }
  }, [send])

  return { waiting, look: useCallback(() => void send().catch(() => undefined), [send]) }
}
