import { z } from 'zod'
import { WorkspaceId } from '#contract/ids.ts'
import { Instant } from '#contract/values.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import { lookAgain } from './live.ts'
import { checkInSensed } from './store-check-in.ts'

/** As the room occupancy puts it into the outbox. */
const PersonSensed = z.object({ workspaceId: WorkspaceId, at: Instant })

/** A sensor began to see somebody: their booking there is checked in, where the location wants that. */
export const onPersonSensed =
  (kernel: Kernel): OutboxHandler =>
  async (organisation, payload) => {
    const { workspaceId, at } = PersonSensed.parse(payload)
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, async (tx) => {
      const touched = await checkInSensed(tx, [{ workspaceId, at: Temporal.Instant.from(at) }])
      lookAgain(tx, kernel.live, touched.map(({ floorId }) => floorId))
    })
  }
