import { QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { newQueryClient } from './client/queries.ts'
import { onSignedOut } from './client/signed-out.ts'
import { withControlWords, withOperatorWords, withRightsWords, withWaysWords } from './language/language.ts'
import { bookSearch } from './screens/book/search.ts'
import { peopleSearch } from './screens/control/people/people-search.ts'
import { giveSearch, rightsSearch } from './screens/control/rights/rights-search.ts'
import { mapSearch } from './screens/map/search.ts'
import { holdSearch, trailSearch } from './screens/privacy/trail-search.ts'
import { guardDoor, guardFirstUse, guardPapers, guardShell, signInSearch } from './shell/guard.ts'
import { NotFound } from './shell/NotFound.tsx'
import { Root } from './shell/Root.tsx'
import { forgetSession, sessionHasEnded } from './shell/session.ts'
import { Shell, ShellBroken, ShellOpening } from './shell/Shell.tsx'

const queries = newQueryClient()

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

/** Screens inside the menu, for who is signed in. Each is a lazy child: its code comes when one goes there. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  pendingComponent: ShellOpening,
  errorComponent: ShellBroken,
  beforeLoad: ({ location }) => guardShell(queries, location.href),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: () => guardDoor(queries),
  component: lazyRouteComponent(() => import('./screens/sign-in/SignIn.tsx'), 'SignIn'),
})
const signInProblem = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/problem',
  validateSearch: ({ code }: Record<string, unknown>): { code: string } => ({ code: typeof code === 'string' ? code : '' }),
  component: lazyRouteComponent(() => import('./screens/sign-in/ProviderProblem.tsx'), 'ProviderProblem'),
})
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./screens/sign-up/SignUp.tsx'), 'SignUp'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => withWaysWords(import('./screens/link/LinkPage.tsx')), 'LinkPage'),
})
const firstUse = createRoute({
  getParentRoute: () => root,
  path: '/first-use',
  errorComponent: ShellBroken,
  beforeLoad: () => guardFirstUse(queries),
  component: lazyRouteComponent(() => import('./screens/first-use/FirstUse.tsx'), 'FirstUse'),
})

const today = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/today/Today.tsx'), 'Today'),
})
const book = createRoute({
  getParentRoute: () => shell,
  path: '/book',
  validateSearch: bookSearch,
  component: lazyRouteComponent(() => import('./screens/book/Book.tsx'), 'Book'),
})
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  component: lazyRouteComponent(() => import('./screens/people/People.tsx'), 'People'),
})
const me = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyRouteComponent(() => import('./screens/me/Me.tsx'), 'Me'),
})
const myBookings = createRoute({
  getParentRoute: () => shell,
  path: '/me/bookings',
  component: lazyRouteComponent(() => import('./screens/me/MyBookings.tsx'), 'MyBookings'),
})
const myPassword = createRoute({
  getParentRoute: () => shell,
  path: '/me/password',
  component: lazyRouteComponent(() => import('./screens/me/ChangePassword.tsx'), 'ChangePassword'),
})
const whatIsKept = createRoute({
  getParentRoute: () => shell,
  path: '/me/kept',
  component: lazyRouteComponent(() => import('./screens/me/WhatIsKept.tsx'), 'WhatIsKept'),
})
/** Where accounts were before the control centre. */
const accounts = createRoute({ getParentRoute: () => shell, path: '/accounts', beforeLoad: () => redirect({ to: '/control/people', replace: true, throw: true }) })

/** The control centre: people, rights, reviews; its other sections are routes of their own areas, in the same frame. */
const ofControl = (name: keyof typeof import('./screens/control/screens.ts')) => lazyRouteComponent(() => withControlWords(import('./screens/control/screens.ts')), name)
const control = [
  createRoute({ getParentRoute: () => shell, path: '/control', component: ofControl('Control') }),
  createRoute({ getParentRoute: () => shell, path: '/control/people', validateSearch: peopleSearch, component: ofControl('ControlPeople') }),
  createRoute({ getParentRoute: () => shell, path: '/control/people/invite', component: ofControl('Invite') }),
  createRoute({ getParentRoute: () => shell, path: '/control/people/$personId', component: ofControl('ControlPerson') }),
  createRoute({ getParentRoute: () => shell, path: '/control/teams', component: ofControl('ControlTeams') }),
  createRoute({ getParentRoute: () => shell, path: '/control/rights', validateSearch: rightsSearch, component: ofControl('ControlRights') }),
  createRoute({ getParentRoute: () => shell, path: '/control/rights/give', validateSearch: giveSearch, component: ofControl('GiveRole') }),
  createRoute({ getParentRoute: () => shell, path: '/control/rights/people/$personId', component: ofControl('ControlRightsOf') }),
  createRoute({ getParentRoute: () => shell, path: '/control/reviews', component: ofControl('ControlReviews') }),
  createRoute({ getParentRoute: () => shell, path: '/control/reviews/$reviewId', component: ofControl('ControlReview') }),
] as const

/** Screens of rights: each room of them is one file, with the words that they share. */
const ofData = (name: keyof typeof import('./screens/data/screens.ts')) => lazyRouteComponent(() => withRightsWords(import('./screens/data/screens.ts')), name)
const ofDesk = (name: keyof typeof import('./screens/privacy/screens.ts')) => lazyRouteComponent(() => withRightsWords(import('./screens/privacy/screens.ts')), name)
const ofEnd = (name: keyof typeof import('./screens/organisation/screens.ts')) => lazyRouteComponent(() => withControlWords(withRightsWords(import('./screens/organisation/screens.ts'))), name)
const ofPapers = (name: keyof typeof import('./screens/papers/screens.ts')) => lazyRouteComponent(() => withRightsWords(import('./screens/papers/screens.ts')), name)

/** How people come in: by a list, and by the organisation's own directory; both in the frame of the control centre. */
const ofProvisioning = (name: keyof typeof import('./screens/provisioning/screens.ts')) => lazyRouteComponent(() => withControlWords(import('./screens/provisioning/screens.ts')), name)
const peopleImport = createRoute({ getParentRoute: () => shell, path: '/people-import', component: ofProvisioning('PeopleImport') })
const provisioning = createRoute({ getParentRoute: () => shell, path: '/organisation/provisioning', component: ofProvisioning('Provisioning') })

/** Ways of signing in: mine, and the organisation's, which is a section of the control centre. */
const security = createRoute({
  getParentRoute: () => shell,
  path: '/me/security',
  component: lazyRouteComponent(() => withWaysWords(import('./screens/security/screens.ts')), 'Security'),
})
const signInPolicy = createRoute({
  getParentRoute: () => shell,
  path: '/organisation/sign-in',
  component: lazyRouteComponent(() => withControlWords(withWaysWords(import('./screens/sign-in-policy/Policy.tsx'))), 'Policy'),
})

/** Third parties: the register, approving one, one of them; and one's own tokens for them. */
const ofIntegrations = (name: keyof typeof import('./screens/integrations/screens.ts')) =>
  lazyRouteComponent(() => withControlWords(import('./screens/integrations/screens.ts')), name)
const integrations = createRoute({ getParentRoute: () => shell, path: '/organisation/integrations', component: ofIntegrations('Register') })
const approve = createRoute({ getParentRoute: () => shell, path: '/organisation/integrations/new', component: ofIntegrations('Approve') })
const approval = createRoute({ getParentRoute: () => shell, path: '/organisation/integrations/$approvalId', component: ofIntegrations('ApprovalPage') })
const myTokens = createRoute({ getParentRoute: () => shell, path: '/me/tokens', component: ofIntegrations('MyTokens') })
const sso = createRoute({
  getParentRoute: () => shell,
  path: '/organisation/sso',
  component: lazyRouteComponent(() => withControlWords(import('./screens/sso/Sso.tsx')), 'Sso'),
})

const myData = createRoute({ getParentRoute: () => shell, path: '/me/data', component: ofData('MyData') })
const organisation = createRoute({ getParentRoute: () => shell, path: '/organisation', component: ofEnd('Organisation') })
const endAgreement = createRoute({ getParentRoute: () => shell, path: '/organisation/end', component: ofEnd('EndAgreement') })

/** What the operator looked at and asks to look at, in the control centre. */
const support = createRoute({
  getParentRoute: () => shell,
  path: '/organisation/support',
  component: lazyRouteComponent(() => withControlWords(import('./screens/support/screens.ts')), 'Support'),
})

/** The operator's own desk: its people, who are nobody's customers, with a frame of its own. */
const ofOperator = (name: keyof typeof import('./screens/operator/screens.ts')) => lazyRouteComponent(() => withOperatorWords(import('./screens/operator/screens.ts')), name)
const operator = createRoute({ getParentRoute: () => root, path: '/operator', component: ofOperator('Desk'), errorComponent: ShellBroken })
const operatorPages = [
  createRoute({ getParentRoute: () => operator, path: '/', component: ofOperator('Overview') }),
  createRoute({ getParentRoute: () => operator, path: '/visits', component: ofOperator('Visits') }),
  createRoute({ getParentRoute: () => operator, path: '/visits/$visitId', component: ofOperator('Visit') }),
  createRoute({ getParentRoute: () => operator, path: '/customers', component: ofOperator('Customers') }),
  createRoute({ getParentRoute: () => operator, path: '/staff', component: ofOperator('Staff') }),
  createRoute({ getParentRoute: () => operator, path: '/log', component: ofOperator('Log') }),
  createRoute({ getParentRoute: () => operator, path: '/keys', component: ofOperator('Keys') }),
] as const
const enrolStaffKey = createRoute({ getParentRoute: () => root, path: '/operator/enrol', component: ofOperator('Enrol') })

const dataSubjects = createRoute({ getParentRoute: () => shell, path: '/privacy', component: ofDesk('DataSubjects') })
const dataSubject = createRoute({ getParentRoute: () => shell, path: '/privacy/people/$personId', component: ofDesk('Person') })
const dataRequests = createRoute({ getParentRoute: () => shell, path: '/privacy/requests', component: ofDesk('Requests') })
const holds = createRoute({
  getParentRoute: () => shell,
  path: '/privacy/holds',
  validateSearch: holdSearch,
  component: ofDesk('Holds'),
})
const keeping = createRoute({ getParentRoute: () => shell, path: '/privacy/keeping', component: ofDesk('Keeping') })
const trail = createRoute({
  getParentRoute: () => shell,
  path: '/privacy/trail',
  validateSearch: trailSearch,
  component: ofDesk('Trail'),
})

/** What can be done about one's own data, and by the privacy officer about somebody's: the same screens. */
const actsAt = <const Base extends '/me/data' | '/privacy/people/$personId'>(base: Base) => [
  createRoute({ getParentRoute: () => shell, path: `${base}/correct`, component: ofData('Correct') }),
  createRoute({ getParentRoute: () => shell, path: `${base}/freeze`, component: ofData('Freeze') }),
  createRoute({ getParentRoute: () => shell, path: `${base}/export`, component: ofData('Take') }),
  createRoute({ getParentRoute: () => shell, path: `${base}/erase`, component: ofData('Erase') }),
] as const

/** The papers can be read before one agrees to them, too. */
const papers = createRoute({
  getParentRoute: () => root,
  id: 'papers',
  component: ofPapers('Papers'),
  errorComponent: ShellBroken,
  beforeLoad: ({ location }) => guardPapers(queries, location.href),
})
const agreement = createRoute({ getParentRoute: () => papers, path: '/agreement', component: ofPapers('AgreementPage') })
const annex = createRoute({ getParentRoute: () => papers, path: '/agreement/annex', component: ofPapers('Annex') })

/** For who has the link, whether or not they have an account any more. */
const receipt = createRoute({ getParentRoute: () => root, path: '/receipts/$receiptId', component: ofData('Receipt') })
const endingByLink = createRoute({ getParentRoute: () => root, path: '/endings/$link', component: ofEnd('EndingByLink') })

const map = createRoute({
  getParentRoute: () => shell,
  path: '/map',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('./screens/map/MapEntry.tsx'), 'MapEntry'),
})
const mapOfFloor = createRoute({
  getParentRoute: () => shell,
  path: '/map/$floorId',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('./screens/map/MapScreen.tsx'), 'MapScreen'),
})
const qr = createRoute({
  getParentRoute: () => shell,
  path: '/q/$qrCode',
  component: lazyRouteComponent(() => import('./screens/qr/QrScreen.tsx'), 'QrScreen'),
})

/** The display beside a room's door: any tablet, no person signed in. */
const door = createRoute({
  getParentRoute: () => root,
  path: '/door/{-$workspaceId}',
  component: lazyRouteComponent(() => import('./screens/door/DoorScreen.tsx'), 'DoorScreen'),
})

/** All parts in all states, for looking at them. No screen links to it; it holds invented data only. */
const kit = createRoute({
  getParentRoute: () => root,
  path: '/kit',
  component: lazyRouteComponent(() => import('./kit.tsx'), 'Kit'),
})

const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([
      today, book, people, me, myBookings, myPassword, security, signInPolicy, sso, whatIsKept, accounts, ...control, peopleImport, provisioning, map, mapOfFloor, qr,
      support, myData, organisation, endAgreement, dataSubjects, dataSubject, dataRequests, holds, keeping, trail, ...actsAt('/me/data'), ...actsAt('/privacy/people/$personId'),
      integrations, approve, approval, myTokens,
    ]),
    papers.addChildren([agreement, annex]),
    operator.addChildren([...operatorPages]), enrolStaffKey,
    signIn, signInProblem, signUp, invitation, firstUse, door, receipt, endingByLink,
    kit,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

export function App() {
  useEffect(
    () => onSignedOut(() => {
      if (!forgetSession(queries)) return
      sessionHasEnded()
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
