import type { WorkspaceState } from '#contract/values.ts'
import { useWords } from '../../language/language.ts'
import { stateDress } from '../../ui/StateWord.tsx'
import { arcOf, arcPath, leftFigure } from './dial.ts'

type Props = { readonly state: WorkspaceState; readonly closed: boolean; readonly nowMs: number; readonly endMs: number | null }

/** Sixty minutes around; the thick arc is what is left of them. Where no end is known the state's own drawing stands. */
export function Dial({ state, closed, nowMs, endMs }: Props) {
  const { t } = useWords()
  const arc = endMs === null ? null : arcOf(nowMs, endMs)
  const { figure, unit, count } = leftFigure(endMs === null ? 0 : endMs - nowMs)
  const unitWord = unit === 'hours' ? t('door.hours') : t('door.minutes', { count })
  const spoken = t(state === 'free' ? 'door.leftFree' : 'door.leftTaken', { time: `${figure} ${unitWord}` })
  return (
    <svg className="door-dial" viewBox="-190 -190 380 380" {...(arc === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': spoken })}>
      {ticks.map((index) => (
        <path
          key={index} transform={`rotate(${index * 6})`} d={index % 5 === 0 ? 'M0 -184V-170' : 'M0 -178V-170'}
          stroke={index % 5 === 0 ? 'var(--ink-3)' : 'var(--line)'} strokeWidth={index % 5 === 0 ? 2.5 : 1.5}
        />
      ))}
      <circle r="140" fill="none" stroke="var(--state-mark)" strokeWidth="2" />
      {arc === null ? <use href={`#${closed ? 'closed' : stateDress[state]}-24`} x="-60" y="-60" width="120" height="120" color="var(--state-mark)" /> : (
        <>
          <path d={arcPath(arc, 140)} fill="none" stroke="var(--state-mark)" strokeWidth="34" />
          <text className={figure.length > 3 ? 'door-figure small' : 'door-figure'} y="22" textAnchor="middle">{figure}</text>
          <text className="door-unit" y="56" textAnchor="middle">{unitWord}</text>
        </>
      )}
    </svg>
  )
}

const ticks = Array.from({ length: 60 }, (_, index) => index)
