import type { frame as nl } from '../../nl/control/frame.ts'
import type { SameKeys } from '../../words.ts'

export const frame: SameKeys<typeof nl> = {
  title: 'Manage',
  lead: 'People, rights and settings of {{organisation}}.',
  nav: 'Parts of the control centre',
  places: 'Who can do what here',
  notYoursTitle: 'This part is not yours',
  notYoursText: 'You have no right to it. An organisation manager can give you that.',
  group: {
    people: 'People and rights',
    access: 'Access',
    others: 'Third parties',
    organisation: 'Organisation',
  },
  section: {
    people: 'People',
    teams: 'Teams',
    rights: 'Rights',
    reviews: 'Access reviews',
    signIn: 'Sign-in',
    sso: 'Single sign-on',
    provisioning: 'Provisioning',
    integrations: 'Integrations',
    support: 'Help from the provider',
    privacy: 'Privacy',
    organisation: 'Agreement',
  },
  sectionText: {
    people: 'Find, invite, roles, devices',
    teams: 'Who belongs together',
    rights: 'Who can do what here, and why',
    reviews: 'Confirm in time, or a right lapses',
    signIn: 'Keys, passwords, how long a session lasts',
    sso: 'Signing in with your own system',
    provisioning: 'People come and go by themselves',
    integrations: 'Which outsider gets which data',
    support: 'Who of the provider looked along, and when',
    privacy: 'People, requests, keeping, trail',
    organisation: 'Take all data along, or end the agreement',
  },
}
