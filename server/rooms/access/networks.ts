import * as addresses from '#kernel/addresses.ts'
import type { Network } from './store-policy.ts'

/** A network in CIDR notation; one address alone is no network that a name would be given to. */
export const isRange = (range: string): boolean => range.includes('/') && addresses.isRange(range)

/** The name of the first network that an address lies in; null: another network. The address itself is kept nowhere. */
export const networkOf = (networks: readonly Network[], address: string): string | null =>
  networks.find(({ range }) => isRange(range) && addresses.isWithin(addresses.rangesOf([range]), address))?.name ?? null
