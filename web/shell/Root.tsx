import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useWords } from '../language/language.ts'
import { startWorker } from '../offline/worker.ts'
import { StateSprite } from '../ui/StateSprite.tsx'
import { Toasts, useTell } from '../ui/Toast.tsx'
import { StepUp } from './StepUp.tsx'

/** Around every page: the drawings of the states, the messages, the new version of the app, and who asks once more who one is. */
export function Root() {
  return (
    <Toasts>
      <StateSprite />
      <NewVersion />
      <Outlet />
      <StepUp />
    </Toasts>
  )
}

function NewVersion() {
  const { t } = useWords()
  const tell = useTell()
  useEffect(() => {
    startWorker((use) => tell({ text: t('shell.newVersion'), act: { label: t('shell.reload'), run: use }, stays: true }))
    // Once a page: the worker lives as long as it does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return null
}
