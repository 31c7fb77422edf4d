import { useState } from 'react'
import { listIdentityProviders } from '#contract/endpoints/federation.ts'
import { useCall } from '../../client/queries.ts'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { AddProvider } from './AddProvider.tsx'
import { OneProvider } from './OneProvider.tsx'

/** Step 2: who vouches for the organisation's people. */
export function Providers() {
  const { t } = useControlWords()
  const providers = useCall(listIdentityProviders, {})
  const [adding, setAdding] = useState(false)
  return (
    <section className="sso">
      <h2>{t('sso.providers')} <span className="mark-id">G5.3</span></h2>
      <p className="soft about">{t('sso.providersText')}</p>
      {providers.data === undefined
        ? providers.error === null ? <LoadingLines lines={4} /> : <ErrorNote error={providers.error} onRetry={() => void providers.refetch()} />
        : providers.data.providers.length === 0 && !adding ? <p className="about">{t('sso.providersNone')}</p>
        : <ul className="sso-cards">{providers.data.providers.map((one) => <OneProvider key={one.id} provider={one} />)}</ul>}
      {adding ? <AddProvider onDone={() => setAdding(false)} /> : <Button onClick={() => setAdding(true)}><Icon name="plus" size={18} />{t('sso.add')}</Button>}
    </section>
  )
}
