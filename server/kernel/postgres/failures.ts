import { StartError } from '../errors.ts'

/** What the operating system says about a folder that cannot be used, in words. Anything else is a bug and passes. */
export function folderError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError(`The disk of the data folder ${folder} is full: make room and start again.`, {
        cause: error,
      })
    case 'EROFS':
      return new StartError(
        `The data folder ${folder} is read-only: make it writable, or set DATA_DIR to a folder that is.`,
        { cause: error },
      )
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        `The data folder ${folder} may not be written by this user (${whoWeAre()}): ` +
          'give it to this user, or set DATA_DIR to another folder.',
        { cause: error },
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(
        `The data folder ${folder} is not a folder: move that file away, or set DATA_DIR elsewhere.`,
        { cause: error },
      )
    case 'ELOOP':
    case 'ENAMETOOLONG':
    case 'ENOENT':
      return new StartError(`The data folder ${folder} cannot be made (${code}): set DATA_DIR to another folder.`, {
        cause: error,
      })
    default:
      return error
  }
}

/** Runs `work` on `folder`; what the operating system refuses comes out as one sentence. */
export async function onFolder<Result>(folder: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw folderError(error, folder)
  }
}

/** Makes one sentence of what initdb or the postmaster wrote before it gave up. */
export function postgresFailure(output: string, folder: string, logFile?: string): StartError {
  const complaint = /(?:could not create semaphores|shared memory)/
  const lines = output.split('\n').filter(line => /(?:FATAL|PANIC|error):/.test(line))
  const inTheWay = lines.filter(line => !complaint.test(line)).join('\n')
  const code = /No space left on device|Disk quota exceeded/.test(inTheWay)
    ? 'ENOSPC'
    : /Read-only file system/.test(inTheWay)
      ? 'EROFS'
      : /Permission denied/.test(inTheWay)
        ? 'EACCES'
        : undefined
  const last = (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^.*?(?:FATAL|PANIC|error):\s*/, '')
  if (code !== undefined) return folderError(Object.assign(new Error(last), { code }), folder) as StartError
  const more = logFile === undefined ? '' : ` Its log is ${logFile}.`
  return new StartError(`PostgreSQL did not start in ${folder}: ${last === '' ? 'it gave no reason' : last}.${more}`)
}

function whoWeAre(): string {
  return process.getuid === undefined ? 'the current one' : `uid ${process.getuid()}`
}
