import { useId, useState } from 'react'
import type { z } from 'zod'
import type { TrailEntryShown } from '#contract/endpoints/trail.ts'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNames } from '../data/useNames.ts'
import { isInstant } from '../data/values.ts'
import type { TrailSearch } from './trail-search.ts'

type Entry = z.infer<typeof TrailEntryShown>
type Props = { readonly entry: Entry; readonly onNarrow: (search: TrailSearch) => void }

/** One line of the trail as a sentence: who did what, about whom, for which purpose. An erased part is shown as erased. */
export function EntryLine({ entry, onNarrow }: Props) {
  const { t } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const [open, setOpen] = useState(false)
  const id = useId()
  const { at, actor, action, person, erased, purpose } = entry
  const gone = (part: 'who' | 'whom' | 'what') => erased.includes(part)
  const kind = t(`trail.actorKind.${actor.kind}` as 'trail.actorKind.person', { defaultValue: actor.kind })
  const who = actor.name ?? kind
  const view = action === 'trail.looked_at' ? entry.detail['view'] : undefined
  const did = typeof view === 'string' ? named('view', view) : t(`trail.action.${action}` as 'trail.action.access.signed_in', { defaultValue: action })
  const about = gone('whom') ? <Erased>{t('trail.erasedWhom')}</Erased>
    : person === null ? null
      : person.id === actor.id ? null : t('trail.whom', { name: person.name ?? t('trail.unknown') })
  return (
    <li className="entry">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <time dateTime={at}>{clock.timeWithSeconds(at)}</time>
        <span className="said">
          {gone('who') ? <Erased>{t('trail.erasedWho')}</Erased> : <strong>{who}</strong>}{' '}
          {gone('what') ? <Erased>{t('trail.erasedWhat')}</Erased> : did}
          {about !== null && <>, {about}</>}
        </span>
        <small>{named('purpose', purpose)}</small>
        <Icon name="down" size={16} />
      </button>
      <div id={id} hidden={!open} className="unfolded">{open && <Details entry={entry} onNarrow={onNarrow} />}</div>
    </li>
  )
}

function Erased({ children }: { readonly children: string }) {
  return <span className="erased">{children}</span>
}

function Details({ entry: { index, action, actor, subject, person, detail, erased }, onNarrow }: Props) {
  const { t, language } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const words = (key: string, text: string) => {
    if (key === 'view') return named('view', text)
    return /^[a-z_]+(?: [a-z_]+)*$/.test(text) ? text.split(' ').map((one) => named('value', one)).join(', ') : text
  }
  const said = (key: string, value: string | number | boolean | null) => {
    if (value === null) return ''
    if (typeof value === 'boolean') return t(value ? 'data.yes' : 'data.no')
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    return isInstant(value) ? `${clock.dateWithYear(value)}, ${clock.time(value)}` : words(key, value)
  }
  const facts = [
    ...(subject === null || subject.kind === 'person' ? [] : [[named('field', 'about'), [named('value', subject.kind), subject.id].filter(Boolean).join(' ')] as const]),
    ...Object.entries(detail).filter(([key]) => action !== 'trail.looked_at' || key !== 'view').map(([key, value]) => [named('field', key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), said(key, value)] as const),
  ]
  return (
    <>
      <p className="small soft">
        <code>{action}</code>, {index === null ? t('trail.notSequenced') : t('trail.number', { index: new Intl.NumberFormat(language).format(index) })}.
        {erased.length > 0 && ` ${t('trail.erasedNote')}`}
      </p>
      {facts.length > 0 && <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>}
      <div className="row wrap">
        {actor.id !== null && actor.kind === 'person' && (
          <button type="button" className="chip" onClick={() => onNarrow({ actor: actor.id ?? '' })}>
            {t('trail.byActor', { name: actor.name ?? t('trail.actorKind.person') })}
          </button>
        )}
        {person !== null && (
          <button type="button" className="chip" onClick={() => onNarrow({ person: person.id })}>
            {t('trail.byPerson', { name: person.name ?? t('trail.unknown') })}
          </button>
        )}
      </div>
    </>
  )
}
