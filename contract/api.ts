import * as agreement from './endpoints/agreement.ts'
import * as bookings from './endpoints/bookings.ts'
import * as devices from './endpoints/devices.ts'
import * as door from './endpoints/door.ts'
import * as emailDomains from './endpoints/email-domains.ts'
import * as federation from './endpoints/federation.ts'
import * as floor from './endpoints/floor.ts'
import * as locationFile from './endpoints/location-file.ts'
import * as integrations from './endpoints/integrations.ts'
import * as guests from './endpoints/guests.ts'
import * as inventory from './endpoints/inventory.ts'
import * as instance from './endpoints/instance.ts'
import * as keeping from './endpoints/keeping.ts'
import * as myData from './endpoints/my-data.ts'
import * as notices from './endpoints/notices.ts'
import * as oauth from './endpoints/oauth.ts'
import * as operator from './endpoints/operator.ts'
import * as operatorSignIn from './endpoints/operator-sign-in.ts'
import * as operatorVisits from './endpoints/operator-visits.ts'
import * as people from './endpoints/people.ts'
import * as personalTokens from './endpoints/personal-tokens.ts'
import * as places from './endpoints/places.ts'
import * as privacyDesk from './endpoints/privacy-desk.ts'
import * as provisioning from './endpoints/provisioning.ts'
import * as reviews from './endpoints/reviews.ts'
import * as rights from './endpoints/rights.ts'
import * as session from './endpoints/session.ts'
import * as signInPolicy from './endpoints/sign-in-policy.ts'
import * as signInWays from './endpoints/sign-in-ways.ts'
import * as support from './endpoints/support.ts'
import * as sso from './endpoints/sso.ts'
import * as trail from './endpoints/trail.ts'
import * as uplinks from './endpoints/uplinks.ts'
import type { EndpointSpec } from './endpoint.ts'

/** Full semantic version of the API; its major stands in the server URL. */
export const apiVersion = '1.0.0'
export const apiPrefix = '/api/v1'

const modules = [
  instance,
  session,
  signInWays,
  signInPolicy,
  integrations,
  personalTokens,
  oauth,
  emailDomains,
  federation,
  sso,
  agreement,
  inventory,
  people,
  provisioning,
  rights,
  guests,
  reviews,
  places,
  locationFile,
  devices,
  uplinks,
  floor,
  bookings,
  door,
  notices,
  myData,
  privacyDesk,
  keeping,
  trail,
  support,
  operatorSignIn,
  operator,
  operatorVisits,
]

const isEndpoint = (value: unknown): value is EndpointSpec =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value

/** Every endpoint, in the order of the documentation. The HTTP kernel refuses to start when one has no handler. */
export const endpoints: readonly EndpointSpec[] = modules.flatMap((module) => Object.values(module).filter(isEndpoint))
