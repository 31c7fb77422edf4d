import { useDeferredValue, useState } from 'react'
import { getAnnex, getAnnexDpv, getAnnexPdf, getProcessingRecordPdf, type Annex as AnnexOf } from '#contract/endpoints/inventory.ts'
import { useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useClock } from '../../language/useClock.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { matchingStores } from './search.ts'
import { StoreLine } from './StoreLine.tsx'

/** Annex 1: every store of personal data, made from the running service (G1.1, G1.3). */
export function Annex() {
  const { t, language } = useRightsWords()
  const clock = useClock()
  const annex = useCall(getAnnex, { query: { language } }, { staleTime: 300_000, keepLast: true })
  const { data, error } = annex
  const query = { language }
  return (
    <PaperFrame back="/agreement" wide>
      <PageHeading title={data?.title ?? t('papers.annex')}>
        {data !== undefined && (
          <>
            <p className="hero">{t('papers.annexLead', { count: data.stores.length, day: clock.dateWithYear(data.generatedAt), time: clock.time(data.generatedAt) })}</p>
            <p>{t('papers.between', { controller: data.controller, processor: data.processor })}</p>
          </>
        )}
      </PageHeading>
      <section>
        <p className="downloads">
          <a href={urlOf(getAnnexPdf.path, {}, query)} download>{t('papers.pdf')}</a>
          <a href={urlOf(getAnnexDpv.path, {}, query)} download>{t('papers.jsonld')}</a>
          <a href={urlOf(getProcessingRecordPdf.path, {}, query)} download>{t('papers.record')}</a>
        </p>
      </section>
      {data === undefined
        ? <section>{error === null ? <LoadingLines lines={12} /> : <ErrorNote error={error} onRetry={() => void annex.refetch()} />}</section>
        : <AnnexBody annex={data} />}
    </PaperFrame>
  )
}

function AnnexBody({ annex }: { readonly annex: AnnexOf }) {
  const { t } = useRightsWords()
  const [typed, setTyped] = useState('')
  const [purpose, setPurpose] = useState('')
  const search = useDeferredValue(typed)
  const found = matchingStores(annex.stores, search, purpose)
  const purposeNames = new Map(annex.purposes.map((one) => [one.purpose, one.name]))
  const chosen = annex.purposes.find((one) => one.purpose === purpose)
  const kinds = Map.groupBy(found, ({ kind }) => kind)
  const clear = () => {
    setTyped('')
    setPurpose('')
  }
  return (
    <>
      <section>
        <div className="annex-filters">
          <Field label={t('papers.search')} type="search" autoComplete="off" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <div className="field">
            <label htmlFor="annex-purpose">{t('papers.purposes')}</label>
            <select id="annex-purpose" className="input" value={purpose} onChange={(event) => setPurpose(event.target.value)}>
              <option value="">{t('papers.allPurposes')}</option>
              {annex.purposes.map((one) => <option key={one.purpose} value={one.purpose}>{one.name}</option>)}
            </select>
          </div>
        </div>
        {chosen !== undefined && (
          <dl className="purpose-card">
            <div><dt>{t('papers.purposeWhy')}</dt><dd>{chosen.why}</dd></div>
            <div><dt>{t('papers.purposeGround')}</dt><dd>{chosen.legalGround}</dd></div>
          </dl>
        )}
        <output className="small soft count">{t('papers.found', { count: found.length })}</output>
        {found.length === 0 && <EmptyState title={t('papers.noneTitle')} action={<Button onClick={clear}>{t('papers.clear')}</Button>}>{t('papers.noneText')}</EmptyState>}
      </section>
      {[...kinds].map(([kind, stores]) => (
        <section key={kind}>
          <h2>{t(`papers.kind.${kind}`)}</h2>
          <ul className="lines">
            {stores.map((store) => <StoreLine key={store.id} store={store} purposeNames={purposeNames} purpose={purpose} />)}
          </ul>
        </section>
      ))}
      <section className="annex-lists">
        <div>
          <h2>{t('papers.categoriesTitle')}</h2>
          <dl className="purpose-card">{annex.categories.map(({ category, name, examples }) => <div key={category}><dt>{name}</dt><dd>{examples}</dd></div>)}</dl>
        </div>
        <div>
          <h2>{t('papers.subjectsTitle')}</h2>
          <ul className="means">{annex.dataSubjects.map(({ kind, name }) => <li key={kind}>{name}</li>)}</ul>
        </div>
      </section>
      <section><p className="tiny faint hash">{t('papers.hash', { hash: annex.inventoryHash })}</p></section>
    </>
  )
}
