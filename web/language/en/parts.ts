import type { parts as nl } from '../nl/parts.ts'
import type { SameKeys } from '../words.ts'

export const parts: SameKeys<typeof nl> = {
  back: 'Back',
  close: 'Close',
  cancel: 'No, go back',
  undo: 'Undo',
  tryAgain: 'Try again',
  loading: 'Loading',
  required: 'Fill this in.',
  showPassword: 'Show',
  hidePassword: 'Hide',
  showPasswordLong: 'Show the password',
  hidePasswordLong: 'Hide the password',
  messages: 'Messages',
  sheetTaller: 'Make the panel taller',
  sheetShorter: 'Make the panel shorter',
  toFreeze: 'Lift it',
  failedTitle: 'This did not work',
  failedText: 'Something went wrong on our side. Try again. If it stays, tell your manager.',
}
