import type { teams as nl } from '../../nl/control/teams.ts'
import type { SameKeys } from '../../words.ts'

export const teams: SameKeys<typeof nl> = {
  lead: 'Who belongs together finds each other first.',
  newTeam: 'Name of a new team',
  add: 'Add',
  none: 'There are no teams yet.',
  rename: 'Rename',
  renameOf: 'Rename {{team}}',
  name: 'Name of the team',
  save: 'Save',
  remove: 'Remove',
  removeOf: 'Remove {{team}}',
  members: 'Members',
  membersOf: 'Members of {{team}}',
  removed: '{{team}} removed.',
}
