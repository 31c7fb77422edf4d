import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getMySignIn } from '#contract/endpoints/sign-in-ways.ts'
import type { Result } from '#contract/endpoint.ts'
import { passkeysPossible } from '../../client/passkey.ts'
import { keyOf } from '../../client/queries.ts'
import { useWaysWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { PasskeyLine } from './PasskeyLine.tsx'
import { useAddPasskey } from './useAddPasskey.ts'

/** What I can sign in with without a password: each with its name, when it was used, and the way to revoke it. */
export function Passkeys({ mine }: { readonly mine: Result<typeof getMySignIn> }) {
  const { t, app } = useWaysWords()
  const tell = useTell()
  const queries = useQueryClient()
  const [fresh, setFresh] = useState<string | null>(null)
  const { add, busy, error } = useAddPasskey(async (added) => {
    await queries.invalidateQueries({ queryKey: keyOf(getMySignIn) })
    setFresh(added.id)
    tell(t('security.added', { name: added.name }))
  })
  const [possible] = useState(passkeysPossible)
  return (
    <section>
      <h2>{t('security.passkeys')}</h2>
      {mine.policy.hardwareKeys && <p className="soft about">{t('security.passkeysHardware')}</p>}
      {mine.passkeys.length === 0 ? <p className="soft about">{t('security.passkeysNone')}</p> : (
        <ul className="lines passkeys">
          {mine.passkeys.map((one) => <PasskeyLine key={one.id} passkey={one} naming={one.id === fresh} />)}
        </ul>
      )}
      {error !== null && <ErrorNote error={error} />}
      {possible
        ? <Button look={mine.passkeys.length === 0 ? 'fill' : 'line'} size="big" wide busy={busy} onClick={() => add(mine.passkeys.map(({ name }) => name))}>{t('security.add')}</Button>
        : <p className="small soft">{app('parts.passkeyText.impossible')}</p>}
    </section>
  )
}
