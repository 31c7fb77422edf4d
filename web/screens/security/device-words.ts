import type { Language } from '#contract/values.ts'

/** "Firefox on Android", as the service says it, in the language of who reads. */
export const deviceIn = (language: Language, device: string): string => (language === 'nl' ? device.replace(' on ', ' op ') : device)
