import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxEvent } from '#kernel/outbox.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Aside, BatcherOptions } from './batcher.ts'
import { decodeBatch } from './decode.ts'
import type { RawUplink, Read } from './decode.ts'
import { deviceSpoke } from './displays.ts'
import type { DeviceSpoke } from './displays.ts'
import { admitFrame, forgottenWithinMs, noFrames, readingTime } from './frames.ts'
import type { FrameState } from './frames.ts'
import type { AdmittedReading, DeviceHealth, Recording, RegisteredDevice } from './registered.ts'
import type { Registries } from './registry.ts'
import type { DecoderSandbox } from './sandbox/index.ts'
import { addMissingMemory, addRefused, addSeen, isAgreementInForce, lockDevices, rememberDevices, touchSources } from './store-ingest.ts'
import type { DeviceMemory, RefusalReason } from './store-ingest.ts'

/** One uplink on its way in. */
export type Arrival = { readonly source: string; readonly uplink: RawUplink }

/** What became of it. */
export type Outcome = 'accepted' | 'duplicate' | 'unknown' | RefusalReason

/**
 * Opens the record of readings for some devices of the transaction's organisation: begins to read what the record knows of them, in the same round trip
 * as the lock on them. Room `occupancy` gives it, through the house.
 */
export type RecordReadings = (tx: Tx, devices: readonly RegisteredDevice[]) => Promise<Recording>

type Known = { readonly index: number; readonly device: RegisteredDevice; readonly arrival: Arrival; readonly read: Read }

/**
 * Takes a batch of one organisation in: decoded before the transaction, then one transaction with a number of statements that does not depend on the
 * size of the batch. Makers' decoders run aside, so that they hold up nobody else. When it returns, everything is committed.
 */
export const createFlush = (
  kernel: Kernel,
  registries: Registries,
  sandbox: () => DecoderSandbox,
  openRecording: RecordReadings,
): BatcherOptions<Arrival, Outcome>['flush'] => {
  const flush = async (organisation: OrganisationId, arrivals: readonly Arrival[], aside: Aside): Promise<Outcome[]> => {
    let inDoubt = false
    for (;;) {
      try {
        const outcomes = await tryFlush(organisation, arrivals, inDoubt, aside)
        if (outcomes !== null) return outcomes
      } catch (error) {
        // One of the readings is kept already, though its frame was forgotten: now each is looked up.
        if (inDoubt || (error as { code?: string }).code !== uniqueViolation) throw error
        inDoubt = true
      }
    }
  }

  /** Null: devices were changed here in the meantime, and nothing was done. */
  const tryFlush = async (
    organisation: OrganisationId,
    arrivals: readonly Arrival[],
    inDoubt: boolean,
    aside: Aside,
  ): Promise<Outcome[] | null> => {
    const registry = await registries.of(organisation)
    const reads = await decodeBatch(organisation, arrivals.map(({ uplink }) => uplink), registry, sandbox, aside)
    const outcomes: Outcome[] = arrivals.map(() => 'unknown')
    const known: Known[] = []
    for (const [index, arrival] of arrivals.entries()) {
      const device = registry.devices.get(arrival.uplink.devEui)
      const read = reads[index]
      if (device !== undefined && read !== null && read !== undefined) known.push({ index, device, arrival, read })
    }
    const devices = [...new Set(known.map(({ device }) => device))].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const done = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, async (tx) => {
      const [memories, recording] = await Promise.all([
        lockDevices(tx, devices.map(({ id }) => id)),
        openRecording(tx, devices),
      ])
      const missing = devices.filter(({ id }) => !memories.has(id)).map(({ id }) => id)
      if (missing.length > 0) {
        await addMissingMemory(tx, missing)
        for (const [id, memory] of await lockDevices(tx, missing)) memories.set(id, memory)
      }
      if (!registries.isCurrent(organisation, registry)) return false
      const admitted = admit(known, memories, tx.now.epochMilliseconds, outcomes, inDoubt)
      const healths = new Map([...memories].map(([id, memory]) => [id, memory.health]))
      const taken = await recording.take(admitted.readings, healths)
      for (const place of taken.known) {
        const index = admitted.places[place]
        if (index !== undefined) outcomes[index] = 'duplicate'
      }
      await Promise.all([
        taken.written,
        rememberDevices(tx, remembered(admitted.frames, withGone(taken.healths, known, outcomes))),
        kernel.outbox.emit(tx, spoken(known, outcomes)),
        ...count(tx, arrivals, outcomes),
      ])
      return true
    })
    if (!done) return null
    for (const [outcome, same] of Map.groupBy(outcomes, (each) => each)) kernel.metrics.uplinks.inc({ outcome }, same.length)
    return outcomes
  }

  return async (organisation, arrivals, aside) => {
    try {
      return await flush(organisation, arrivals, aside)
    } catch (error) {
      // The row policies say it last: the agreement ended while these were on their way.
      if (!(await isRefusedByPolicy(kernel, organisation, error))) throw error
      const outcomes = arrivals.map((): Outcome => 'agreement_not_in_force')
      await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, (tx) =>
        Promise.all(count(tx, arrivals, outcomes)),
      )
      kernel.metrics.uplinks.inc({ outcome: 'agreement_not_in_force' }, outcomes.length)
      return outcomes
    }
  }
}

const insufficientPrivilege = '42501'
const uniqueViolation = '23505'

const isRefusedByPolicy = async (kernel: Kernel, organisation: OrganisationId, error: unknown): Promise<boolean> => {
  if ((error as { code?: string }).code !== insufficientPrivilege) return false
  const inForce = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, isAgreementInForce)
  return !inForce
}

type Admitted = {
  readonly readings: AdmittedReading[]
  /** Place of each reading in the batch. */
  readonly places: number[]
  /** Of every device that was admitted something. */
  readonly frames: Map<string, FrameState>
  /** What tells readings apart in the database; null: not in doubt. */
  readonly keys: Set<string> | null
}

const admit = (
  known: readonly Known[],
  memories: ReadonlyMap<string, DeviceMemory>,
  nowMs: number,
  outcomes: Outcome[],
  inDoubt: boolean,
): Admitted => {
  const admitted: Admitted = { readings: [], places: [], frames: new Map(), keys: inDoubt ? new Set() : null }
  for (const each of known) outcomes[each.index] = 'refused' in each.read ? each.read.refused : admitOne(each, each.read.measurement, memories, nowMs, admitted)
  return admitted
}

const admitOne = (
  { device, index, arrival: { uplink } }: Known,
  measurement: AdmittedReading['measurement'],
  memories: ReadonlyMap<string, DeviceMemory>,
  receivedAtMs: number,
  admitted: Admitted,
): Outcome => {
  const time = readingTime(uplink.receivedAt.epochMilliseconds, receivedAtMs)
  if ('refused' in time) return time.refused
  const frame = { fCnt: uplink.kind === 'reading' ? null : uplink.fCnt, atMs: time.atMs, receivedAtMs }
  const before = admitted.frames.get(device.id) ?? memories.get(device.id)?.frames ?? noFrames
  const { verdict, state } = admitFrame(before, frame)
  if (verdict === 'duplicate') return 'duplicate'
  if (admitted.keys !== null) {
    const key = `${device.id} ${frame.atMs} ${frame.fCnt}`
    if (admitted.keys.has(key)) return 'duplicate'
    admitted.keys.add(key)
  }
  admitted.frames.set(device.id, state)
  const forgotten = forgottenWithinMs(before, frame)
  admitted.readings.push({ device, ...frame, measurement, forgottenWithinMs: admitted.keys === null ? forgotten : (forgotten ?? 0) })
  admitted.places.push(index)
  return 'accepted'
}

const remembered = (frames: ReadonlyMap<string, FrameState>, healths: ReadonlyMap<string, DeviceHealth>) =>
  [...frames].flatMap(([id, state]) => {
    const health = healths.get(id)
    return health === undefined ? [] : [{ id, frames: state, health }]
  })

/** What devices told that matters at once, for the rooms below: of those that stand at a workspace. */
const spoken = (known: readonly Known[], outcomes: readonly Outcome[]): OutboxEvent[] =>
  known.flatMap(({ index, device, arrival: { uplink } }) => {
    if (uplink.kind !== 'word' || uplink.spoke === null || outcomes[index] !== 'accepted') return []
    const link = device.links.find(({ region, workspaceId, toMs }) => region === 0 && workspaceId !== null && toMs === null)
    if (link === undefined || link.workspaceId === null) return []
    const payload: DeviceSpoke = {
      deviceId: device.id,
      workspaceId: link.workspaceId,
      kind: uplink.spoke,
      at: uplink.receivedAt.toString(),
    }
    return [{ kind: deviceSpoke, payload }]
  })

/** A device whose last will came is silent from then on, until it speaks again. */
const withGone = (
  healths: ReadonlyMap<string, DeviceHealth>,
  known: readonly Known[],
  outcomes: readonly Outcome[],
): ReadonlyMap<string, DeviceHealth> => {
  const gone = known.filter(({ index, arrival: { uplink } }) => uplink.kind === 'word' && uplink.gone && outcomes[index] === 'accepted')
  if (gone.length === 0) return healths
  const after = new Map(healths)
  for (const { device } of gone) {
    const health = after.get(device.id)
    if (health !== undefined) after.set(device.id, { ...health, silentAfterMs: health.lastSeenMs })
  }
  return after
}

const quiet: ReadonlySet<Outcome> = new Set(['accepted', 'duplicate', 'unknown'])

/** Writes what is counted instead of kept. */
const count = (tx: Tx, arrivals: readonly Arrival[], outcomes: readonly Outcome[]): Promise<void>[] => {
  const seen = new Map<string, { source: string; devEui: string; uplinks: number }>()
  const refused = new Map<string, { source: string; reason: RefusalReason; uplinks: number }>()
  const sources = new Set<string>()
  for (const [index, { source, uplink }] of arrivals.entries()) {
    sources.add(source)
    const outcome = outcomes[index]
    if (outcome === undefined || outcome === 'accepted' || outcome === 'duplicate') continue
    if (outcome === 'unknown') addTo(seen, `${source} ${uplink.devEui}`, { source, devEui: uplink.devEui, uplinks: 0 })
    else if (!quiet.has(outcome)) addTo(refused, `${source} ${outcome}`, { source, reason: outcome, uplinks: 0 })
  }
  return [addSeen(tx, [...seen.values()]), addRefused(tx, [...refused.values()]), touchSources(tx, [...sources])]
}

const addTo = <Row extends { uplinks: number }>(rows: Map<string, Row>, key: string, row: Row): void => {
  const found = rows.get(key) ?? row
  found.uplinks += 1
  rows.set(key, found)
}
