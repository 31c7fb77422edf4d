import { Link } from '@tanstack/react-router'
import { getMySignIn } from '#contract/endpoints/sign-in-ways.ts'
import { useCall } from '../../client/queries.ts'
import { useWaysWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../me/me.css'
import { SignOuts } from '../me/SignOuts.tsx'
import { AuthenticatorApp } from './AuthenticatorApp.tsx'
import { Passkeys } from './Passkeys.tsx'
import './security.css'
import { Sessions } from './Sessions.tsx'

/** How I sign in, and where I am signed in now. */
export function Security() {
  const { t, app } = useWaysWords()
  const { organisation } = useSession()
  const { data: mine, error, refetch } = useCall(getMySignIn, {})
  return (
    <main className="screen me security" id="screen" tabIndex={-1}>
      <PageHeading title={t('security.title')} before={<div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{app('me.title')}</Link></div>}>
        <p>{t('security.lead', { organisation: organisation.name })}</p>
      </PageHeading>
      {mine === undefined ? <section>{error === null ? <LoadingLines lines={9} /> : <ErrorNote error={error} onRetry={() => void refetch()} />}</section> : (
        <>
          {!mine.enough && <section><div className="note risk"><Icon name="warning" size={20} /><p>{t('security.notEnough')}</p></div></section>}
          <Passkeys mine={mine} />
          {(!mine.policy.hardwareKeys || mine.totp !== null) && <AuthenticatorApp mine={mine} />}
          <PasswordLine changedAt={mine.password?.changedAt ?? null} alone={mine.policy.passwordAlone} />
          {mine.providers.length > 0 && (
            <section>
              <h2>{t('security.providers')}</h2>
              <p className="soft">{t('security.providersText', { names: mine.providers.join(', ') })}</p>
            </section>
          )}
        </>
      )}
      <Sessions />
      <section><SignOuts /></section>
      <section>
        <ul className="lines">
          <li>
            <Link to="/me/tokens" className="way">
              <span><strong>{app('me.tokens')}</strong><small>{app('me.tokensText')}</small></span>
              <Icon name="onward" size={16} />
            </Link>
          </li>
        </ul>
      </section>
    </main>
  )
}

function PasswordLine({ changedAt, alone }: { readonly changedAt: string | null; readonly alone: boolean }) {
  const { t } = useWaysWords()
  const clock = useClock()
  return (
    <section>
      <h2>{t('security.password')}</h2>
      {changedAt === null ? <p className="soft">{t('security.passwordNone')}</p> : (
        <>
          <p className="soft about">{t('security.passwordSince', { day: clock.dateWithYear(changedAt) })}{!alone && ` ${t('security.passwordAlone')}`}</p>
          <Link to="/me/password" className="btn">{t('security.passwordChange')}</Link>
        </>
      )}
    </section>
  )
}
