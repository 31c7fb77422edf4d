import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pipeline as passed, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { StartError } from '../../errors.ts'
import { NotWhole, unseal } from '../sealed.ts'
import type { Wrapper } from '../sealed.ts'
import type { Storage } from '../storage.ts'
import type { Manifest } from '../manifest.ts'
import { segmentBytes } from '../wal.ts'
import type { ArchivedSegment } from '../wal.ts'

/** Where what lies in a back-up goes, by the first part of its name. */
export type Places = Readonly<Record<string, string>>

const pathFor = (name: string, places: Places): string => {
  const [first = '', ...rest] = name.split('/').filter((part) => part !== '' && part !== '.')
  const place = places[first]
  const path = place === undefined ? '' : join(place, ...rest)
  if (place === undefined || (path !== place && !path.startsWith(place + sep))) throw new NotWhole(name)
  return path
}

/** Constant memory. @throws NotWhole when what lies in the store is not what was put there */
export const unpackBase = async (storage: Storage, { data }: Manifest, root: Wrapper, places: Places): Promise<void> => {
  const content = await storage.get(data.object)
  if (content === null) throw new StartError(`The content of the back-up is missing: ${storage.name}/${data.object}.`)
  const hash = createHash('sha256')
  async function* counted(from: AsyncIterable<Buffer>) {
    for await (const piece of from) {
      hash.update(piece)
      yield piece
    }
  }
  const entries = extract()
  const filled = (async () => {
    for await (const entry of entries) {
      const { name, type } = entry.header
      const path = pathFor(name, places)
      if (type === 'directory') {
        await mkdir(path, { recursive: true, mode: 0o700 })
        entry.resume()
        continue
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(entry, createWriteStream(path, { mode: 0o600 }))
    }
  })()
  await Promise.all([pipeline(unseal(counted(content), data.object, root), createGunzip(), entries), filled])
  if (hash.digest('hex') !== data.sha256) throw new NotWhole(data.object)
}

/** @param prepare is told each file when it is whole, to give it to PostgreSQL's user */
export const fetchWal = async (
  storage: Storage,
  wal: readonly ArchivedSegment[],
  to: { readonly root: Wrapper; readonly folder: string; readonly prepare: (path: string) => void },
): Promise<void> => {
  for (const { object, segment } of wal) {
    const content = await storage.get(object)
    if (content === null) throw new StartError(`A part of the write-ahead log went while the restore ran: ${object}. Run it again.`)
    const path = join(to.folder, segment)
    const draft = `${path}.draft`
    await rm(draft, { force: true })
    await writeSparse(draft, passed(Readable.from(unseal(content, object, to.root)), createGunzip(), () => {}), object)
    to.prepare(draft)
    await rename(draft, path)
  }
}

const blockBytes = 65_536
const zeros = Buffer.alloc(blockBytes)

/** A segment of a quiet minute is nearly empty: what is zero takes no room on the disk. */
const writeSparse = async (path: string, content: AsyncIterable<Uint8Array>, object: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    let at = 0
    for await (const piece of content) {
      for (let from = 0; from < piece.length; from += blockBytes) {
        const block = piece.subarray(from, from + blockBytes)
        if (!zeros.subarray(0, block.length).equals(block)) await file.write(block, 0, block.length, at + from)
      }
      at += piece.length
    }
    if (at !== segmentBytes) throw new NotWhole(object)
    await file.truncate(at)
  } finally {
    await file.close()
  }
}
