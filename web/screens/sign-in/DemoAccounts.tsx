import { useState } from 'react'
import type { getInstance } from '#contract/endpoints/instance.ts'
import type { Result } from '#contract/endpoint.ts'
import { roles, type Role } from '#contract/permissions.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Demo = NonNullable<Result<typeof getInstance>['demo']>
type Account = Demo['accounts'][number]

/** In a demo: who one may be. One of each role first, all on request. */
export function DemoAccounts({ demo, onChoose }: { readonly demo: Demo; readonly onChoose: (account: Account) => void }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const seen = new Set<string>()
  const firsts = demo.accounts.filter(({ role, email }) => {
    // Another organisation is another part to play, also in a role that was there before.
    const part = `${role} ${email.split('@')[1] ?? ''}`
    return !seen.has(part) && seen.add(part)
  })
  const shown = all ? demo.accounts : firsts
  return (
    <section className="demo" aria-label={t('access.demoTitle')}>
      <h2>{t('access.demoTitle')}</h2>
      <p>{t('access.demoText')} {demo.shifted && t('access.demoShifted', { time: demo.recordedTime })}</p>
      <ul className="choices">
        {shown.map((account) => (
          <li key={account.email}>
            <button type="button" onClick={() => onChoose(account)}>
              <span>{isRole(account.role) ? t(`access.role.${account.role}`) : account.role}<span>{account.email}</span></span>
              <Icon name="onward" size={16} />
            </button>
          </li>
        ))}
      </ul>
      {!all && shown.length < demo.accounts.length && (
        <Button look="plain" size="small" onClick={() => setAll(true)}>{t('access.demoMore', { count: demo.accounts.length })}</Button>
      )}
    </section>
  )
}

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)
