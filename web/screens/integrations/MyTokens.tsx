import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { dataCategories } from '#contract/data-categories.ts'
import { listMyTokens, revokeMyToken, type PersonalToken } from '#contract/endpoints/personal-tokens.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import '../me/me.css'
import './integrations.css'
import { MakeToken } from './MakeToken.tsx'
import { Once } from './Once.tsx'

type Token = z.infer<typeof PersonalToken>

/** What third parties may do for me: my tokens, and making one for a party that my organisation approved. */
export function MyTokens() {
  const { t, app } = useControlWords()
  const queries = useQueryClient()
  const { data, error, refetch } = useCall(listMyTokens, {})
  const [making, setMaking] = useState(false)
  const [once, setOnce] = useState<string | null>(null)
  const made = async (token: string) => {
    setMaking(false)
    setOnce(token)
    await queries.invalidateQueries({ queryKey: keyOf(listMyTokens) })
  }
  return (
    <main className="screen me my-tokens" id="screen" tabIndex={-1}>
      <PageHeading title={t('integrations.mine')} before={<div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{app('me.title')}</Link></div>}>
        <p>{t('integrations.mineLead')}</p>
      </PageHeading>
      {once !== null && <section><Once value={once} level="h2" onDone={() => setOnce(null)} /></section>}
      {data === undefined ? <section>{error === null ? <LoadingLines lines={5} /> : <ErrorNote error={error} onRetry={() => void refetch()} />}</section> : (
        <>
          {data.tokens.length === 0 && !making && <EmptyState title={t('integrations.mineNone')}>{data.parties.length === 0 ? t('integrations.mineNoParties') : undefined}</EmptyState>}
          {data.tokens.length > 0 && <section><ul className="lines">{data.tokens.map((one) => <Line key={one.id} token={one} />)}</ul></section>}
          {data.parties.length > 0 && (
            <section>
              {making ? <MakeToken parties={data.parties} onMade={made} onCancel={() => setMaking(false)} />
                : <Button look={data.tokens.length === 0 ? 'fill' : 'line'} size="big" wide onClick={() => setMaking(true)}>{t('integrations.mineMake')}</Button>}
            </section>
          )}
        </>
      )}
    </main>
  )
}

function Line({ token }: { readonly token: Token }) {
  const { t, language } = useControlWords()
  const clock = useClock()
  const tell = useTell()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const act = useSend(revokeMyToken)
  const revoke = () =>
    act.send({ params: { tokenId: token.id } }, {
      done: async () => {
        tell(t('integrations.tokenGone'))
        await queries.invalidateQueries({ queryKey: keyOf(listMyTokens) })
      },
      ended: () => setAsked(false),
    })
  return (
    <li className="held">
      <span>
        <strong>{token.name}</strong>
        <small>{token.party}: {token.categories.map((one) => dataCategories[one][language]).join(' · ')}</small>
        <small>
          {t('integrations.until', { day: clock.dateInTable(token.endsAt) })}
          {'. '}
          {token.lastUsedOn === null ? t('integrations.neverUsed') : t('integrations.lastUsed', { day: clock.dateWithYear(`${token.lastUsedOn}T12:00:00Z`) })}
        </small>
        {act.error !== null && <ErrorNote error={act.error} />}
      </span>
      <Button size="small" onClick={() => setAsked(true)} aria-label={`${t('integrations.revokeToken')}: ${token.name}`}>{t('integrations.revokeToken')}</Button>
      <ConfirmDialog open={asked} title={t('integrations.mineRevokeTitle', { name: token.name })} confirm={t('integrations.revokeToken')} busy={act.isPending} onConfirm={revoke} onCancel={() => setAsked(false)}>
        <p>{t('integrations.mineRevokeText')}</p>
      </ConfirmDialog>
    </li>
  )
}
