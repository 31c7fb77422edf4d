import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { signedOut, wipeDevice } from '../client/signed-out.ts'
import { forgetSession } from './session.ts'

/**
 * Leaves the app after the server ended the session, by one's own wish: wipes what is the person's here, or everything,
 * and goes to the sign-in without a way back to where one was.
 */
export function useLeave(): (wipe?: 'person' | 'device') => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return useCallback(async (wipe = 'person') => {
    forgetSession(queries)
    await (wipe === 'device' ? wipeDevice() : signedOut())
    await router.navigate({ to: '/sign-in', replace: true })
  }, [queries, router])
}
