import { furnish, furnishRequests } from '../furnish.ts'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'
import { furnishFederation } from './federation.ts'
import { furnishIntegrations } from './integrations.ts'
import { furnishOperator } from './operator.ts'
import { furnishProvisioning } from './provisioning.ts'
import { furnishRights } from './rights.ts'
import { furnishWays } from './ways.ts'

/** What each part of the house adds to an organisation, one after the other. */
const parts: readonly ((house: TestHouse, ids: Ids) => Promise<Ids>)[] = [
  furnishRequests,
  furnishOperator,
  furnishIntegrations,
  furnishProvisioning,
  furnishFederation,
  furnishRights,
  furnishWays,
]

/** An organisation with one of everything that has an id, in every room. */
export const furnishEverything = async (house: TestHouse, name: string): Promise<Ids> => {
  let ids = await furnish(house, name)
  for (const add of parts) ids = await add(house, ids)
  return ids
}
