import { Refusal } from '#kernel/errors.ts'
import type { DoorPrincipal, Stream } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { showDoor } from './show-door.ts'
import { paced } from './pace.ts'
import type { PaceTimes } from './pace.ts'
import { floorTopic, peopleTopic } from './watch.ts'

/** A display shows minutes, not the bustle of its floor: four looks a second are plenty. */
const doorWatchTimes: PaceTimes = { leastMs: 250, everyMs: 5_000 }

/** From now on the stream gets what the display shows whenever that changes, until it closes. */
export const createDoorWatch =
  (kernel: Kernel, times: PaceTimes = doorWatchTimes) =>
  (door: DoorPrincipal, stream: Stream): void => {
    const { organisation } = door
    let told: string | null = null
    let forget: (() => void)[] = []
    let closed = false

    const look = async (): Promise<void> => {
      const { view, floorId } = await kernel.inPurpose(
        { organisation, actor: { kind: 'door', id: door.door }, purpose: 'presence' },
        (tx) => showDoor(kernel, tx, door),
      )
      if (closed) return
      if (forget.length === 0) {
        forget = [floorTopic(floorId), peopleTopic].map((topic) => kernel.live.subscribe(organisation, topic, pace.nudge))
        // What changed between this read and the subscription would be missed.
        pace.nudge()
      }
      const { at: _at, ...shown } = view
      const text = JSON.stringify(shown)
      if (text === told) return
      told = text
      stream.send('door', view)
    }

    const pace = paced(look, times, (error) => {
      // Its workspace is gone.
      if (error instanceof Refusal) return stream.close()
      kernel.log.warn({ err: error, organisation }, 'a door display could not be read; it is tried again')
    })
    stream.onClose(() => {
      closed = true
      pace.end()
      for (const each of forget) each()
    })
    pace.nudge()
  }
