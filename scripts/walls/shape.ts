import { basename } from 'node:path'
import { isTest } from './imports.ts'
import type { Finding } from './imports.ts'
import type { Module, Tree } from './modules.ts'
import { emptyFolderNames, longFiles, maximumLines, mustHaveModules, placeOf } from './plan.ts'

/** SQL stands in a room's store files (and the view that it publishes), in the kernel, and in tests. */
export const sqlFindings = (modules: readonly Module[]): Finding[] =>
  modules.filter(({ path }) => !maySpeakSql(path)).flatMap(({ path, sql }) =>
    sql.map(({ seen, line }) => ({
      path,
      line,
      message:
        `${seen}: SQL stands in the store.ts of the room that owns the table `
        + '(store*.ts, or view.ts for a view of its door), so that one file tells who reads and writes what',
    })),
  )

const maySpeakSql = (path: string) => {
  const { kind } = placeOf(path)
  if (!path.startsWith('server/') || kind === 'kernel' || isTest(path)) return true
  // Who stole a copy of the database asks it past every room.
  if (path === 'server/drill/thief.ts') return true
  return kind === 'room' && /^(?:store.*|view)\.ts$/.test(basename(path))
}

export const folderFindings = ({ folders }: Tree): Finding[] =>
  folders
    .filter((path) => emptyFolderNames.includes(basename(path)))
    .map((path) => ({
      path,
      message: `a folder named ${basename(path)} says nothing about what is in it: name it after what people call the thing`,
    }))

export const lengthFindings = ({ files }: Tree): Finding[] =>
  files
    .filter(({ path, lines }) => lines > maximumLines && !longFiles.some((long) => covers(long.path, path)))
    .map(({ path, lines }) => ({
      path,
      message:
        `${lines} lines, at most ${maximumLines}: a file is read in one sitting, so split it by concept `
        + '(legal texts, data and generated files are listed with their reason in scripts/walls/plan.ts)',
    }))

const covers = (listed: string, path: string) => (listed.endsWith('/') ? path.startsWith(listed) : path === listed)

/** A check that saw nothing has proven nothing. */
export const blindnessFindings = ({ modules, broken }: Tree): Finding[] => [
  ...mustHaveModules
    .filter((folder) => !modules.some(({ path }) => path.startsWith(`${folder}/`)))
    .map((folder) => ({ path: folder, message: 'no module was read here, so nothing is proven about the walls' })),
  ...broken.map(({ path, line, message }) => ({ path, line, message: `cannot be parsed: ${message}` })),
]
