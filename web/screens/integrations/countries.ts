import type { Language } from '#contract/values.ts'

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
/** Codes that ISO 3166-1 leaves to users or keeps in reserve; a browser names some of them. */
const noCountry = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Every country that the browser has a name for, by name. */
export const countries = (language: Language): readonly { readonly code: string; readonly name: string }[] => {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => !noCountry.has(code))
  return codes
    .flatMap((code) => {
      const name = names.of(code)
      return name === undefined ? [] : [{ code, name }]
    })
    .toSorted((one, other) => one.name.localeCompare(other.name, language))
}

export const countryName = (language: Language, code: string): string => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code
