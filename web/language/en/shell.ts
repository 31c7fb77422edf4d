import type { shell as nl } from '../nl/shell.ts'
import type { SameKeys } from '../words.ts'

export const shell: SameKeys<typeof nl> = {
  skip: 'To the content',
  main: 'Main menu',
  today: 'Today',
  map: 'Map',
  people: 'People',
  me: 'Me',
  privacy: 'Privacy',
  control: 'Manage',
  language: 'Language',
  newVersion: 'There is a new version of the app.',
  reload: 'Reload',
  notFoundTitle: 'This page is not here',
  notFoundText: 'The link is old or was not copied in full. Your place for today is on the first screen.',
  toToday: 'To today',
}
