import { useControlWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { Domains } from './Domains.tsx'
import { Providers } from './Providers.tsx'
import { Requirement } from './Requirement.tsx'
import './sso.css'

/** Signing in with the account of one's work (G5.3, G6.2a): whose the domains are, who vouches, who may come in without, and whether it is the only way. */
export function Sso() {
  const { t } = useControlWords()
  const { organisation } = useSession()
  const may = useMay('manage_sign_in')
  return (
    <ControlFrame here="sso" title={t('sso.title')} lead={t('sso.lead', { organisation: organisation.name })}>
      {may && <><Domains /><Providers /><Requirement /></>}
    </ControlFrame>
  )
}
