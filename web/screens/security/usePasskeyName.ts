import type { PasskeyAnswer } from '../../client/passkey.ts'
import { useWaysWords } from '../../language/language.ts'
import { deviceName, freeName } from './device-name.ts'

/** A first name for a new passkey, from what made it; its owner can give another. */
export function usePasskeyName(): (answer: PasskeyAnswer, taken?: readonly string[]) => string {
  const { t } = useWaysWords()
  return (answer, taken = []) => {
    const device = deviceName(navigator.userAgent)
    const name = answer['authenticatorAttachment'] === 'cross-platform' ? t('security.keyName')
      : device === undefined ? t('security.passkeyName') : t('security.passkeyOn', { device })
    return freeName(name, taken)
  }
}
