import { useRightsWords } from '../../language/language.ts'
import { formats } from '../../language/format.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** What is left, in days and hours while there are days, else in hours and minutes: exact, never "almost". */
export function useLeft(): (leftMs: number) => string {
  const { t, language } = useRightsWords()
  return (leftMs) => {
    const days = Math.floor(leftMs / dayMs)
    if (days === 0) return formats(language, 'UTC').duration(leftMs)
    const hours = Math.floor((leftMs % dayMs) / hourMs)
    const parts = [t('ending.days', { count: days }), ...(hours === 0 ? [] : [formats(language, 'UTC').duration(hours * hourMs)])]
    return parts.map((part) => part.replace(' ', '\u00A0')).join(' ')
  }
}
