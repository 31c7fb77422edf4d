import type { link as nl } from '../../nl/ways/link.ts'
import type { SameKeys } from '../../words.ts'

export const link: SameKeys<typeof nl> = {
  invitation: 'Welcome to {{organisation}}',
  invitationLead: 'You are invited. Choose how you sign in from now on.',
  recovery: 'Get back in',
  recoveryLead: 'Choose a new way to sign in to {{organisation}}. On your other devices you are signed out.',
  passkey: 'Make a passkey',
  passkeyText: 'Recommended: sign in with your finger, your face or your key. Nothing to remember and nothing to steal.',
  hardware: 'Use your security key',
  hardwareText: 'Your organisation asks for a key whose secret cannot leave the device.',
  password: 'Rather a password',
  passwordThen: 'In your organisation a password alone is not enough. After this you add an authenticator app or a passkey.',
  savePassword: 'Save and sign in',
  code: 'Code of your authenticator app, or a recovery code',
  codeWhy: 'This account has a second step. A link in your mail alone is not enough for that reason.',
  again: 'Ask for a new link',
  looking: 'Reading the link',
}
