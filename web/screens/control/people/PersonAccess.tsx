import { useState, type ReactNode, type SubmitEvent } from 'react'
import { deactivateAccount, reactivateAccount, renewInvitation, setAccessUntil } from '#contract/endpoints/people.ts'
import { resetSignIn } from '#contract/endpoints/sign-in-policy.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ErrorNote } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { asField, endOf, lastDay } from '../days.ts'
import { InvitationLink } from './InvitationLink.tsx'
import type { Person } from './PersonParts.tsx'
import { usePeopleChanged } from '../usePeopleChanged.ts'
import { useToday } from '../useToday.ts'

/** Coming in: a new link, a reset of every way to sign in, the end date, and switching the account off or on. */
export function PersonAccess({ person }: { readonly person: Person }) {
  const { t } = useControlWords()
  const tell = useTell()
  const changed = usePeopleChanged()
  const { person: me } = useSession()
  const { id, name, state } = person
  const params = { personId: id }
  const renew = useSend(renewInvitation)
  const reset = useSend(resetSignIn)
  const off = useSend(deactivateAccount)
  const on = useSend(reactivateAccount)
  const [asks, setAsks] = useState<'reset' | 'off' | null>(null)
  const link = renew.data ?? reset.data
  if (link !== undefined) {
    return (
      <section>
        <InvitationLink
          name={name} {...link}
          onDone={() => {
            renew.reset()
            reset.reset()
          }}
        />
      </section>
    )
  }
  const doReset = () => {
    setAsks(null)
    reset.send({ params }, { done: () => void changed() })
  }
  const doOff = () => {
    setAsks(null)
    off.send({ params }, {
      done: async () => {
        tell(t('person.deactivated', { name }))
        await changed()
      },
    })
  }
  const doOn = () => on.send({ params }, {
    done: async () => {
      tell(t('person.reactivated', { name }))
      await changed()
    },
  })
  const error = renew.error ?? reset.error ?? off.error ?? on.error
  return (
    <section className="stack access">
      <h2>{t('person.access')}</h2>
      <EndDate person={person} />
      {error !== null && <ErrorNote error={error} />}
      {state === 'invited' && <Act text={t('person.newLinkText')}><Button busy={renew.isPending} onClick={() => renew.send({ params })}>{t('person.newLink')}</Button></Act>}
      {(state === 'active' || state === 'first_use') && (
        <Act text={t('person.resetText', { name })}><Button busy={reset.isPending} onClick={() => setAsks('reset')}>{t('person.reset')}</Button></Act>
      )}
      {state === 'deactivated'
        ? <Act text={t('person.reactivateText', { name })}><Button busy={on.isPending} onClick={doOn}>{t('person.reactivate')}</Button></Act>
        : id !== me.id && <Act text={t('person.deactivateText')}><Button warn busy={off.isPending} onClick={() => setAsks('off')}>{t('person.deactivate')}</Button></Act>}
      <ConfirmDialog open={asks === 'reset'} title={t('person.resetTitle', { name })} confirm={t('person.reset')} onCancel={() => setAsks(null)} onConfirm={doReset}>
        <p>{t('person.resetText', { name })}</p>
      </ConfirmDialog>
      <ConfirmDialog open={asks === 'off'} title={t('person.deactivateTitle', { name })} confirm={t('person.deactivate')} onCancel={() => setAsks(null)} onConfirm={doOff}>
        <p>{t('person.deactivateText')}</p>
      </ConfirmDialog>
    </section>
  )
}

function Act({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return <div className="act"><p className="small soft">{text}</p>{children}</div>
}

function EndDate({ person: { id, name, kind, accessUntil } }: { readonly person: Person }) {
  const { t } = useControlWords()
  const tell = useTell()
  const changed = usePeopleChanged()
  const save = useSend(setAccessUntil)
  const kept = accessUntil === null ? '' : asField(lastDay(accessUntil))
  const today = useToday()
  const [day, setDay] = useState(kept)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    save.send({ params: { personId: id }, body: { until: endOf(day) } }, {
      done: async () => {
        tell(t('person.accessUntilSaved', { name }))
        await changed()
      },
    })
  }
  return (
    <form className="end-date" onSubmit={send} noValidate>
      <Field
        label={t('person.accessUntil')} hint={t(kind === 'guest' ? 'person.guestUntilHint' : 'person.accessUntilHint')} type="date"
        min={today} value={day} onChange={(event) => setDay(event.target.value)}
      />
      {day !== kept && <Button submit busy={save.isPending}>{t('person.accessUntilSave')}</Button>}
      {save.error !== null && <ErrorNote error={save.error} />}
    </form>
  )
}
