import { createTeam, deleteTeam, listTeams, renameTeam, updateMe } from '#contract/endpoints/people.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import * as teams from './store-teams.ts'
import { changeProfile, profileOf } from './store.ts'

/**
 * Teams, and what a person sets about themselves. Finding colleagues needs bookings and stands in that room; accounts
 * stand in access.
 */
export const routes = (kernel: Kernel): Route[] => [
  route(updateMe, async ({ tx, principal, body }) => {
    const { language, theme, visibility, name } = body
    const change = {
      ...(language === undefined ? {} : { language }),
      ...(theme === undefined ? {} : { theme }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(name === undefined ? {} : { name }),
    }
    await changeProfile(tx, kernel.keys, principal.person, change)
    await trail.record(tx, {
      action: 'people.profile_changed',
      subject: { kind: 'person', id: principal.person },
      person: principal.person,
      detail: { fields: Object.keys(change).join(' '), ...(visibility === undefined ? {} : { visibility }) },
    })
    // Open maps show names: they have to look again at once.
    if (visibility !== undefined || name !== undefined) {
      tx.afterCommit(() => kernel.live.changed(tx.organisation, 'people'))
    }
    const profile = await profileOf(tx, kernel.keys, principal.person)
    if (profile === null) throw new Error('the person of this session does not exist')
    return { language: profile.language, theme: profile.theme, visibility: profile.visibility, name: profile.name }
  }),

  route(listTeams, async ({ tx }) => ({ teams: await teams.listTeams(tx) })),

  route(createTeam, async ({ tx, body }) => {
    const id = await teams.addTeam(tx, body.name)
    await trail.record(tx, { action: 'people.team_added', subject: { kind: 'team', id } })
    return { id, name: body.name }
  }),

  route(renameTeam, async ({ tx, params, body }) => {
    await teams.renameTeam(tx, params.teamId, body.name)
    await trail.record(tx, { action: 'people.team_renamed', subject: { kind: 'team', id: params.teamId } })
    return { id: params.teamId, name: body.name }
  }),

  route(deleteTeam, async ({ tx, params }) => {
    await teams.removeTeam(tx, params.teamId)
    await trail.record(tx, { action: 'people.team_removed', subject: { kind: 'team', id: params.teamId } })
  }),
]
