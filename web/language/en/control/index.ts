import { frame } from './frame.ts'
import { integrations } from './integrations.ts'
import { sso } from './sso.ts'
import { support } from './support.ts'
import { invite } from './invite.ts'
import { people } from './people.ts'
import { person } from './person.ts'
import { provisioning } from './provisioning.ts'
import { reviews } from './reviews.ts'
import { rights } from './rights.ts'
import { teams } from './teams.ts'

/** Words of the control centre: its frame, and each of its sections in a file of its own. Loaded with the first of its screens. */
export const words = { frame, integrations, invite, people, person, provisioning, reviews, rights, sso, teams, support }
