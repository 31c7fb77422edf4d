import { formats } from '../../language/format.ts'
import { useOperatorWords } from '../../language/language.ts'

/** Moments on the clock of whoever sits at the desk. */
export function useMoments() {
  const { language } = useOperatorWords()
  const clock = formats(language, Intl.DateTimeFormat().resolvedOptions().timeZone)
  return { time: clock.time, day: clock.dateInTable, when: (at: string) => `${clock.dateInTable(at)}, ${clock.time(at)}` }
}
