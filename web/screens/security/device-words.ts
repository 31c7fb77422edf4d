import type { Language } from '#contract/values.ts'

/** "Firefox on Android" or "Unknown device", as the service keeps it, in the language of who reads. */
export const deviceIn = (language: Language, device: string): string =>
  (language === 'nl' ? device.replace(' on ', ' op ').replace('Unknown device', 'Onbekend apparaat') : device)
