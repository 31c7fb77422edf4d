import { useRef } from 'react'
import { useWaysWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { looksLikeNetwork } from './network.ts'

type Network = { readonly name: string; readonly range: string }
type Props = {
  readonly networks: readonly Network[]
  /** The service refused one of them. */
  readonly wrong: boolean
  readonly onChange: (networks: Network[]) => void
}

/** Networks by a name that people know: of a session this name is kept, never the address. */
export function Networks({ networks, wrong, onChange }: Props) {
  const { t, app } = useWaysWords()
  const list = useRef<HTMLUListElement>(null)
  const change = (index: number, network: Network) => onChange(networks.map((one, at) => (at === index ? network : one)))
  const add = () => {
    onChange([...networks, { name: '', range: '' }])
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus())
  }
  return (
    <section>
      <h2>{t('policy.networks')}</h2>
      <p className="soft about">{t('policy.networksText')}</p>
      {networks.length === 0 && <p className="about">{t('policy.networksNone')}</p>}
      <ul ref={list} className="networks">
        {networks.map(({ name, range }, index) => (
          // The order is what tells them apart: while one is typed, neither name nor range is fixed.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index}>
            <Field
              label={t('policy.networkName')} value={name} maxLength={120} wrong={wrong && name.trim() === '' ? app('parts.required') : null}
              onChange={(event) => change(index, { name: event.target.value, range })}
            />
            <Field
              label={t('policy.networkRange')} value={range} maxLength={50} spellCheck={false} autoCapitalize="none" {...(index === 0 ? { hint: t('policy.networkHint') } : {})}
              wrong={wrong && !looksLikeNetwork(range) ? t('policy.networkWrong') : null} onChange={(event) => change(index, { name, range: event.target.value })}
            />
            <Button square aria-label={t('policy.networkRemove', { name: name === '' ? t('policy.networkNew') : name })} onClick={() => onChange(networks.filter((_one, at) => at !== index))}>
              <Icon name="close" size={18} />
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={add}><Icon name="plus" size={18} />{t('policy.networkAdd')}</Button>
    </section>
  )
}
