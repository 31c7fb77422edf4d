import { Link } from '@tanstack/react-router'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { baseOf, type Whose } from './whose.ts'

const ways = [
  { act: 'export', word: 'take' },
  { act: 'correct', word: 'correct' },
  { act: 'freeze', word: 'freeze' },
  { act: 'erase', word: 'erase' },
] as const

/** What can be done about the data, each a screen of its own. */
export function Ways({ whose, frozen }: { readonly whose: Whose; readonly frozen: boolean }) {
  const { t } = useRightsWords()
  const texts = whose.id === null
    ? { take: t('acts.takeText'), correct: t('acts.correctText'), freeze: t('acts.freezeText'), erase: t('acts.eraseText') }
    : { take: t('acts.takeText'), correct: t('acts.correctTextThem'), freeze: t('acts.freezeTextThem'), erase: t('acts.eraseText') }
  return (
    <ul className="lines">
      {ways.map(({ act, word }) => (
        <Way key={act} to={`${baseOf(whose)}/${act}`} title={`${t(`acts.${word}`)}${act === 'freeze' && frozen ? `, ${t('acts.freezeNow')}` : ''}`} text={texts[word]} />
      ))}
    </ul>
  )
}

type WayProps = { readonly to: string; readonly title: string; readonly text: string; readonly search?: Record<string, string> }

/** A line that leads to a screen. */
export function Way({ to, title, text, search }: WayProps) {
  return (
    <li>
      <Link to={to as '/me/data'} {...(search === undefined ? {} : { search })} className="way">
        <span><strong>{title}</strong><small>{text}</small></span>
        <Icon name="onward" size={16} />
      </Link>
    </li>
  )
}
