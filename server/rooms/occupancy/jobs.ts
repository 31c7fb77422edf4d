import type { OrganisationId } from '#contract/ids.ts'
import type { Job } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { readRegistry } from '../devices/index.ts'
import type { DeviceLink } from '../devices/index.ts'
import { settleChannel } from './channel.ts'
import type { ChannelMemory, Recorded } from './channel.ts'
import { profileOf } from './memory.ts'
import type { PresenceInterval } from './presence.ts'
import { readSilent } from './store-refold.ts'
import { channelKey, writeChannels, writeIntervals } from './store.ts'

/** Writes into the record what silence alone has changed; what people see does not wait for it. */
export const jobs = (kernel: Kernel): readonly Job[] => [
  { name: 'occupancy.settle', cron: '*/5 * * * *', run: (organisation) => settleSilent(kernel, organisation) },
]

const most = 2_000

const settleSilent = async (kernel: Kernel, organisation: OrganisationId): Promise<void> => {
  for (;;) {
    const settled = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, settleSome)
    if (settled < most) return
  }
}

const settleSome = async (tx: Tx): Promise<number> => {
  const rows = await readSilent(tx, most)
  if (rows.length === 0) return 0
  const { devices } = await readRegistry(tx)
  const links = new Map(
    devices.flatMap((device) => device.links.map((link) => [`${channelKey(device.id, link.region)} ${link.id}`, { device, link }] as const)),
  )
  const channels: { deviceId: string; region: number; memory: ChannelMemory; profile: ReturnType<typeof profileOf> }[] = []
  const intervals: { deviceId: string; region: number; interval: Recorded<PresenceInterval> }[] = []
  for (const row of rows) {
    const found: { device: { model: string }; link: DeviceLink } | undefined = links.get(
      `${channelKey(row.deviceId, row.region)} ${row.memory.linkId}`,
    )
    if (found === undefined) continue
    const profile = profileOf(found.device.model, row.region)
    const channel = { deviceId: row.deviceId, region: row.region }
    const settled = settleChannel(row.memory, found.link, tx.now.epochMilliseconds, profile)
    channels.push({ ...channel, memory: settled.memory, profile })
    intervals.push(...settled.intervals.map((interval) => ({ ...channel, interval })))
  }
  await Promise.all([writeChannels(tx, channels), writeIntervals(tx, intervals)])
  return channels.length === 0 ? 0 : rows.length
}
