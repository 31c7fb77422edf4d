import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useWords } from '../language/language.ts'
import { startWorker } from '../offline/worker.ts'
import { StateSprite } from '../ui/StateSprite.tsx'
import { Toasts, useTell } from '../ui/Toast.tsx'

/** Around every page: the drawings of the states, the messages, the new version of the app. */
export function Root() {
  return (
    <Toasts>
      <StateSprite />
      <NewVersion />
      <Outlet />
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
