import type { secure as nl } from '../../nl/ways/secure.ts'
import type { SameKeys } from '../../words.ts'

export const secure: SameKeys<typeof nl> = {
  title: 'Secure your account',
  lead: 'At {{organisation}} a password alone is not enough. Choose what is added, then you can go on.',
  leadHardware: 'At {{organisation}} you sign in with a security key. Have it at hand.',
  passkey: 'Make a passkey',
  passkeyText: 'Recommended. Your phone, computer or key keeps it, and from now on you sign in with your finger, your face or a PIN.',
  hardware: 'Add your security key',
  app: 'Rather an authenticator app',
  appText: 'An app on your phone makes a code every half minute, which you enter after your password.',
  scan: 'Scan this with your authenticator app',
  qr: 'QR code for your authenticator app',
  orType: 'Or type this key into the app',
  copyKey: 'Copy key',
  code: 'Code that the app shows now',
  confirm: 'Switch the app on',
  back: 'Not after all',
  codesTitle: 'Keep your recovery codes',
  codesText: 'If you lose your app, they still get you in. Each code works once. We show them only now.',
  codesFile: 'Recovery codes of {{email}} at {{organisation}}, {{day}}. Each code works once.',
  copy: 'Copy',
  copied: 'Copied.',
  print: 'Print',
  download: 'Save as a file',
  kept: 'I have kept them',
}
