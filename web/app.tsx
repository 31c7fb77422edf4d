import { QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { newQueryClient } from './client/queries.ts'
import { onSignedOut } from './client/signed-out.ts'
import { NotFound } from './shell/NotFound.tsx'
import { Root } from './shell/Root.tsx'
import { Shell } from './shell/Shell.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

/** Screens inside the menu. Each is a lazy child: its code comes when one goes there. */
const shell = createRoute({ getParentRoute: () => root, id: 'app', component: Shell })

/** All parts in all states, for looking at them. No screen links to it; it holds invented data only. */
const kit = createRoute({
  getParentRoute: () => root,
  path: '/kit',
  component: lazyRouteComponent(() => import('./kit.tsx'), 'Kit'),
})

const router = createRouter({
  routeTree: root.addChildren([shell, kit]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const queries = newQueryClient()

export function App() {
  useEffect(
    () => onSignedOut(() => {
      queries.clear()
      void router.invalidate()
    }),
    [],
  )
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
