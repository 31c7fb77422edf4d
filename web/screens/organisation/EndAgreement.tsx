import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { endAgreement, getEnding, listOrganisationExports } from '#contract/endpoints/keeping.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { formats } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../data/data.css'
import { LinkToKeep } from '../data/LinkToKeep.tsx'
import { TypedConfirm } from '../data/TypedConfirm.tsx'
import { deviceZone } from '../../language/useClock.ts'
import '../me/me.css'
import { useNow } from '../workspace/useNow.ts'
import { instantAt, plannedFrom } from './clock.ts'
import { OrganisationExport } from './OrganisationExport.tsx'
import './organisation.css'
import { WhenItEnds, type EndChoice } from './WhenItEnds.tsx'

/** Ending the agreement: take along first, choose the moment, see what happens when, type the name (G9). */
export function EndAgreement() {
  const { t } = useRightsWords()
  const { organisation } = useSession()
  const may = useMay('end_agreement')
  const queries = useQueryClient()
  const nowMs = useNow(null, 30_000)
  const act = useSend(endAgreement)
  const [choice, setChoice] = useState<EndChoice>(() => firstChoice(Date.now()))
  const [told, setTold] = useState(false)
  const endsMs = choice.now ? nowMs : instantAt(choice.day, choice.time, choice.timeZone)
  const fine = endsMs !== null && (choice.now || endsMs > nowMs)
  const back = <div className="pad"><Link to="/organisation" className="back"><Icon name="back" size={18} />{organisation.name}</Link></div>
  const end = () => {
    setTold(true)
    if (!fine || endsMs === null) return document.querySelector<HTMLElement>('#end-when input')?.focus()
    act.send({ body: { endsAt: choice.now ? null : new Date(endsMs).toISOString(), timeZone: choice.timeZone, end: true } }, {
      done: () => queries.invalidateQueries({ queryKey: keyOf(getEnding) }),
    })
  }
  if (act.data !== undefined) return <Told link={act.data.link} />
  return (
    <main className="screen me data organisation" id="screen" tabIndex={-1}>
      <PageHeading title={t('ending.end')} before={back}><p>{t(may ? 'ending.endLead' : 'ending.notYours', { organisation: organisation.name })}</p></PageHeading>
      {may && (
        <>
          <section className="part stack">
            <h2>{t('ending.first')}</h2>
            <p className="soft">{t('ending.firstText')}</p>
            <Had />
            <OrganisationExport />
          </section>
          <section className="part stack" id="end-when">
            <h2>{t('ending.when')}</h2>
            <WhenItEnds choice={choice} wrong={told && !fine} onChoose={setChoice} />
          </section>
          <section className="part">
            <h2>{t('ending.happens')}</h2>
            {fine && endsMs !== null && <Plan endsMs={endsMs} choice={choice} />}
          </section>
          <section className="part stack">
            <h2>{t('ending.confirm')}</h2>
            <TypedConfirm
              word={organisation.name} label={t('ending.type', { organisation: organisation.name })} wrong={t('ending.typeWrong', { organisation: organisation.name })}
              confirm={t('ending.do')} busy={act.isPending} onConfirm={end}
            >
              {act.error !== null && <ErrorNote error={act.error} />}
            </TypedConfirm>
            <Link to="/organisation" className="btn big wide">{t('ending.doNot')}</Link>
          </section>
        </>
      )}
    </main>
  )
}

/** A month on, at the end of the day: never the most drastic one beforehand. */
function firstChoice(nowMs: number): EndChoice {
  const timeZone = deviceZone()
  return { now: false, day: formats('en', timeZone).isoDay(nowMs + 30 * 86_400_000), time: '17:00', timeZone }
}

/** The newest export that was made already. */
function Had() {
  const { t, language } = useRightsWords()
  const clock = formats(language, deviceZone())
  const done = useCall(listOrganisationExports, {}).data?.requests.find(({ state }) => state === 'done')
  if (done?.doneAt == null) return null
  return <p className="strong">{t('ending.firstHave', { day: clock.dateWithYear(done.doneAt), time: clock.time(done.doneAt) })}</p>
}

function Plan({ endsMs, choice }: { readonly endsMs: number; readonly choice: EndChoice }) {
  const { t, language } = useRightsWords()
  const clock = formats(language, choice.timeZone)
  const { accessMs, liveMs, deadlineMs } = plannedFrom(endsMs)
  const by = (atMs: number) => t('ending.by', { day: clock.dateLong(atMs), time: clock.time(atMs) })
  const lines = [
    [choice.now ? t('ending.atOnce') : `${clock.dateLong(accessMs)}, ${clock.time(accessMs)}`, t('ending.stepAccess')],
    [by(liveMs), t('ending.stepLive')],
    [by(deadlineMs), t('ending.stepBackups')],
    [by(deadlineMs), t('ending.stepCertificate')],
  ] as const
  return <dl className="planned">{lines.map(([when, what]) => <div key={what}><dt>{when}</dt><dd>{what}</dd></div>)}</dl>
}

/** The link that is shown once. Only who says to have kept it goes on. */
function Told({ link }: { readonly link: string | null }) {
  const { t } = useRightsWords()
  const router = useRouter()
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current?.querySelector('h1')?.focus(), [])
  return (
    <main ref={main} className="screen me data organisation" id="screen" tabIndex={-1}>
      <PageHeading title={t('ending.toldTitle')}><p>{t('ending.toldText')}</p></PageHeading>
      <section className="stack">
        {link !== null && <LinkToKeep label={t('ending.link')} value={link.startsWith('http') ? link : `${location.origin}/endings/${link}`} copy={t('ending.copy')} />}
        <Button look="fill" size="big" wide onClick={() => void router.navigate({ to: '/organisation', replace: true })}>{t('ending.linkSaved')}</Button>
      </section>
    </main>
  )
}
