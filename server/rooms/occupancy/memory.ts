import type { DeviceHealth, DeviceLink } from '../devices/index.ts'
import type { ChannelMemory } from './channel.ts'
import { foldClimate } from './climate.ts'
import type { ClimateSample, ClimateState } from './climate.ts'
import { foldHealth, healthAt, neverHeard } from './health.ts'
import type { HealthState } from './health.ts'
import { nobodyCounted } from './people-count.ts'
import type { CountState } from './people-count.ts'
import type { PresenceState } from './presence.ts'
import { profileFor } from './profiles.ts'
import type { SensorProfile } from './profiles.ts'
import type { Reading } from './reading.ts'

/** A channel's memory as text, and back. Only a people counter's tally is written. */
export const packChannel = ({ presence, count }: ChannelMemory): string =>
  JSON.stringify(count.atMs === null ? { presence } : { presence, count })

export const unpackChannel = (linkId: string, text: string): ChannelMemory => {
  const { presence, count = nobodyCounted } = JSON.parse(text) as { presence: PresenceState; count?: CountState }
  return { linkId, presence, count }
}

/** The newest climate values of a device, under the link they were said under. */
export type ClimateMemory = { readonly linkId: string; readonly state: ClimateState }

export const packClimate = ({ state }: ClimateMemory): string => JSON.stringify(state)
export const unpackClimate = (linkId: string, text: string): ClimateMemory => ({ linkId, state: JSON.parse(text) as ClimateState })

/** Values of before the device came to its place say nothing about it. */
export const followClimate = (before: ClimateMemory | null, link: DeviceLink, samples: readonly ClimateSample[]): ClimateMemory => {
  const state = before?.linkId === link.id ? before.state : {}
  return { linkId: link.id, state: foldClimate(state, samples.filter(({ atMs }) => atMs >= link.fromMs)) }
}

const profiles = new Map<string, SensorProfile>()
const mostProfiles = 10_000

/** How to read a region (0: the whole) of a device of this model. */
export const profileOf = (model: string, region: number): SensorProfile => {
  const key = `${region} ${model}`
  const found = profiles.get(key)
  if (found !== undefined) return found
  const made = profileFor(model, { region: region === 0 ? null : region })
  if (profiles.size < mostProfiles) profiles.set(key, made)
  return made
}

const healthStateOf = (health: DeviceHealth): HealthState => {
  const { batteryPct, batteryV, batteryAtMs } = health
  const battery =
    batteryAtMs === null
      ? null
      : {
          ...(batteryPct === null ? {} : { pct: batteryPct }),
          ...(batteryV === null ? {} : { v: batteryV }),
          atMs: batteryAtMs,
        }
  return { heardAtMs: health.lastSeenMs, battery }
}

/** How a device fares after some readings; `stuck`: one of its channels is. */
export const followHealth = (
  before: DeviceHealth | null,
  readings: readonly Reading[],
  model: string,
  stuck: boolean,
): DeviceHealth => {
  const profile = profileOf(model, 0)
  const state = readings.reduce(foldHealth, before === null ? neverHeard : healthStateOf(before))
  const lastSeenMs = state.heardAtMs ?? 0
  return {
    lastSeenMs,
    batteryPct: state.battery?.pct ?? null,
    batteryV: state.battery?.v ?? null,
    batteryAtMs: state.battery?.atMs ?? null,
    batteryLow: healthAt(state, [], lastSeenMs, profile) === 'battery_low',
    silentAfterMs: lastSeenMs + Math.max(profile.occupied.holdMs, profile.vacant.holdMs),
    stuck,
  }
}
