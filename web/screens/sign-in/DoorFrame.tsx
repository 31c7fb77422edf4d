import type { ReactNode } from 'react'
import type { Language } from '#contract/values.ts'
import { useWords } from '../../language/language.ts'
import '../../plan/plan.css'
import { PlanTile } from '../../plan/PlanTile.tsx'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Logo } from '../../ui/Logo.tsx'
import './door.css'
import { alight, desks, drawing } from './drawing.ts'

type Props = {
  readonly children: ReactNode
  readonly footer?: ReactNode
  /** A lower drawing, where the words need the room. */
  readonly low?: boolean
  readonly onLanguage?: (chosen: Language) => void
}

/** The pages before the app: a floor drawn in white on blue, the language, then what has to be done. */
export function DoorFrame({ children, footer, low = false, onLanguage }: Props) {
  const { t } = useWords()
  return (
    <div className={low ? 'door low' : 'door'}>
      <header className="door-art">
        <PlanTile plan={drawing} workspaces={desks} selectedId={alight} box={[104, -78, 200, 160]} label={t('access.drawing')} />
        <p className="door-brand"><Logo line />Vrijplek</p>
        <LanguageSwitch {...(onLanguage === undefined ? {} : { onChoose: onLanguage })} />
      </header>
      <main className="door-main" id="screen" tabIndex={-1}>{children}</main>
      {footer !== undefined && <footer className="door-foot">{footer}</footer>}
    </div>
  )
}
