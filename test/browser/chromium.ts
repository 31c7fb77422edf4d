import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type Chromium = {
  readonly path: string
  readonly flags: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
  ],
  darwin: ['', homedir()].flatMap((home) => [
    `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`,
  ]),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    return folder === undefined ? [] : [`${folder}\\Google\\Chrome\\Application\\chrome.exe`]
  }),
}

// Pages of the tests are our own, so that the sandbox, which root and containers lack, guards nothing here.
// Not the flags that the npm package proposes: those switch web security off, and with it what we want to test.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']

/**
 * The browser for the tests: CHROME_PATH, an installed Chrome or Chromium, or the one from npm (Linux on x64).
 * Throws one sentence when there is none.
 */
export const findChromium = async (): Promise<Chromium> => {
  const chosen = process.env['CHROME_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, but there is no such file.`)
    return { path: chosen, flags, environment: {} }
  }
  const installed = usualPlaces[process.platform]?.find((path) => existsSync(path))
  if (installed !== undefined) return { path: installed, flags, environment: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackChromium()
  throw new Error(
    'The browser tests need Chrome or Chromium, and none was found: install one, or set CHROME_PATH to its program.',
  )
}

/** Unpacks the browser from npm with its own libraries and fonts (2 s, 210 MB), once for all test files. */
const unpackChromium = async (): Promise<Chromium> => {
  // The package does not export its package.json.
  const manifest = join(dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')))), 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `vrijplek-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) {
    // Under another name until it is whole, since another test file may be doing the same.
    const unfinished = mkdtempSync(`${folder}-`)
    try {
      await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack.ts')], {
        env: { ...process.env, TMPDIR: unfinished },
      })
      writeFileSync(
        join(unfinished, 'fonts.conf'),
        `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>`
          + `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir>`
          + `</fontconfig>\n`,
      )
      if (!existsSync(folder)) renameSync(unfinished, folder)
    } catch (error) {
      if (!existsSync(folder))
        throw new Error(`The browser from npm could not be unpacked into ${tmpdir()}; is there 250 MB of room?`, {
          cause: error,
        })
    } finally {
      rmSync(unfinished, { recursive: true, force: true })
    }
  }
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  return {
    path: join(folder, 'chromium'),
    flags: [...flags, '--headless=shell', '--no-zygote'],
    environment: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}
