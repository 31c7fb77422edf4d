import { formats } from './format.ts'
import { useWords } from './language.ts'

export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Dates and times of what happened to data: on the clock of who reads, since no building belongs to it. */
export const useClock = () => formats(useWords().language, deviceZone())
