import { useEffect, useState, type ComponentType } from 'react'
import { provesAgain } from '../client/step-up.ts'
import { withWaysWords } from '../language/language.ts'

type Asked = { readonly Dialog: ComponentType<{ readonly onDone: (proven: boolean) => void }>; readonly answer: (proven: boolean) => void }

/** The one place where a dangerous act, refused for that, asks the person to show again that it is them. */
export function StepUp() {
  const [asked, setAsked] = useState<Asked | null>(null)
  useEffect(
    () => provesAgain(async () => {
      const loaded = await withWaysWords(import('../screens/step-up/StepUpDialog.tsx')).catch(() => null)
      if (loaded === null) return false
      return await new Promise<boolean>((answer) => {
        setAsked({ Dialog: loaded.StepUpDialog, answer })
      })
    }),
    [],
  )
  if (asked === null) return null
  return (
    <asked.Dialog
      onDone={(proven) => {
        setAsked(null)
        asked.answer(proven)
      }}
    />
  )
}
