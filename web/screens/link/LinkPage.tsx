import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { readSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { DoorFrame } from '../sign-in/DoorFrame.tsx'
import { UseLink } from './UseLink.tsx'

/**
 * A link of a manager or from one's mail, `/invitation#token`. The token stands behind the #, so that no server log ever holds it, and opening the
 * page uses nothing up: what follows links by itself leaves this one whole.
 */
export function LinkPage() {
  const { t, app } = useWaysWords()
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const read = useSend(readSignInLink)
  const look = useRef(() => {
    if (token !== '') read.send({ body: { token } })
  })
  useEffect(() => {
    // Out of the address bar and the history: whoever looks over a shoulder or takes the phone next does not get it.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname)
    look.current()
  }, [])

  const gone = read.error instanceof ApiProblem && read.error.code === 'invitation_invalid' ? read.error : null
  if (token === '' || gone !== null) {
    return (
      <DoorFrame low>
        <PageHeading key="gone" title={gone?.title ?? app('access.inviteTitle')} />
        <p className="soft">{gone?.detail ?? app('access.inviteNoToken')}</p>
        <Link to="/sign-in" className="quiet-link">{app('access.toSignIn')}</Link>
      </DoorFrame>
    )
  }
  if (read.data !== undefined) return <UseLink token={token} what={read.data} />
  return (
    <DoorFrame low>
      <h1 className="unseen">{t('link.looking')}</h1>
      {read.error === null ? <LoadingLines /> : <ErrorNote error={read.error} onRetry={() => look.current()} />}
    </DoorFrame>
  )
}
