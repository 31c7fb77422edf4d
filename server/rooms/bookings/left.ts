import type { Kernel } from '#kernel/kernel.ts'
import type { OutboxHandler } from '#kernel/outbox.ts'
import { lookAgain } from './live.ts'
import { giveAllBack } from './store-left.ts'

/** Somebody may no longer come in: their places go to others. Who that is, the accounts themselves say. */
export const onPeopleLeft =
  (kernel: Kernel): OutboxHandler =>
  async (organisation) => {
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, async (tx) => lookAgain(tx, kernel.live, await giveAllBack(tx)))
  }
