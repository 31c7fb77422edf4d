import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '#contract/values.ts'
import { languageKey } from '#contract/browser-stores.ts'
import type { words } from './nl/index.ts'
import type { words as controlWords } from './nl/control/index.ts'
import type { words as operatorWords } from './nl/operator/index.ts'
import type { words as rightsWords } from './nl/rights/index.ts'
import type { words as waysWords } from './nl/ways/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: typeof words; rights: typeof rightsWords; control: typeof controlWords; operator: typeof operatorWords; ways: typeof waysWords }
    returnNull: false
  }
}

const load = {
  nl: () => import('./nl/index.ts'),
  en: () => import('./en/index.ts'),
} as const
/** Words of screens that few open in a day: they come with the first of those screens. */
const loadLater = {
  rights: { nl: () => import('./nl/rights/index.ts'), en: () => import('./en/rights/index.ts') },
  operator: { nl: () => import('./nl/operator/index.ts'), en: () => import('./en/operator/index.ts') },
  control: { nl: () => import('./nl/control/index.ts'), en: () => import('./en/control/index.ts') },
  ways: { nl: () => import('./nl/ways/index.ts'), en: () => import('./en/ways/index.ts') },
} as const
type Later = keyof typeof loadLater
const needed = new Set<Later>()

/** The language now shown. first-paint.js set it on the document: the person's choice, else the browser's, else English. */
export const language = (): Language => (document.documentElement.lang === 'nl' ? 'nl' : 'en')

/** Loads the words of the language now shown. The app is rendered after this. */
export async function startLanguage(): Promise<void> {
  const first = language()
  const { words } = await load[first]()
  await i18next.use(initReactI18next).init({
    lng: first,
    resources: { [first]: { app: words } },
    defaultNS: 'app',
    ns: ['app'],
    interpolation: { escapeValue: false }, // React escapes
  })
}

/** Shows the app in a language from now on, on this device. What the account says is the caller's to change. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await showLanguage(chosen)
  localStorage.setItem(languageKey, chosen)
}

/** Shows this page in a language without keeping that choice: a door display speaks the language of its building. */
export async function showLanguage(chosen: Language): Promise<void> {
  const { words } = await load[chosen]()
  i18next.addResourceBundle(chosen, 'app', words)
  for (const later of needed) i18next.addResourceBundle(chosen, later, (await loadLater[later][chosen]()).words)
  document.documentElement.lang = chosen
  await i18next.changeLanguage(chosen)
}

const withWordsOf = (later: Later) => async <Screen>(screen: Promise<Screen>): Promise<Screen> => {
  needed.add(later)
  const spoken = language()
  const [loaded, { words }] = await Promise.all([screen, loadLater[later][spoken]()])
  i18next.addResourceBundle(spoken, later, words)
  return loaded
}

/** Loads a screen about data together with the words that it speaks beyond those of the app. */
export const withRightsWords = withWordsOf('rights')
/** The same for a screen of the control centre. */
export const withControlWords = withWordsOf('control')
/** The same for a screen about ways of signing in. */
export const withWaysWords = withWordsOf('ways')

/** The same for the operator's desk. */
export const withOperatorWords = withWordsOf('operator')

/** The words, and the language for formatting; re-renders when the language changes. */
export function useWords() {
  const { t } = useTranslation('app')
  return { t, language: language() }
}

/** Outside React: a message that is made before it is shown. */
export const say = i18next.t.bind(i18next)

/** As `useWords`, on screens loaded through `withRightsWords`; `app` says what the whole app says. */
export function useRightsWords() {
  const { t } = useTranslation('rights')
  const { t: app } = useTranslation('app')
  return { t, app, language: language() }
}

/** The same on screens loaded through `withControlWords`. */
export function useControlWords() {
  const { t } = useTranslation('control')
  const { t: app } = useTranslation('app')
  return { t, app, language: language() }
}

/** The same on screens loaded through `withWaysWords`. */
export function useWaysWords() {
  const { t } = useTranslation('ways')
  const { t: app } = useTranslation('app')
  return { t, app, language: language() }
}

/** The same on screens loaded through `withOperatorWords`. */
export function useOperatorWords() {
  const { t } = useTranslation('operator')
  const { t: app } = useTranslation('app')
  return { t, app, language: language() }
}
