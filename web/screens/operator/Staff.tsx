import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { inviteStaff, listStaff, releaseStaff, renewStaffLink, type StaffMember } from '#contract/endpoints/operator.ts'
import { staffRoles, type StaffRole } from '#contract/staff-roles.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/choices.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { useMoments } from './useMoments.ts'
import { useStaff } from './useStaff.ts'

type Link = { readonly url: string; readonly expiresAt: string }

/** The operator's own people. */
export function Staff() {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const [link, setLink] = useState<Link | null>(null)
  const listed = useCall(listStaff, {})
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listStaff) })
  return (
    <>
      <PageHeading title={t('staff.title')}><p>{t('staff.lead')}</p></PageHeading>
      {link !== null && <section><Handed link={link} /></section>}
      <section>
        {listed.data === undefined && (listed.error === null ? <LoadingLines /> : <ErrorNote error={listed.error} onRetry={() => void listed.refetch()} />)}
        <ul className="lines">{listed.data?.staff.map((member) => <Line key={member.id} member={member} onLink={setLink} onChange={again} />)}</ul>
      </section>
      <Invite onLink={setLink} onChange={again} />
    </>
  )
}

function Handed({ link }: { readonly link: Link }) {
  const { t } = useOperatorWords()
  const { time } = useMoments()
  return <Note><p>{t('staff.link', { time: time(link.expiresAt) })}</p><p className="desk-link"><code>{link.url}</code></p></Note>
}

type Doings = { readonly onLink: (link: Link) => void; readonly onChange: () => Promise<void> }

function Line({ member, onLink, onChange }: Doings & { readonly member: StaffMember }) {
  const { t } = useOperatorWords()
  const { staff } = useStaff()
  const { day } = useMoments()
  const tell = useTell()
  const renew = useSend(renewStaffLink)
  const release = useSend(releaseStaff)
  const [asks, setAsks] = useState(false)
  const params = { staffId: member.id }
  const error = renew.error ?? release.error
  const facts = [
    t(`staff.state.${member.state}`), member.roles.map((role) => t(`staff.role.${role}`)).join(' + '), t('staff.keys', { count: member.keys }),
    member.declaredAt === null ? t('staff.undeclared') : t('staff.declared', { when: day(member.declaredAt) }),
  ]
  return (
    <li className="desk-line">
      <div>
        <strong>{member.name}</strong>
        <small>{member.email}</small>
        <small>{facts.join(', ')}</small>
        {error !== null && <ErrorNote error={error} />}
      </div>
      {member.id !== staff.id && member.state !== 'left' && (
        <div className="visit-acts">
          <Button size="small" busy={renew.isPending} title={t('staff.renewText', { name: member.name })} onClick={() => renew.send({ params }, { done: onLink })}>{t('staff.renew')}</Button>
          <Button size="small" warn onClick={() => setAsks(true)}>{t('staff.release')}</Button>
        </div>
      )}
      <ConfirmDialog
        open={asks} title={t('staff.releaseTitle', { name: member.name })} confirm={t('staff.release')} busy={release.isPending} onCancel={() => setAsks(false)}
        onConfirm={() => release.send({ params }, {
          done: async () => {
            tell(t('staff.released'))
            await onChange()
          },
          ended: () => setAsks(false),
        })}
      >
        <p>{t('staff.releaseText')}</p>
      </ConfirmDialog>
    </li>
  )
}

function Invite({ onLink, onChange }: Doings) {
  const { t } = useOperatorWords()
  const act = useSend(inviteStaff)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<readonly StaffRole[]>(['support'])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    act.send({ body: { name, email, roles: [...roles] } }, {
      done: async ({ link }) => {
        onLink(link)
        setName('')
        setEmail('')
        await onChange()
      },
    })
  }
  const toggle = (role: StaffRole) => setRoles(roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role])
  return (
    <section>
      <h2>{t('staff.invite')}</h2>
      <form className="control-form" onSubmit={send}>
        <Field label={t('staff.name')} value={name} required maxLength={120} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        <Field label={t('staff.email')} type="email" value={email} required autoComplete="off" onChange={(event) => setEmail(event.target.value)} />
        <fieldset className="desk-choice">
          <legend>{t('staff.roles')}</legend>
          {staffRoles.map((role) => <Chip key={role} pressed={roles.includes(role)} onToggle={() => toggle(role)}>{t(`staff.role.${role}`)}</Chip>)}
        </fieldset>
        {act.error !== null && <ErrorNote error={act.error} />}
        <div><Button submit busy={act.isPending}>{t('staff.send')}</Button></div>
      </form>
    </section>
  )
}
