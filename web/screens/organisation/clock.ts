import { hoursToDeleteAfterEnd, hoursToDeleteLiveData } from '#contract/keeping.ts'

const hourMs = 3_600_000

export type EndingTimes = {
  readonly toldAt: string
  readonly endsAt: string
  readonly deadlineAt: string
  readonly liveDoneAt: string | null
  readonly backupsGoneBy: string | null
  readonly backupsGoneAt: string | null
  readonly certifiedAt: string | null
}

export type StepName = 'told' | 'access' | 'live' | 'backups' | 'certificate'
export type Step = {
  readonly name: StepName
  readonly state: 'done' | 'next' | 'later'
  /** When it was done, or until when it may take; epoch milliseconds. */
  readonly atMs: number
}

/** The steps of an ending, each with when it was done or has to be (G9). */
export function stepsOf(ending: EndingTimes, nowMs: number): Step[] {
  const at = (instant: string | null) => (instant === null ? null : Date.parse(instant))
  const ends = Date.parse(ending.endsAt)
  const deadline = Date.parse(ending.deadlineAt)
  const planned: readonly { name: StepName; doneMs: number | null; byMs: number }[] = [
    { name: 'told', doneMs: Date.parse(ending.toldAt), byMs: Date.parse(ending.toldAt) },
    { name: 'access', doneMs: nowMs >= ends ? ends : null, byMs: ends },
    { name: 'live', doneMs: at(ending.liveDoneAt), byMs: ends + hoursToDeleteLiveData * hourMs },
    { name: 'backups', doneMs: at(ending.backupsGoneAt), byMs: at(ending.backupsGoneBy) ?? deadline },
    { name: 'certificate', doneMs: at(ending.certifiedAt), byMs: deadline },
  ]
  const next = planned.findIndex(({ doneMs }) => doneMs === null)
  return planned.map(({ name, doneMs, byMs }, index) => ({
    name, state: doneMs !== null ? 'done' : index === next ? 'next' : 'later', atMs: doneMs ?? byMs,
  }))
}

/** What would happen when, for an end that is still being chosen. */
export const plannedFrom = (endsMs: number) => ({
  accessMs: endsMs,
  liveMs: endsMs + hoursToDeleteLiveData * hourMs,
  deadlineMs: endsMs + hoursToDeleteAfterEnd * hourMs,
})

export type Reading = { readonly kind: 'until_end' | 'until_deadline' | 'done' | 'done_late' | 'late'; readonly leftMs: number }

/** What the clock of an ending says now. */
export function readClock(ending: EndingTimes, nowMs: number): Reading {
  const deadline = Date.parse(ending.deadlineAt)
  const ends = Date.parse(ending.endsAt)
  if (ending.certifiedAt !== null) {
    const leftMs = deadline - Date.parse(ending.certifiedAt)
    return { kind: leftMs >= 0 ? 'done' : 'done_late', leftMs: Math.abs(leftMs) }
  }
  if (nowMs < ends) return { kind: 'until_end', leftMs: ends - nowMs }
  return nowMs <= deadline ? { kind: 'until_deadline', leftMs: deadline - nowMs } : { kind: 'late', leftMs: nowMs - deadline }
}

/** Wall-clock day and time in a zone to an instant; the later of two when the clock is put back, null when there is none. */
export function instantAt(day: string, time: string, timeZone: string): number | null {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted)) return null
  const wall = (atMs: number): number => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    }).formatToParts(atMs)
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? '0')
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  }
  // The offset before and after any change of the clock: one of them leads back to the wanted wall clock.
  const offsets = [wanted + 24 * hourMs, wanted - 24 * hourMs].map((near) => wall(near) - near)
  const found = offsets.map((offset) => wanted - offset).filter((atMs) => wall(atMs) === wanted)
  return found.length === 0 ? null : Math.max(...found)
}
