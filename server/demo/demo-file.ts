import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FloorId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { SeededSource } from './seed-building.ts'

/** `demo.json` in the data folder: what scripts need to use the demo. */
export type DemoFile = {
  readonly url: string
  readonly mqtt: string
  readonly organisations: readonly { readonly id: OrganisationId; readonly name: string; readonly agreement: boolean }[]
  readonly accounts: readonly {
    readonly organisationId: OrganisationId
    readonly role: string
    readonly email: string
    readonly password: string
    readonly pastFirstUse: boolean
  }[]
  readonly sources: readonly SeededSource[]
  readonly floors: readonly {
    readonly organisationId: OrganisationId
    readonly id: FloorId
    readonly name: string
    readonly workspaces: readonly {
      readonly id: WorkspaceId
      readonly name: string
      readonly kind: 'desk' | 'room'
      readonly devices: readonly { readonly devEui: string; readonly model: string; readonly fPort: number }[]
    }[]
  }[]
  readonly freeSlot: { readonly workspaceId: WorkspaceId; readonly from: string; readonly to: string } | null
}

/** Written before the demo is furnished: a folder that has it, but no `demo.json`, was interrupted. */
const markerOf = (folder: string) => join(folder, '.demo')
const fileOf = (folder: string) => join(folder, 'demo.json')

export const demoStage = (folder: string): 'none' | 'interrupted' | 'furnished' =>
  existsSync(fileOf(folder)) ? 'furnished' : existsSync(markerOf(folder)) ? 'interrupted' : 'none'

export const markDemo = (folder: string): void => writeFileSync(markerOf(folder), 'This folder holds a demo.\n')

export const readDemoFile = (folder: string): DemoFile => JSON.parse(readFileSync(fileOf(folder), 'utf8')) as DemoFile

/** Whole or not at all. It holds passwords of invented people and tokens of the demo: readable by the owner only. */
export const writeDemoFile = (folder: string, demo: DemoFile): void => {
  const draft = `${fileOf(folder)}.new`
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, fileOf(folder))
}
