import { dirname } from 'node:path'
import { cycleFindings } from './walls/cycles.ts'
import { importFindings } from './walls/imports.ts'
import type { Finding } from './walls/imports.ts'
import { readTree } from './walls/modules.ts'
import { blindnessFindings, folderFindings, lengthFindings, sqlFindings } from './walls/shape.ts'

/** Reads the whole tree under `root` (absolute) and says which walls are broken, and how many modules it saw. */
export const checkWalls = (root: string): { readonly seen: number; readonly findings: readonly Finding[] } => {
  const tree = readTree(root)
  return {
    seen: tree.modules.length,
    findings: [
      ...blindnessFindings(tree),
      ...importFindings(tree.modules),
      ...cycleFindings(tree.modules),
      ...sqlFindings(tree.modules),
      ...folderFindings(tree),
      ...lengthFindings(tree),
    ],
  }
}

if (import.meta.main) {
  const { seen, findings } = checkWalls(dirname(import.meta.dirname))
  for (const { path, line, message } of findings) console.log(`${path}${line === undefined ? '' : `:${line}`} ${message}`)
  console.log(`${seen} modules read, ${findings.length} broken walls`)
  process.exitCode = findings.length > 0 ? 1 : 0
}
