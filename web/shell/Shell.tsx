import { Outlet } from '@tanstack/react-router'
import { useWords } from '../language/language.ts'
import { Tabs } from './Tabs.tsx'

/** The app around its screens: a way past the menu, the menu, the screen. */
export function Shell() {
  const { t } = useWords()
  return (
    <div className="shell">
      <a className="skip" href="#screen">{t('shell.skip')}</a>
      <Tabs />
      <Outlet />
    </div>
  )
}
