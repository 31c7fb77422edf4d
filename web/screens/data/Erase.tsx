import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import type { z } from 'zod'
import type { ErasurePreview } from '#contract/endpoints/my-data.ts'
import { mostBackupDays } from '#contract/keeping.ts'
import { signedOut } from '../../client/signed-out.ts'
import { formatCount } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { forgetSession } from '../../shell/session.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { ActPage } from './ActPage.tsx'
import { HoldNote } from './States.tsx'
import { TypedConfirm } from './TypedConfirm.tsx'
import { useNames } from './useNames.ts'
import { useRun } from '../../client/useRun.ts'
import { actsOn, baseOf, changedBy, usePreview, useWhose } from './whose.ts'

/** Erasing in three parts: what goes, what stays without the person, what has to be decided first. Then a word to type. */
export function Erase() {
  const { t } = useRightsWords()
  const whose = useWhose()
  const them = whose.id !== null
  const { name } = whose
  const router = useRouter()
  const queries = useQueryClient()
  const act = useRun()
  const preview = usePreview(whose)
  const erase = () => act.run(actsOn(whose).erase, async ({ receiptId, state }) => {
    await router.navigate({ to: '/receipts/$receiptId', params: { receiptId }, replace: true })
    if (them || state === 'postponed') {
      await Promise.all(changedBy.map((queryKey) => queries.invalidateQueries({ queryKey })))
      return
    }
    // The session is over: what is mine on this device goes too, and the receipt stays open.
    forgetSession(queries)
    await signedOut()
  })
  const days = mostBackupDays
  return (
    <ActPage whose={whose} title={t('acts.erase')} lead={them ? t('acts.eraseLeadThem', { name }) : t('acts.eraseLead')}>
      {preview.data === undefined ? (
        <section>{preview.error === null ? <LoadingLines lines={9} /> : <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}</section>
      ) : (
        <>
          <section className="part">
            <h2>{t('acts.eraseGoes')}</h2>
            <Counted rows={preview.data.goes} />
            <p className="small soft">{t(them ? 'acts.eraseGoesTextThem' : 'acts.eraseGoesText', { days })}</p>
          </section>
          <section className="part">
            <h2>{t(them ? 'acts.eraseStaysThem' : 'acts.eraseStays')}</h2>
            {preview.data.stays.length === 0 ? <p className="soft">{t('acts.eraseStaysNone')}</p> : (
              <><Counted rows={preview.data.stays} /><p className="small soft">{t(them ? 'acts.eraseStaysTextThem' : 'acts.eraseStaysText')}</p></>
            )}
          </section>
          <section className="part">
            <h2>{t(them ? 'acts.eraseDecidesThem' : 'acts.eraseDecides')}</h2>
            <Decides decides={preview.data.decides} them={them} />
            {preview.data.hold !== null && <><HoldNote hold={preview.data.hold} /><p className="small soft">{t('acts.eraseHold')}</p></>}
          </section>
          <section className="part stack">
            <p>{t('acts.eraseTake')} <Link to={`${baseOf(whose)}/export` as '/me/data/export'}>{t('acts.take')}</Link></p>
            <TypedConfirm
              word={t('acts.eraseWord')} label={t('acts.eraseType', { word: t('acts.eraseWord') })} wrong={t('acts.eraseTypeWrong', { word: t('acts.eraseWord') })}
              confirm={them ? t('acts.eraseDoThem', { name }) : t('acts.eraseDo')} busy={act.busy} onConfirm={erase}
            >
              {act.error !== null && <ErrorNote error={act.error} />}
            </TypedConfirm>
            <Link to={baseOf(whose) as '/me/data'} className="btn big wide">{t('acts.eraseNot')}</Link>
          </section>
        </>
      )}
    </ActPage>
  )
}

function Counted({ rows }: { readonly rows: z.infer<typeof ErasurePreview>['goes'] }) {
  const { t, language } = useRightsWords()
  const named = useNames()
  const some = rows.filter((one) => one.rows > 0)
  return (
    <dl className="counted">
      {some.map(({ room, table, rows: count }) => (
        <div key={`${room} ${table}`}><dt>{named('table', table)}</dt><dd>{t('acts.rows', { count, rows: formatCount(language, count) })}</dd></div>
      ))}
    </dl>
  )
}

function Decides({ decides, them }: { readonly decides: readonly string[]; readonly them: boolean }) {
  const { t } = useRightsWords()
  if (decides.length === 0) return <p className="soft">{t(them ? 'acts.eraseDecidesNoneThem' : 'acts.eraseDecidesNone')}</p>
  return (
    <ul className="means">
      {decides.map((one) => (
        <li key={one}>{t(`acts.${them ? 'decidesThem' : 'decides'}.${one}` as 'acts.decides.last_privacy_officer', { defaultValue: one.replaceAll('_', ' ') })}</li>
      ))}
    </ul>
  )
}
