// Not every browser that runs this app has Temporal (Safari 18 has not), so the zone's rules are read from Intl.
const kept = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const found = kept.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  })
  kept.set(timeZone, found)
  return found
}

const minuteMs = 60_000

/** Day and time on the clock of a zone: `2026-11-24` and `08:41`. */
export function wallClockAt(atMs: number, timeZone: string): { readonly day: string; readonly time: string } {
  const parts = formatter(timeZone).formatToParts(atMs)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}

/**
 * The instant at which the clock of a zone shows a time on a day. A time that is skipped when summer time begins gives
 * the instant just after the jump's length; of a time that comes twice, the first.
 *
 * @param time HH:MM; 24:00 ends the day
 * @returns epoch milliseconds
 */
export function instantAt(day: string, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const asUtc = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * minuteMs
  const shown = (atMs: number) => {
    const clock = wallClockAt(atMs, timeZone)
    return Date.parse(`${clock.day}T${clock.time}:00Z`)
  }
  // The zone's offsets around that moment; zones change at most once within a day.
  const offsets = [...new Set([-24, 24].map((by) => {
    const near = asUtc + by * 60 * minuteMs
    return shown(near) - near
  }))]
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b)
  return candidates.find((atMs) => shown(atMs) === asUtc) ?? candidates.at(-1) ?? asUtc
}

/** The calendar day some days after another. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * minuteMs).toISOString().slice(0, 10)
}
