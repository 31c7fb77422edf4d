import { useRightsWords } from '../../language/language.ts'

type NameGroup = 'purpose' | 'table' | 'why' | 'room' | 'field' | 'value' | 'requestKind' | 'requestState' | 'role' | 'view'

/** Words for codes of the server. One that has no word yet is shown as it is, with spaces: never hidden. */
export function useNames(): (group: NameGroup, code: string, without?: string) => string {
  const { t } = useRightsWords()
  return (group, code, without) => t(`names.${group}.${code}` as 'names.purpose.booking', { defaultValue: without ?? code.replaceAll('_', ' ') })
}
