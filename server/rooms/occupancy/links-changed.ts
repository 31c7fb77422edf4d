import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { holdDevice } from '../devices/index.ts'
import type { LinksChanged } from '../devices/index.ts'
import { profileOf } from './memory.ts'
import { refoldWindows } from './refold.ts'
import type { LateLink } from './refold.ts'
import { forgetChannels } from './store-refold.ts'
import { writeChannels } from './store.ts'

/**
 * A device was linked, moved, unlinked or retired: what it said from then on is recorded for the place it really stood at. For the event
 * `devices.linksChanged`; meeting it twice changes nothing.
 */
export const onLinksChanged =
  (kernel: Kernel) =>
  async (organisation: OrganisationId, payload: unknown): Promise<void> => {
    const { deviceId, fromMs } = payload as LinksChanged
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'telemetry' }, async (tx) => {
      const device = await holdDevice(tx, deviceId)
      if (device === null) return
      const touched = device.links
        .filter(({ toMs }) => toMs === null || toMs >= fromMs)
        .filter(({ region }) => {
          const { presence, counter } = profileOf(device.model, region)
          return presence !== null || counter !== null
        })
        .map((link): LateLink => ({ deviceId, model: device.model, link, atMs: Math.max(link.fromMs, fromMs) }))
      const memories = await refoldWindows(tx, touched)
      const regions = new Set(device.links.map(({ region }) => region))
      const current = touched.flatMap(({ link }, place) => {
        const memory = memories[place]
        const spoke = memory !== undefined && (memory.presence.word !== null || memory.count.atMs !== null)
        return link.toMs === null && spoke ? [{ deviceId, region: link.region, memory, profile: profileOf(device.model, link.region) }] : []
      })
      const quiet = [...regions].filter((region) => !current.some((row) => row.region === region))
      await Promise.all([
        writeChannels(tx, current),
        forgetChannels(tx, quiet.map((region) => ({ deviceId, region }))),
      ])
      tx.afterCommit(() => {
        for (const { floorId } of device.links) if (floorId !== null) kernel.live.changed(organisation, `floor:${floorId}`)
      })
    })
  }
