import { traceMoment } from './trace-day.ts'
import type { House } from '../house.ts'
import type { DemoState } from '../house/instance.ts'
import { markDemo, readDemoFile, writeDemoFile } from './demo-file.ts'
import type { DemoFile } from './demo-file.ts'
import { findFreeSlot } from './free-slot.ts'
import { demoTimeZone, furnishDemo } from './furnish.ts'
import { inviteFirst } from '../rooms/operator/index.ts'
import { startReplay } from './replay.ts'

export { demoStage } from './demo-file.ts'
export { markDemo }
export type { DemoFile }

/** A running demo: what the screens say of it, and how it ends. */
export type Demo = {
  readonly state: () => DemoState
  /** A link with which somebody enrols a key as the operator's first lead; null once a lead works here. Nobody can be given a hardware key beforehand. */
  staffLink(house: House): Promise<string | null>
  start(house: House, addresses: { url: string; mqtt: string; mqttHost: string; mqttPort: number }): Promise<DemoFile>
  readonly stop: () => Promise<void>
}

/** One account of each role is shown on the sign-in screen; all stand in `demo.json`. */
const shownAccounts = ({ accounts }: DemoFile): DemoState['accounts'] =>
  Object.values(Object.groupBy(accounts.filter(({ pastFirstUse }) => pastFirstUse), ({ role }) => role)).flatMap((group) => group?.slice(0, 1) ?? [])

export const createDemo = (folder: string, stage: 'none' | 'interrupted' | 'furnished'): Demo => {
  let file: DemoFile | undefined
  let stopReplay: (() => Promise<void>) | undefined
  return {
    state: () => {
      const moment = traceMoment(Temporal.Now.instant(), demoTimeZone)
      return {
        shifted: moment.shifted,
        recordedTime: moment.wallTime.toString({ smallestUnit: 'minute' }),
        accounts: file === undefined ? [] : shownAccounts(file),
      }
    },
    start: async (house, { mqttHost, mqttPort, ...addresses }) => {
      const furnished = stage === 'furnished' ? readDemoFile(folder) : await furnishDemo(house, addresses)
      const freeSlot = await findFreeSlot(house.http, furnished, demoTimeZone)
      file = { ...furnished, ...addresses, freeSlot }
      writeDemoFile(folder, file)
      const source = file.sources.find(({ kind }) => kind === 'mqtt')
      if (source?.username !== undefined && source.password !== undefined) {
        stopReplay = await startReplay(
          { host: mqttHost, port: mqttPort, username: source.username, password: source.password },
          demoTimeZone,
          house.kernel.log,
        )
      }
      return file
    },
    staffLink: async (house) => (await inviteFirst(house.kernel, { name: 'Demo Baas', email: 'baas@beheer.example' }))?.url ?? null,
    stop: async () => stopReplay?.(),
  }
}
