import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { addWitness, getTrailKey, listWitnesses, removeWitness, type Witness } from '#contract/endpoints/trail.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { LinkToKeep } from '../data/LinkToKeep.tsx'
import { useClock } from '../../language/useClock.ts'

/** Who holds our checkpoints and signs along, and the key with which we sign. */
export function Witnesses() {
  const { t, app } = useRightsWords()
  const queries = useQueryClient()
  const tell = useTell()
  const may = useMay('read_trail')
  const act = useSend(addWitness)
  const known = useCall(listWitnesses, {}, { enabled: may })
  const key = useCall(getTrailKey, {}, { staleTime: Infinity })
  const [typed, setTyped] = useState('')
  const [empty, setEmpty] = useState(false)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setEmpty(typed.trim() === '')
    if (typed.trim() === '') return
    act.send({ body: { verifierKey: typed.trim() } }, {
      done: async ({ name }) => {
        setTyped('')
        tell(t('trail.witnessAdded', { name }))
        await queries.invalidateQueries({ queryKey: keyOf(listWitnesses) })
      },
    })
  }
  const inField = act.error instanceof ApiProblem && act.error.code !== 'unexpected' ? act.error.detail : null
  return (
    <section className="stack witnesses">
      <h2>{t('trail.witnesses')}</h2>
      <p className="soft">{t('trail.witnessesText')}</p>
      {known.data === undefined && (known.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={known.error} />)}
      {known.data !== undefined && known.data.witnesses.length === 0 && <p>{t('trail.witnessesNone')}</p>}
      {known.data !== undefined && known.data.witnesses.length > 0 && <ul className="lines">{known.data.witnesses.map((one) => <WitnessLine key={one.name} witness={one} />)}</ul>}
      <form onSubmit={send} noValidate className="add-witness">
        <Field
          label={t('trail.witnessKey')} hint={t('trail.witnessKeyHint')} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={400}
          value={typed} wrong={empty ? app('parts.required') : inField} onChange={(event) => setTyped(event.target.value)}
        />
        <Button submit busy={act.isPending}>{t('trail.witnessAdd')}</Button>
      </form>
      {act.error !== null && inField === null && <ErrorNote error={act.error} />}
      {key.data !== undefined && <LinkToKeep label={t('trail.key')} value={key.data.verifierKey} copy={t('trail.copyKey')} />}
    </section>
  )
}

function WitnessLine({ witness: { name, verifierKey, addedAt } }: { readonly witness: z.infer<typeof Witness> }) {
  const { t } = useRightsWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(removeWitness)
  const [asks, setAsks] = useState(false)
  return (
    <li className="hold">
      <div>
        <strong>{name}</strong>
        <small>{t('trail.witnessSince', { day: clock.dateWithYear(addedAt) })}</small>
        <small><code>{verifierKey}</code></small>
        {act.error !== null && <ErrorNote error={act.error} />}
      </div>
      <Button aria-label={t('trail.witnessRemove', { name })} onClick={() => setAsks(true)}>{t('trail.witnessRemoveWord')}</Button>
      <ConfirmDialog
        open={asks} title={t('trail.witnessRemoveTitle', { name })} confirm={t('trail.witnessRemoveWord')} busy={act.isPending} onCancel={() => setAsks(false)}
        onConfirm={() => act.send({ params: { name } }, {
          done: async () => {
            tell(t('trail.witnessRemoved', { name }))
            await queries.invalidateQueries({ queryKey: keyOf(listWitnesses) })
          },
          ended: () => setAsks(false),
        })}
      >
        <p>{t('trail.witnessRemoveText')}</p>
      </ConfirmDialog>
    </li>
  )
}
