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
  passkey: { refused: 'No passkey came', known: 'This passkey is already there', impossible: 'Passkeys do not work here' },
  passkeyText: {
    refused: 'You cancelled, it took too long, or this device has none. Try again or use another way.',
    known: 'This device or key is already in your list.',
    impossible: 'This browser or this address cannot use passkeys. Use another way or a newer browser.',
  },
  tryIn_one: 'You can try again in {{count}} second.',
  tryIn_other: 'You can try again in {{count}} seconds.',
  tryAgainNow: 'You can try again.',
  failedTitle: 'This did not work',
  failedText: 'Something went wrong on our side. Try again. If it stays, tell your manager.',
}
