import * as addresses from '#kernel/addresses.ts'
import { Refusal } from '#kernel/errors.ts'

/** @throws Refusal network_invalid when one of them is no network */
export const checkedRanges = (ranges: readonly string[]): readonly string[] => {
  if (!ranges.every(addresses.isRange)) throw new Refusal('network_invalid')
  return ranges
}

/** Whether an address lies in one of these networks; from anywhere when there are none. They were checked when they were set. */
export const isWithin = (ranges: readonly string[], address: string): boolean =>
  ranges.length === 0 || addresses.isWithin(addresses.rangesOf(ranges), address)
