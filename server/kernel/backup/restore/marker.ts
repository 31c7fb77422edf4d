import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { StartError } from '../../errors.ts'

/**
 * `unpack`: the copy is being brought back. `recover`: PostgreSQL replays its WAL. `gate`: the data is there, and what was erased since the back-up is
 * in it again.
 */
export const restoreSteps = ['unpack', 'recover', 'gate'] as const
export type RestoreStep = (typeof restoreSteps)[number]

const Marker = z.object({ step: z.enum(restoreSteps), backup: z.string().nullable(), at: z.string().nullable(), journalN: z.number().int() })

/** Quarantine: while this file lies in the data folder nothing opens. It is the first thing that a restore writes and the last that it takes away. */
export type Marker = z.infer<typeof Marker>

export const markerFile = (dataDir: string): string => join(dataDir, 'restore-unfinished.json')

/** @throws StartError when it is there and cannot be read: then nobody knows how far the restore came */
export const readMarker = (dataDir: string): Marker | null => {
  let text: string
  try {
    text = readFileSync(markerFile(dataDir), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return Marker.parse(JSON.parse(text))
  } catch (cause) {
    throw new StartError(`The file ${markerFile(dataDir)} says that a restore is not finished, and not how far it came: restore into another empty folder.`, { cause })
  }
}

export const writeMarker = (dataDir: string, marker: Marker): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const path = markerFile(dataDir)
  writeFileSync(`${path}.new`, JSON.stringify(marker), { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  syncFolder(path)
}

const tracesFile = (dataDir: string): string => join(dataDir, 'restore-traces.json')

const KeptTraces = z.object({ persons: z.array(z.string()), organisations: z.array(z.string()), values: z.array(z.string()) })

/**
 * Who came back with the copy, and in hexadecimal digits what was sealed for them: once they are erased again nothing else knows what to search for, and a
 * crash may come between the two. It goes with the quarantine.
 */
export type KeptTraces = z.infer<typeof KeptTraces>

export const readTraces = (dataDir: string): KeptTraces => {
  if (!existsSync(tracesFile(dataDir))) return { persons: [], organisations: [], values: [] }
  return KeptTraces.parse(JSON.parse(readFileSync(tracesFile(dataDir), 'utf8')))
}

/** @returns these and the ones that were kept already */
export const keepTraces = (dataDir: string, { persons, organisations, values }: KeptTraces): KeptTraces => {
  const before = readTraces(dataDir)
  const all = {
    persons: [...new Set([...before.persons, ...persons])],
    organisations: [...new Set([...before.organisations, ...organisations])],
    values: [...new Set([...before.values, ...values])],
  }
  const path = tracesFile(dataDir)
  writeFileSync(`${path}.new`, JSON.stringify(all), { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  syncFolder(path)
  return all
}

export const removeMarker = (dataDir: string): void => {
  rmSync(tracesFile(dataDir), { force: true })
  rmSync(markerFile(dataDir), { force: true })
  syncFolder(markerFile(dataDir))
}

const whatIsLeft: Record<RestoreStep, string> = {
  unpack: 'the copy is only partly brought back',
  recover: 'the database is only partly brought back',
  gate: 'what was erased since the back-up has not been erased again',
}

/** Asked before anything of the data folder is opened. @throws StartError naming the step and what to do */
export const refuseWhileMarked = (dataDir: string): void => {
  const marker = readMarker(dataDir)
  if (marker === null) return
  const command = marker.step === 'gate' ? 'npm run restore -- --gate-only' : 'npm run restore again, as it was begun'
  throw new StartError(`A restore into ${dataDir} is not finished: ${whatIsLeft[marker.step]} (step ${marker.step}). Run ${command}.`)
}

const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
