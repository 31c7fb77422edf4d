import { useMemo } from 'react'
import { formats } from '../language/format.ts'
import { useWords } from '../language/language.ts'
import type { PlanWorkspace } from './workspace.ts'

/** What the plan says in words. Strings, so that only the workspaces whose words change are drawn again. */
export type PlanLabels = {
  readonly plan: string
  readonly keys: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly whole: string
  /** Name of a workspace for a screen reader: "2.18, vrij tot 13:00, aan het raam". */
  readonly describe: (workspace: PlanWorkspace) => string
  /** The line under a room's name; the short one where the long one does not fit. */
  readonly roomLine: (workspace: PlanWorkspace) => { readonly long: string; readonly short: string }
}

type Standing = Pick<PlanWorkspace, 'state' | 'until' | 'from' | 'line'>

/** A state with its time, at the head of a line: "Vrij tot 13:00", "Geboekt om 09:00". */
export function stateLineOf(
  { state, until, from, line }: Standing,
  t: ReturnType<typeof useWords>['t'],
  clock: Pick<ReturnType<typeof formats>, 'time'>,
): string {
  if (line !== undefined) return line
  if (state === 'booked' && from !== null && from !== undefined) return t('state.bookedFrom', { time: clock.time(from) })
  if (until === null || until === undefined) return state === 'free' ? t('state.freeAllDay') : t(`state.${state}`)
  const time = clock.time(until)
  if (state === 'free') return t('state.freeUntil', { time })
  if (state === 'booked') return t('state.bookedUntil', { time })
  if (state === 'in_use') return t('state.inUseUntil', { time })
  return t(`state.${state}`)
}

/** The words of a floor, in the reader's language and on the location's clock. */
export function usePlanLabels(floorName: string, timeZone: string): PlanLabels {
  const { t, language } = useWords()
  return useMemo(() => {
    const clock = formats(language, timeZone)
    const stateLine = (workspace: PlanWorkspace) => stateLineOf(workspace, t, clock)
    return {
      plan: t('plan.label', { floor: floorName }),
      keys: t('plan.keys'),
      zoomIn: t('plan.zoomIn'),
      zoomOut: t('plan.zoomOut'),
      whole: t('plan.wholeFloor'),
      describe: (workspace) => [
        workspace.name,
        stateLine(workspace).toLocaleLowerCase(language),
        workspace.personName ?? '',
        workspace.kind === 'room' ? t('plan.seats', { count: workspace.seats }) : '',
        ...workspace.equipment.map((one) => t(`plan.equipment.${one}`)),
      ].filter(Boolean).join(', '),
      roomLine: (workspace) => ({
        long: stateLine(workspace).toLocaleLowerCase(language),
        short: t(`state.${workspace.state}`).toLocaleLowerCase(language),
      }),
    }
  }, [t, language, floorName, timeZone])
}
