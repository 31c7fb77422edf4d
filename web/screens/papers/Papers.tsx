import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { PublicFrame } from '../data/PublicFrame.tsx'
import { sessionOptions } from '../../shell/session.ts'
import { Shell } from '../../shell/Shell.tsx'

/**
 * The papers stand in the app for who uses it, and in a page of their own for who still has to agree: nobody should have to say yes to what they
 * cannot read.
 */
export function Papers() {
  const session = useQuery(sessionOptions).data?.data ?? null
  if (session !== null && session.next === null) return <Shell />
  return <PublicFrame><Outlet /></PublicFrame>
}
