import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { StartError } from '../errors.ts'
import type { Storage } from './storage.ts'

const draftEnding = '.draft'

/** A folder, on another disk than the data if it is to be of use. Objects are files; a half-written one has another name and is swept. */
export const openFolder = (folder: string): Storage => {
  const root = resolve(folder)
  const pathOf = (name: string): string => {
    const path = join(root, ...name.split('/'))
    if (!path.startsWith(root + sep)) throw new Error(`an object outside its store: ${name}`)
    return path
  }
  return {
    name: root,
    put: async (name, content) => {
      const path = pathOf(name)
      const draft = `${path}.${randomBytes(4).toString('hex')}${draftEnding}`
      try {
        await makeFolders(dirname(path))
        const file = await open(draft, 'wx', 0o600)
        await pipeline(content, file.createWriteStream({ flush: true }))
        await rename(draft, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    get: async (name) => {
      const stream = createReadStream(pathOf(name))
      try {
        await once(stream, 'open')
        return stream
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    list: async (prefix) => {
      const under = prefix.includes('/') ? pathOf(prefix.slice(0, prefix.lastIndexOf('/'))) : root
      if (!existsSync(under)) return []
      const found = await readdir(under, { recursive: true, withFileTypes: true })
      return found
        .filter((each) => each.isFile() && !each.name.endsWith(draftEnding))
        .map((each) => relative(root, join(each.parentPath, each.name)).split(sep).join('/'))
        .filter((name) => name.startsWith(prefix))
        .toSorted()
    },
    remove: async (names) => {
      const parents = new Set<string>()
      for (const name of names) {
        await rm(pathOf(name), { force: true })
        parents.add(dirname(pathOf(name)))
      }
      for (const parent of parents) {
        if (!existsSync(parent)) continue
        await syncFolder(parent)
        if (parent !== root) await rmdir(parent).catch(ignoreFilled)
      }
    },
    keepsRemoved: async () => null,
  }
}

/** @throws StartError when back-ups would lie where the data lies: one lost disk folder would take both */
export const assertOutside = (folder: string, dataFolder: string): void => {
  const path = resolve(folder)
  const data = resolve(dataFolder)
  if (path !== data && !path.startsWith(data + sep)) return
  throw new StartError(`Back-ups may not lie in the data folder ${data}, which they are to outlive: choose another place than ${path}.`)
}

const ignoreFilled = (error: unknown): void => {
  if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))) throw error
}

const makeFolders = async (path: string): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let at = path; at.startsWith(first); at = dirname(at)) await syncFolder(dirname(at))
}

/** So that names survive a power cut. Windows cannot open a folder, and orders this itself. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
