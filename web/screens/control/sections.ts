import type { Session } from '#contract/endpoints/session.ts'
import type { Permission } from '#contract/permissions.ts'
import { mayAnywhere } from '../../shell/session.ts'

type Section = {
  readonly name: string
  readonly group: 'people' | 'access' | 'others' | 'organisation'
  readonly to: string
  /** One of these opens it, be it for one location. */
  readonly needs: readonly Permission[]
}

/** What the control centre consists of, in the order of its navigation. A new part is a line here and its words in language/{nl,en}/control/frame.ts. */
export const sections = [
  { name: 'people', group: 'people', to: '/control/people', needs: ['manage_people'] },
  { name: 'teams', group: 'people', to: '/control/teams', needs: ['manage_people'] },
  { name: 'rights', group: 'people', to: '/control/rights', needs: ['see_rights'] },
  { name: 'reviews', group: 'people', to: '/control/reviews', needs: ['see_rights'] },
  { name: 'signIn', group: 'access', to: '/organisation/sign-in', needs: ['manage_sign_in'] },
  { name: 'sso', group: 'access', to: '/organisation/sso', needs: ['manage_sign_in'] },
  { name: 'provisioning', group: 'access', to: '/organisation/provisioning', needs: ['manage_people'] },
  { name: 'integrations', group: 'others', to: '/organisation/integrations', needs: ['see_integrations'] },
  { name: 'support', group: 'others', to: '/organisation/support', needs: ['see_support'] },
  { name: 'privacy', group: 'organisation', to: '/privacy', needs: ['handle_requests'] },
  { name: 'organisation', group: 'organisation', to: '/organisation', needs: ['end_agreement'] },
] as const satisfies readonly Section[]
export type SectionName = (typeof sections)[number]['name']

export const groups = ['people', 'access', 'others', 'organisation'] as const

/** The sections that somebody may open. */
export const sectionsOf = (session: Pick<Session, 'permissions' | 'local'>) =>
  sections.filter(({ needs }) => needs.some((one) => mayAnywhere(session, one)))
