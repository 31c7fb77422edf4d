import type { Finding } from './imports.ts'
import type { Module } from './modules.ts'

/**
 * Files that load each other in a ring, each ring once. Type imports and imports made while running do not count:
 * they cannot leave a file half loaded.
 */
export const cycleFindings = (modules: readonly Module[]): Finding[] => {
  const loads = new Map(
    modules.map((module) => [
      module.path,
      module.imports.filter((edge) => edge.target.kind === 'file' && !edge.typeOnly && !edge.later),
    ]),
  )
  const done = new Set<string>()
  const findings: Finding[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (done.has(path)) return
    for (const edge of loads.get(path) ?? []) {
      const next = edge.target.name
      const ring = [...trail, path]
      const start = ring.indexOf(next)
      if (start === -1) visit(next, ring)
      else
        findings.push({
          path,
          line: edge.line,
          message:
            `closes a ring: ${[...ring.slice(start), next].join(' → ')}. `
            + 'Move what both need into a file of its own, or make it `import type`',
        })
    }
    done.add(path)
  }
  for (const { path } of modules) visit(path, [])
  return findings
}
