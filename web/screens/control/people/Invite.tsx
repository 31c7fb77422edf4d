import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonId } from '#contract/ids.ts'
import { useControlWords } from '../../../language/language.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { SegmentedChoice } from '../../../ui/choices.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import { InviteColleague } from './InviteColleague.tsx'
import { InviteGuest } from './InviteGuest.tsx'
import './people.css'

/** Whom a link was made for. */
export type Invited = { readonly id: PersonId; readonly name: string; readonly url: string; readonly expiresAt: string; readonly mailed?: boolean }

/** A new account, for a colleague or for a guest, and the link that goes with it. */
export function Invite() {
  const { t } = useControlWords()
  const navigate = useNavigate()
  const mayGuests = mayAnywhere(useSession(), 'receive_guests')
  const [kind, setKind] = useState<'employee' | 'guest'>('employee')
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <ControlFrame here="people" title={t('invite.title')} lead={t('invite.lead')} back={{ to: '/control/people', label: t('frame.section.people') }}>
      <section>
        {invited !== null && (
          <InvitationLink {...invited} onDone={() => void navigate({ to: '/control/people' })}>
            <Button onClick={() => setInvited(null)}>{t('invite.another')}</Button>
            <Link to="/control/people/$personId" params={{ personId: invited.id }} className="btn plain">{t('invite.toPerson', { name: invited.name })}</Link>
          </InvitationLink>
        )}
        {invited === null && (
          <div className="control-form">
            {mayGuests && (
              <SegmentedChoice
                label={t('invite.kind')} value={kind} onChange={setKind} wide
                options={[{ value: 'employee', label: t('invite.employee') }, { value: 'guest', label: t('invite.guest') }]}
              />
            )}
            {kind === 'employee' ? <InviteColleague onDone={setInvited} /> : <InviteGuest onDone={setInvited} />}
          </div>
        )}
      </section>
    </ControlFrame>
  )
}
