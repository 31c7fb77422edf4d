import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#kernel/errors.ts'

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file, not a folder',
  ENAMETOOLONG: 'its path is too long',
  ELOOP: 'its path goes round in circles',
  EIO: 'the disk reports a fault',
}

/**
 * Makes sure that the data folder can be written to. Data is never put elsewhere than told.
 * @returns whether it was empty, so that a demo may start in it
 * @throws StartError with the folder and the reason
 */
export const openDataFolder = (folder: string): { wasEmpty: boolean } => {
  try {
    const existed = existsSync(folder)
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const wasEmpty = !existed || readdirSync(folder).length === 0
    // Root may write where the mode forbids it, and only a real write meets a full disk.
    const trial = join(folder, '.write-test')
    writeFileSync(trial, Buffer.alloc(65_536), { flag: 'w' })
    rmSync(trial)
    return { wasEmpty }
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown'
    throw new StartError(`The data folder ${folder} cannot be used: ${reasons[code] ?? code}. Set DATA_DIR to another folder, or mend this one.`, {
      cause: error,
    })
  }
}
