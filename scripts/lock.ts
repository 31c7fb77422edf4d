import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Dependencies = Readonly<Record<string, string>>
type Manifest = {
  readonly dependencies?: Dependencies
  readonly devDependencies?: Dependencies
  readonly optionalDependencies?: Dependencies
}
type Locked = Manifest & {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
}
type Lock = { readonly packages: Readonly<Record<string, Locked>> }

const exact = /^(?:npm:(?:@[^/@]+\/)?[^/@]+@)?\d+\.\d+\.\d+(?:-[\w.-]+)?$/

/**
 * What would make `npm ci` fail or differ on another machine:
 * a version range, a lock that does not fit package.json, a locked package whose own dependency is not locked
 * (npm writes such locks when a binding for another platform could not be had), a missing integrity hash,
 * and the name of a registry, which not every machine can reach.
 */
export const lockFindings = (manifest: Manifest, { packages }: Lock): string[] => {
  const findings: string[] = []
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      if (!exact.test(version)) findings.push(`package.json: ${name} is ${version}: pin one exact version`)
      const inLock = packages['']?.[kind]?.[name]
      if (inLock !== version)
        findings.push(`package-lock.json has ${name} as ${inLock ?? 'nothing'}, package.json as ${version}: run npm install`)
    }
  }
  for (const [path, locked] of Object.entries(packages)) {
    for (const name of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) {
      if (!isLocked(name, path, packages))
        findings.push(`${path || 'the project'} needs ${name}, which package-lock.json does not hold: npm ci would fail`)
    }
    if (path === '' || locked.link === true) continue
    if (locked.integrity === undefined) findings.push(`${path} has no integrity hash in package-lock.json`)
    if (/^https?:/.test(locked.resolved ?? ''))
      findings.push(`${path} names its registry in package-lock.json: install with --omit-lockfile-registry-resolved`)
  }
  return findings
}

/** npm looks for a package beside the one that needs it, then in each folder above. */
const isLocked = (name: string, from: string, packages: Lock['packages']) => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
  }
}

if (import.meta.main) {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(dirname(import.meta.dirname), file), 'utf8'))
  const lock = read('package-lock.json') as Lock
  const findings = lockFindings(read('package.json') as Manifest, lock)
  for (const finding of findings) console.log(finding)
  console.log(`${Object.keys(lock.packages).length} locked packages read, ${findings.length} findings`)
  process.exitCode = findings.length > 0 || Object.keys(lock.packages).length < 2 ? 1 : 0
}
