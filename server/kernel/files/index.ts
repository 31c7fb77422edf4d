import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileId, OrganisationId, PersonId } from '#contract/ids.ts'
import type { Keyring } from '../keys/index.ts'
import type { Log } from '../log.ts'
import type { InPurpose, Tx } from '../purpose/in-purpose.ts'
import { NotWhole, openChunks, sealChunks } from '../sealed-chunks.ts'
import { addFile, everyFile, ownerOfFile, removeFiles } from './store.ts'
import type { NewFile } from './store.ts'

export { NotWhole } from '../sealed-chunks.ts'
export type { NewFile } from './store.ts'

/** Files that hold personal data: encrypted under their owner's key, streaming, constant memory. Purposes `rights`, `retention`. */
export type Files = {
  /**
   * Writes a file and its row. Until the transaction commits nobody can read it; when it does not, a sweep takes the bytes away.
   * @returns plain bytes and SHA-256 over them
   * @throws when the owner's key is gone
   */
  write(tx: Tx, about: NewFile, content: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: Buffer }>
  /** Null: none here, expired, or its key is gone. The stream fails with `NotWhole` when the bytes are not what was written. */
  read(tx: Tx, id: FileId): Promise<Readable | null>
  /** The rows, and after the commit the bytes. */
  remove(tx: Tx, ids: readonly FileId[]): Promise<void>
  /** @returns how many there were */
  removeOf(tx: Tx, person: PersonId | 'everyone'): Promise<number>
  /**
   * Takes away bytes that no row knows: of a write that was cut short, of a transaction that came to nothing, of a removal whose process died. What is
   * younger than an hour may be being written, and is left alone. @returns how many
   */
  sweep(organisation: OrganisationId): Promise<number>
  /** The same for all of them, while nothing is being written by anybody. */
  sweepAtStart(): Promise<number>
}

const magic = Buffer.from('vrijplek-file/1\n')
const saltSize = 32
const hourMs = 3_600_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isMissing = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT'

export const createFiles = (options: {
  readonly folder: string
  readonly keyring: Pick<Keyring, 'ownerKey'>
  readonly inPurpose: InPurpose
  readonly log: Log
}): Files => {
  const { folder, keyring, log } = options
  const folderOf = (organisation: OrganisationId) => join(folder, organisation)
  const pathOf = (organisation: OrganisationId, id: FileId) => {
    if (!uuid.test(id)) throw new Error('the id of a file is a uuid')
    return join(folderOf(organisation), id)
  }

  /** A key for this file only; the owner's key itself is not kept. */
  const keyOf = async (organisation: OrganisationId, person: PersonId | null, id: FileId, salt: Uint8Array): Promise<Buffer | null> => {
    const owner = await keyring.ownerKey(organisation, person)
    return owner === null ? null : Buffer.from(hkdfSync('sha256', owner, salt, `vrijplek file ${organisation}/${id}`, 32))
  }

  const unlinkAfterCommit = (tx: Tx, ids: readonly FileId[]) =>
    tx.afterCommit(() => {
      for (const id of ids) {
        try {
          unlinkSync(pathOf(tx.organisation, id))
        } catch (error) {
          if (!isMissing(error)) log.warn({ err: error, file: id }, 'a removed file could not be taken away; the sweep tries again')
        }
      }
    })

  const sweepOrganisation = async (organisation: OrganisationId, justStarted: boolean): Promise<number> => {
    const names = await namesIn(folderOf(organisation))
    if (names.length === 0) return 0
    const known = await options.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, everyFile)
    let swept = 0
    for (const name of names.filter((each) => !known.has(each))) {
      const path = join(folderOf(organisation), name)
      if (!justStarted && Date.now() - (await stat(path)).mtimeMs < hourMs) continue
      await rm(path, { force: true })
      swept += 1
    }
    // Stays when something is in it.
    await rmdir(folderOf(organisation)).catch(() => {})
    return swept
  }

  return {
    write: async (tx, about, content) => {
      const salt = randomBytes(saltSize)
      const key = await keyOf(tx.organisation, about.person, about.id, salt)
      if (key === null) throw new Error('a file needs the key of its owner, and that is gone')
      await mkdir(folderOf(tx.organisation), { recursive: true, mode: 0o700 })
      const path = pathOf(tx.organisation, about.id)
      const part = `${path}.${randomBytes(4).toString('hex')}.part`
      const hash = createHash('sha256')
      let size = 0
      const counted = async function* () {
        for await (const bytes of content) {
          hash.update(bytes)
          size += bytes.length
          yield bytes
        }
      }
      try {
        const file = await open(part, 'w', 0o600)
        try {
          await file.writeFile(Buffer.concat([magic, salt]))
          for await (const chunk of sealChunks(key, counted())) await file.writeFile(chunk)
          await file.sync()
        } finally {
          await file.close()
          key.fill(0)
        }
        const written = { size, sha256: hash.digest() }
        // The row first: of two writes of one id the second fails before it touches the bytes of the first.
        await addFile(tx, about, written)
        await rename(part, path)
        await syncFolder(folderOf(tx.organisation))
        return written
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },

    read: async (tx, id) => {
      const person = await ownerOfFile(tx, id)
      if (person === undefined) return null
      const file = await openIfThere(pathOf(tx.organisation, id))
      if (file === null) {
        log.error({ file: id }, 'a file is listed, and its bytes are not there')
        return null
      }
      try {
        const head = Buffer.alloc(magic.length + saltSize)
        const { bytesRead } = await file.read(head, 0, head.length, 0)
        if (bytesRead < head.length || !head.subarray(0, magic.length).equals(magic)) throw new NotWhole()
        const key = await keyOf(tx.organisation, person, id, head.subarray(magic.length))
        if (key !== null) {
          const stream = Readable.from(openChunks(key, file.createReadStream({ start: head.length, highWaterMark: 262_144 })), { objectMode: false })
          // Also when nobody reads it to its end.
          stream.once('close', () => void file.close().catch(() => {}))
          return stream
        }
        await file.close()
        return null
      } catch (error) {
        await file.close()
        throw error
      }
    },

    remove: async (tx, ids) => unlinkAfterCommit(tx, await removeFiles(tx, ids)),

    removeOf: async (tx, person) => {
      const ids = await removeFiles(tx, { of: person })
      unlinkAfterCommit(tx, ids)
      return ids.length
    },

    sweep: (organisation) => sweepOrganisation(organisation, false),

    sweepAtStart: async () => {
      let swept = 0
      for (const each of (await namesIn(folder)).filter((name) => uuid.test(name))) swept += await sweepOrganisation(each as OrganisationId, true)
      if (swept > 0) log.info({ files: swept }, 'bytes of files that came to nothing were taken away')
      return swept
    },
  }
}

const namesIn = async (path: string): Promise<string[]> => {
  try {
    return await readdir(path)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const openIfThere = async (path: string): Promise<FileHandle | null> => {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const syncFolder = async (path: string): Promise<void> => {
  // Windows has no way to sync a folder; its file system journals the names.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
