import { randomUUID } from 'node:crypto'
import type { TestHouse } from '../house.ts'
import type { Ids } from '../furnish.ts'

/** Adds what the operator and its customers see of each other. */
export const furnishOperator = async (_house: TestHouse, ids: Ids): Promise<Ids> => ({
  ...ids,
  byName: { ...ids.byName, visitId: randomUUID(), staffId: randomUUID(), staffKeyId: randomUUID() },
})
