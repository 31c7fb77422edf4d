import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StartError } from './errors.ts'
import { openFileLock } from './file-lock.ts'

/**
 * What was erased, outside the database, so that a restore of an older back-up can do it again before it opens. Append-only, one JSON object a line, each
 * with the hash of the line before it. It names the erased by a fence (HMAC of the key store) and never by an id.
 */
export type ErasureJournal = {
  /**
   * Resolves when the line is on the disk. The same erasure is written once: after a crash the same call answers with the line that is there.
   * @returns its number, and the hash of it
   */
  append(entry: JournalEntry): Promise<JournalHead>
  read(): readonly JournalLine[]
  /** Number and hash of the last line; 0 and 64 zeros when there is none. */
  head(): JournalHead
  /** Called after each line that is on the disk, to ship a copy. Its failure is its own: the line stands. */
  onAppend(hook: () => void): void
  close(): Promise<void>
}

export type JournalEntry = {
  readonly at: Temporal.Instant
  readonly kind: 'person' | 'organisation'
  readonly fence: Uint8Array
  /** Id of the erasure or of the ending. */
  readonly erasure: string
}
export type JournalHead = { readonly n: number; readonly head: string }

const JournalLine = z.strictObject({
  n: z.number().int().min(1),
  at: z.string(),
  kind: z.enum(['person', 'organisation']),
  fence: z.string().regex(/^[0-9a-f]{64}$/),
  erasure: z.uuid(),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
})
export type JournalLine = z.infer<typeof JournalLine>

/** What the journal asks of the disk; tests watch the order, and let it fail. */
export type JournalDisk = {
  open(path: string): Promise<FileHandle>
  write(file: FileHandle, bytes: Buffer): Promise<void>
  sync(file: FileHandle): Promise<void>
  truncate(file: FileHandle, length: number): Promise<void>
  syncFolder(path: string): Promise<void>
}

export const realDisk: JournalDisk = {
  open: (path) => open(path, 'a+', 0o600),
  write: (file, bytes) => file.appendFile(bytes),
  sync: (file) => file.sync(),
  truncate: (file, length) => file.truncate(length),
  syncFolder: async (path) => {
    // Windows opens no folder, and needs no fsync of it.
    if (process.platform === 'win32') return
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}

const nothing: JournalHead = { n: 0, head: '0'.repeat(64) }
/** Over the bytes of a line without its newline. */
const hashOf = (line: string): string => createHash('sha256').update(line, 'utf8').digest('hex')

/**
 * Checks the chain. What stands after the last newline was never acknowledged and is left out.
 * @returns the lines, and how many bytes are good
 * @throws StartError when a whole line is not what its neighbours and the format demand
 */
export const readJournal = (text: string, path: string): { readonly lines: readonly JournalLine[]; readonly heads: readonly string[]; readonly bytes: number } => {
  const good = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines: JournalLine[] = []
  const heads: string[] = []
  for (const line of good.split('\n').slice(0, -1)) {
    const parsed = JournalLine.safeParse(parseJson(line))
    const expected = heads.at(-1) ?? nothing.head
    if (!parsed.success || parsed.data.n !== lines.length + 1 || parsed.data.previous !== expected) {
      throw new StartError(
        `The erasure journal ${path} is broken at line ${lines.length + 1}: it was changed or is not whole. Bring its newest copy back; without it a restore cannot know what was erased.`,
      )
    }
    lines.push(parsed.data)
    heads.push(hashOf(line))
  }
  return { lines, heads, bytes: Buffer.byteLength(good, 'utf8') }
}

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

/**
 * Opens the journal, made when there is none. A last line that a crash tore is cut off. Several processes may write one journal: each takes its turn, and
 * takes in first what others wrote meanwhile.
 * @throws StartError when the chain is broken
 */
export const openErasureJournal = async (path: string, disk: JournalDisk = realDisk): Promise<ErasureJournal> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const lock = openFileLock(`${path}.lock`)
  const file = await disk.open(path).catch((error: unknown) => {
    lock.close()
    throw error
  })
  /** What stands there now. Only for who holds the lock: half a line then is what a crash left. */
  const readWhole = async (): Promise<ReturnType<typeof readJournal>> => {
    const { size } = await file.stat()
    const content = Buffer.alloc(size)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(content, at, size - at, at)
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`)
      at += bytesRead
    }
    const read = readJournal(content.toString('utf8'), path)
    if (size > read.bytes) {
      await disk.truncate(file, read.bytes)
      await disk.sync(file)
    }
    return read
  }
  const found = await lock
    .hold(async () => {
      const read = await readWhole()
      if (read.bytes === 0) await disk.syncFolder(dirname(path))
      return read
    })
    .catch(async (error: unknown) => {
      lock.close()
      await file.close()
      throw error
    })
  const lines = [...found.lines]
  const known = new Map(lines.map(({ erasure, n }, at): [string, JournalHead] => [erasure, { n, head: found.heads[at] ?? '' }]))
  const hooks: (() => void)[] = []
  let bytes = found.bytes
  let head: JournalHead = lines.length === 0 ? nothing : { n: lines.length, head: found.heads.at(-1) ?? '' }
  /** Set when what stands on the disk is no longer known: only a start, which reads it again, mends that. */
  let broken: unknown
  let turn: Promise<unknown> = Promise.resolve()

  const write = async (entry: JournalEntry): Promise<JournalHead> => {
    const before = known.get(entry.erasure)
    if (before !== undefined) return before
    if (broken !== undefined) throw new Error('the erasure journal could not be written to, and is read again at the next start', { cause: broken })
    return await lock.hold(async () => {
      await catchUp()
      return known.get(entry.erasure) ?? (await writeLine(entry))
    })
  }
  /** Takes in what another process wrote. @throws when what is known here is no beginning of it */
  const catchUp = async (): Promise<void> => {
    if ((await file.stat()).size === bytes) return
    const now = await readWhole()
    if (now.bytes < bytes || (head.n > 0 && now.heads[head.n - 1] !== head.head)) {
      throw new Error('the erasure journal was replaced by another one while it was written to')
    }
    for (const [at, line] of now.lines.entries()) {
      if (at < lines.length) continue
      lines.push(line)
      known.set(line.erasure, { n: line.n, head: now.heads[at] ?? '' })
    }
    bytes = now.bytes
    head = now.lines.length === 0 ? nothing : { n: now.lines.length, head: now.heads.at(-1) ?? '' }
  }
  const writeLine = async (entry: JournalEntry): Promise<JournalHead> => {
    const line: JournalLine = {
      n: head.n + 1,
      at: entry.at.toString(),
      kind: entry.kind,
      fence: Buffer.from(entry.fence).toString('hex'),
      erasure: entry.erasure,
      previous: head.head,
    }
    const json = JSON.stringify(JournalLine.parse(line))
    try {
      await disk.write(file, Buffer.from(`${json}\n`, 'utf8'))
      await disk.sync(file)
    } catch (error) {
      await takeBack(error)
      throw error
    }
    bytes += Buffer.byteLength(json, 'utf8') + 1
    head = { n: line.n, head: hashOf(json) }
    lines.push(line)
    known.set(entry.erasure, head)
    for (const hook of hooks) hook()
    return head
  }
  /** Half a line must not stand before the next one. */
  const takeBack = async (cause: unknown): Promise<void> => {
    try {
      await disk.truncate(file, bytes)
      await disk.sync(file)
    } catch {
      broken = cause
    }
  }

  return {
    append: (entry) => {
      const written = turn.then(() => write(entry))
      turn = written.catch(() => {})
      return written
    },
    read: () => [...lines],
    head: () => head,
    onAppend: (hook) => void hooks.push(hook),
    close: async () => {
      await turn
      lock.close()
      await file.close()
    },
  }
}
