/**
 * Judges what a booking service answered to many clients at once, and what its table holds afterwards: no double booking, ever, and nothing lost that was
 * acknowledged. It knows nothing of how the service works; a run across a crash is judged by the same rules, with the calls that got no answer as unknown.
 */

/** One call and its answer. Instants are epoch milliseconds of one clock of the clients. */
export type Operation = {
  readonly client: string
  readonly kind: 'book' | 'change' | 'cancel' | 'check_in' | 'leave'
  readonly sentMs: number
  readonly answeredMs: number
  /** HTTP status; null when no answer came (the server was killed): it may have happened or not. */
  readonly status: number | null
  readonly code?: string
  /** Of an answer that tells a booking. */
  readonly booking?: Held
  /** Of a change, cancel, check-in or departure. */
  readonly bookingId?: string
}

/** A booking as an answer told it. */
export type Held = {
  readonly id: string
  readonly workspaceId: string
  readonly person: string
  readonly kind: 'desk' | 'room'
  readonly from: string
  readonly to: string
}

/** A booking as it stands in the table; `status` as there. */
export type Row = Held & { readonly status: string }

const inForce = (status: string) => status === 'booked' || status === 'checked_in'
/** Cut to the time that was used, so that these too never overlap with another on the same workspace. */
const wasUsed = (status: string) => status === 'ended' || status === 'released'

type Span = { readonly id: string; readonly fromMs: number; readonly toMs: number; readonly status: string }

/** What is given back in the moment it began keeps a second, so that it is not nothing; the next may begin within that second. */
const leastKeptMs = 1000

const spanOf = ({ id, from, to, status }: Row): Span => {
  const fromMs = Temporal.Instant.from(from).epochMilliseconds
  const toMs = Temporal.Instant.from(to).epochMilliseconds
  return { id, fromMs, toMs: wasUsed(status) ? Math.max(fromMs, toMs - leastKeptMs) : toMs, status }
}

const overlapsOf = (spans: readonly Span[]): [Span, Span][] => {
  const sorted = spans.toSorted((one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs)
  const found: [Span, Span][] = []
  let longest: Span | undefined
  for (const span of sorted) {
    if (longest !== undefined && span.fromMs < longest.toMs) found.push([longest, span])
    if (longest === undefined || span.toMs > longest.toMs) longest = span
  }
  return found
}

/** Bookings that overlap: on one workspace, and two desks of one person. */
const doubleBookings = (rows: readonly Row[]): string[] => {
  const check = (label: string, groups: Map<string, Row[]>) =>
    [...groups].flatMap(([key, group]) =>
      overlapsOf(group.map(spanOf)).map(([one, other]) => `double booking of ${label} ${key}: ${one.id} (${one.status}) and ${other.id} (${other.status})`),
    )
  return [
    ...check('workspace', Map.groupBy(rows.filter(({ status }) => inForce(status) || wasUsed(status)), (row) => row.workspaceId)),
    ...check(
      'desks of person',
      Map.groupBy(rows.filter(({ status, kind }) => kind === 'desk' && inForce(status)), (row) => row.person),
    ),
  ]
}

const isDone = ({ status }: Operation) => status !== null && status < 300
const isUnknown = ({ status }: Operation) => status === null || status >= 500

/** What the last certain answer about a booking said, against the table. */
const checkBooking = (id: string, operations: readonly Operation[], row: Row | undefined): string[] => {
  const acknowledged = operations.filter((each) => isDone(each))
  if (acknowledged.length > 0 && row === undefined) return [`lost: ${id} was acknowledged (${acknowledged[0]?.kind}) and is not in the table`]
  if (row === undefined) return []
  const ends = acknowledged.filter(({ kind }) => kind === 'cancel' || kind === 'leave')
  const faults: string[] = []
  if (ends.length > 1) faults.push(`ended twice: ${id} was given back ${ends.length} times`)
  if (ends.length > 0 && inForce(row.status)) faults.push(`came back: ${id} was given back and is ${row.status}`)
  // Where two calls ran at the same time, or one got no answer, the order is open: then only a booking that nobody could touch since is compared.
  const last = acknowledged.filter(({ booking }) => booking !== undefined).toSorted((one, other) => one.answeredMs - other.answeredMs).at(-1)
  const mayHaveChangedSince =
    last === undefined || operations.some((each) => each !== last && (isDone(each) || isUnknown(each)) && each.answeredMs >= last.sentMs)
  if (last?.booking !== undefined && !mayHaveChangedSince) {
    const { workspaceId, from, to } = last.booking
    const isSame =
      workspaceId === row.workspaceId &&
      Temporal.Instant.compare(from, row.from) === 0 &&
      (ends.length > 0 || Temporal.Instant.compare(to, row.to) === 0)
    if (!isSame) faults.push(`changed by nobody: ${id} was acknowledged at ${workspaceId} ${from}–${to} and stands at ${row.workspaceId} ${row.from}–${row.to}`)
    if (!inForce(row.status) && ends.length === 0) faults.push(`lost: ${id} was acknowledged last as in force and is ${row.status}`)
  }
  return faults
}

/** Bookings in force that the answers alone show to have been held at the same time by two. */
const checkAnswers = (operations: readonly Operation[]): string[] => {
  const touched = new Set(operations.flatMap((each) => (each.kind !== 'book' && (isDone(each) || isUnknown(each)) ? [each.bookingId] : [])))
  const untouched = operations.flatMap(({ kind, booking }) =>
    kind === 'book' && booking !== undefined && !touched.has(booking.id) ? [{ ...booking, status: 'booked' }] : [],
  )
  return doubleBookings(untouched).map((fault) => `by the answers alone: ${fault}`)
}

/**
 * @param operations every call that was made, with its answer
 * @param rows the whole table afterwards; nothing but these calls may have written to it
 * @returns what went wrong, in words; empty when all holds
 */
export const checkHistory = (operations: readonly Operation[], rows: readonly Row[]): string[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const about = Map.groupBy(
    operations.flatMap((operation) => {
      const id = operation.booking?.id ?? operation.bookingId
      return id === undefined ? [] : [{ id, operation }]
    }),
    ({ id }) => id,
  )
  const unanswered = operations.filter((each) => each.kind === 'book' && isUnknown(each)).length
  const unexplained = rows.filter(({ id }) => !operations.some((each) => each.kind === 'book' && isDone(each) && each.booking?.id === id))
  return [
    ...doubleBookings(rows),
    ...checkAnswers(operations),
    ...[...about].flatMap(([id, list]) => checkBooking(id, list.map(({ operation }) => operation), byId.get(id))),
    ...(unexplained.length > unanswered
      ? [`${unexplained.length} bookings in the table were acknowledged to nobody, and only ${unanswered} calls got no answer`]
      : []),
  ]
}
