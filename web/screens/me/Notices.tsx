import { useQueryClient } from '@tanstack/react-query'
import { listNotices, readNotice } from '#contract/endpoints/notices.ts'
import { call } from '../../client/call.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LoadingLines } from '../../ui/notes.tsx'

const few = 5

/** What I was told lately: reminders, and places that were given free. */
export function Notices() {
  const { t, language } = useWords()
  const queries = useQueryClient()
  const told = useCall(listNotices, {})
  const notices = told.data?.notices.slice(0, few) ?? []
  const unread = told.data?.notices.filter(({ readAt }) => readAt === null) ?? []
  const read = async () => {
    await Promise.all(unread.map(({ id }) => call(readNotice, { params: { noticeId: id } }))).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: keyOf(listNotices) })
  }
  if (told.error !== null && told.data === undefined) return null
  return (
    <section>
      <h2>{t('me.notices')}</h2>
      {told.data === undefined && <LoadingLines lines={2} />}
      {told.data !== undefined && notices.length === 0 && <p className="soft">{t('me.noticesNone')}</p>}
      {notices.length > 0 && (
        <ul className="lines notices">
          {notices.map(({ id, kind, workspaceName, at, timeZone, readAt }) => {
            const clock = formats(language, timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
            return (
              <li key={id}>
                <p className={readAt === null ? 'strong' : undefined}>{t(`me.noticeKind.${kind}`, { place: workspaceName ?? '' })}</p>
                <small>{t('me.noticeOf', { day: clock.dateLong(at), time: clock.time(at) })}{readAt === null && `, ${t('me.noticeNew')}`}</small>
              </li>
            )
          })}
        </ul>
      )}
      {unread.length > 0 && <Button look="plain" onClick={() => void read()}>{t('me.noticesRead')}</Button>}
    </section>
  )
}
