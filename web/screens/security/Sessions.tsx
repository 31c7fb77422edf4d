import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { OpenSession } from '#contract/endpoints/sign-in-policy.ts'
import { endMySession, listMySessions } from '#contract/endpoints/sign-in-ways.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { deviceIn } from './device-words.ts'

/** Where I am signed in: device, place, how, and since when it was quiet. */
export function Sessions() {
  const { t } = useWaysWords()
  const { data, error, refetch } = useCall(listMySessions, {}, { refetchInterval: 60_000 })
  const sessions = data?.sessions.toSorted((a, b) => Number(b.current) - Number(a.current) || Date.parse(b.seenAt) - Date.parse(a.seenAt))
  return (
    <section>
      <h2>{t('security.sessions')}</h2>
      {sessions === undefined
        ? error === null ? <LoadingLines lines={4} /> : <ErrorNote error={error} onRetry={() => void refetch()} />
        : <ul className="lines sessions">{sessions.map((one) => <SessionLine key={one.id} session={one} />)}</ul>}
    </section>
  )
}

function SessionLine({ session }: { readonly session: z.infer<typeof OpenSession> }) {
  const { t, language } = useWaysWords()
  const clock = useClock()
  const tell = useTell()
  const queries = useQueryClient()
  const end = useSend(endMySession)
  const [now] = useState(() => Date.now())
  const device = deviceIn(language, session.device)
  const moment = { day: clock.date(session.seenAt), time: clock.time(session.seenAt) }
  const today = clock.isoDay(session.seenAt) === clock.isoDay(now)
  const signOff = () => end.send({ params: { sessionId: session.id } }, {
    done: async () => {
      tell(t('security.signedOut', { device }))
      await queries.invalidateQueries({ queryKey: keyOf(listMySessions) })
    },
  })
  return (
    <li className="session">
      <div>
        <strong>{device}{session.current && <span className="here-now">{t('security.thisDevice')}</span>}</strong>
        <small>{session.network === null ? t('security.elsewhere') : t('security.at', { network: session.network })}, {t(`security.method.${session.method}`)}</small>
        <small className="tab">
          {today ? t('security.seenToday', moment) : t('security.seen', moment)}, {t('security.ends', { day: clock.date(session.endsAt), time: clock.time(session.endsAt) })}
        </small>
        {end.error !== null && <ErrorNote error={end.error} />}
      </div>
      {!session.current && <Button size="small" busy={end.isPending} aria-label={t('security.signOutOf', { device })} onClick={signOff}>{t('security.signOut')}</Button>}
    </li>
  )
}
