import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { enter } from './session.ts'

/**
 * Goes on into the app after the server let somebody in: to what comes first, else to where they were.
 *
 * @param back a path of this app
 */
export function useEntrance(back?: string): { readonly entering: boolean; readonly goIn: () => Promise<void> } {
  const router = useRouter()
  const queries = useQueryClient()
  const [entering, setEntering] = useState(false)
  const goIn = async () => {
    setEntering(true)
    const session = await enter(queries).catch(() => null)
    if (session === null) {
      setEntering(false)
      await router.navigate({ to: '/sign-in', replace: true })
    } else if (session.next === null && back !== undefined) router.history.replace(back)
    else await router.navigate({ to: session.next === null ? '/' : '/first-use', replace: true })
  }
  return { entering, goIn }
}
