import type { proof as nl } from '../../nl/ways/proof.ts'
import type { SameKeys } from '../../words.ts'

export const proof: SameKeys<typeof nl> = {
  title: 'Show that it is you',
  text: 'This is a far-reaching act. After this it goes on by itself, and for ten minutes we do not ask again.',
  passkey: 'Confirm with a passkey',
  withPassword: 'With your password',
  code: 'Code of your app, or a recovery code',
  confirm: 'Confirm',
  provider: 'Confirm through your organisation',
  providerText: 'You go to the identity provider of your organisation and come back here. Then do the act again.',
  none: 'That is not possible here',
  noneText: 'With this account you can only show it by signing in anew. Sign out, sign in, and do it right away.',
}
