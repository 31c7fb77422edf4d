import type { people as nl } from '../nl/people.ts'
import type { SameKeys } from '../words.ts'

export const people: SameKeys<typeof nl> = {
  title: 'People',
  search: 'Search a colleague',
  clear: 'Clear the search',
  teams: 'Teams',
  visibility: {
    nobody: 'Nobody sees you.',
    team: 'Only your team sees you.',
    organisation: 'Everyone in your organisation can find you.',
  },
  visibilityMore: {
    nobody: 'You book and sit without your name anywhere.',
    team: 'Your name and your place, not since when.',
    organisation: 'Your name and your place, not since when.',
  },
  change: 'Change',
  myTeamToday: '{{team}}, today',
  teamToday: '{{team}}, today',
  othersToday: 'Others, today',
  tomorrow: 'Tomorrow',
  found: 'Found',
  sitNear: 'Sit near',
  sitNearLong: 'Sit near {{name}}, {{place}}',
  where: '{{zone}}, {{floor}}',
  from: 'from {{time}}',
  noPlace: 'No place today',
  hidden: '{{number}} team members do not show their place. That is their choice, and it counts.',
  numbers: { two: 'Two', three: 'Three', four: 'Four', five: 'Five', six: 'Six', seven: 'Seven', eight: 'Eight', nine: 'Nine', ten: 'Ten' },
  nobodyTitle: 'Nobody to be seen today yet',
  nobodyText: 'Here you see colleagues who are fine with that, as soon as they have a place.',
  notFoundTitle: 'Nobody found',
  notFoundText: 'Who does not want to be found is not here. Otherwise try another part of the name.',
  counted_one: '{{count}} found',
  counted_other: '{{count}} found',
  needsConnection: 'We do not keep on this device where colleagues sit. With a connection it is here again.',
}
