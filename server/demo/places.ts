/** The demo's two locations in the product's own import format. */
import type { DemoLocation } from './places/format.ts'
import { sluishuis } from './places/sluishuis.ts'
import { vaartkade } from './places/vaartkade.ts'

export const demoLocations = (): DemoLocation[] => [vaartkade(), sluishuis()]
