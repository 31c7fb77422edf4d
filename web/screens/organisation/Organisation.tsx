import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getEnding, withdrawEnding } from '#contract/endpoints/keeping.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import '../data/data.css'
import { Way } from '../data/Ways.tsx'
import '../me/me.css'
import { EndingState } from './EndingState.tsx'
import { OrganisationExport } from './OrganisationExport.tsx'
import './organisation.css'

/** What an organisation manager does with all data together: take it along, see it kept, end the agreement. */
export function Organisation() {
  const { t } = useRightsWords()
  const { organisation } = useSession()
  const may = useMay('end_agreement')
  const ending = useCall(getEnding, {}, { enabled: may, refetchInterval: 60_000 })
  return (
    <ControlFrame here="organisation" title={organisation.name} lead={t('ending.lead', { organisation: organisation.name })}>
      {may && (
        <div className="me data organisation">
          {ending.data?.ending != null && <Running ending={ending.data.ending} />}
          <section className="stack">
            <h2>{t('ending.takeAll')}</h2>
            <p className="soft">{t('ending.takeAllText')}</p>
            <OrganisationExport />
          </section>
          <section>
            <ul className="lines">
              <Way to="/privacy/keeping" title={t('ending.keeping')} text={t('ending.keepingText')} />
              <Way to="/agreement" title={t('ending.agreement')} text={t('ending.agreementText')} />
            </ul>
          </section>
          <section className="stack">
            {ending.data === undefined && (ending.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={ending.error} />)}
            {ending.data?.ending === null && (
              <>
                <h2>{t('ending.end')}</h2>
                <p className="soft">{t('ending.endText')}</p>
                <Link to="/organisation/end" className="btn big wide">{t('ending.endGo')}</Link>
              </>
            )}
          </section>
        </div>
      )}
    </ControlFrame>
  )
}

function Running({ ending }: { readonly ending: Parameters<typeof EndingState>[0]['ending'] }) {
  const { t } = useRightsWords()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(withdrawEnding)
  const [asks, setAsks] = useState(false)
  const withdraw = () => act.send({}, {
    done: async () => {
      tell(t('ending.withdrawn'))
      await queries.invalidateQueries({ queryKey: keyOf(getEnding) })
    },
    ended: () => setAsks(false),
  })
  return (
    <div className="ending">
      <EndingState ending={ending} />
      {ending.state === 'waiting' && (
        <section className="stack">
          {act.error !== null && <ErrorNote error={act.error} />}
          <Button size="big" wide onClick={() => setAsks(true)}>{t('ending.withdraw')}</Button>
          <ConfirmDialog open={asks} title={t('ending.withdrawTitle')} confirm={t('ending.withdraw')} busy={act.isPending} onCancel={() => setAsks(false)} onConfirm={withdraw}>
            <p>{t('ending.withdrawText')}</p>
          </ConfirmDialog>
        </section>
      )}
    </div>
  )
}
