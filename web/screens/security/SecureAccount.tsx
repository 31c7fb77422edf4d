import { useState } from 'react'
import { beginTotp, getMySignIn } from '#contract/endpoints/sign-in-ways.ts'
import { passkeysPossible } from '../../client/passkey.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import type { StepProps } from '../first-use/FirstUse.tsx'
import { AppSetup } from './AppSetup.tsx'
import './security.css'
import { useAddPasskey } from './useAddPasskey.ts'

/** The step before everything else where a password alone is not enough: a passkey, or an authenticator app with its recovery codes. */
export function SecureAccount({ session, onTaken }: StepProps) {
  const { t, app } = useWaysWords()
  const mine = useCall(getMySignIn, {})
  const begin = useSend(beginTotp)
  const { add, busy, error } = useAddPasskey(onTaken)
  const [possible] = useState(passkeysPossible)
  const organisation = session.organisation.name
  if (begin.data !== undefined) {
    return (
      <>
        <PageHeading title={t('secure.title')} />
        <AppSetup begun={begin.data} onBack={begin.reset} onDone={onTaken} />
      </>
    )
  }
  const hardware = mine.data?.policy.hardwareKeys === true
  return (
    <>
      <PageHeading title={t('secure.title')}><p>{t(hardware ? 'secure.leadHardware' : 'secure.lead', { organisation })}</p></PageHeading>
      {mine.data === undefined && (mine.error === null ? <LoadingLines lines={4} /> : <ErrorNote error={mine.error} onRetry={() => void mine.refetch()} />)}
      {mine.data !== undefined && (
        <div className="stack">
          {possible ? (
            <div className="either">
              <Button look="fill" size="big" wide busy={busy} onClick={() => add()}><Icon name="key" size={20} />{t(hardware ? 'secure.hardware' : 'secure.passkey')}</Button>
              <p className="soft small">{t(hardware ? 'security.passkeysHardware' : 'secure.passkeyText')}</p>
            </div>
          ) : <p className="soft">{app('parts.passkeyText.impossible')}</p>}
          {error !== null && <ErrorNote error={error} />}
          {begin.error !== null && <ErrorNote error={begin.error} />}
          {!hardware && (
            <div className="either">
              <Button look={possible ? 'line' : 'fill'} size="big" wide busy={begin.isPending} onClick={() => begin.send({})}>{t('secure.app')}</Button>
              <p className="soft small">{t('secure.appText')}</p>
            </div>
          )}
        </div>
      )}
    </>
  )
}
