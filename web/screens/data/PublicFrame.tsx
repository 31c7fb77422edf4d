import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Logo } from '../../ui/Logo.tsx'
import '../first-use/first-use.css'

/** Around a page that needs no account: the name, the language, one column to read and to print. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="first-use public">
      <header>
        <p className="brand"><Logo />Vrijplek</p>
        <LanguageSwitch />
      </header>
      <main id="screen" tabIndex={-1} className="me">{children}</main>
    </div>
  )
}
