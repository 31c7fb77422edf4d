import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'
import type { EndpointSpec } from '../../contract/endpoint.ts'

/** Where in index.html the script goes: after the meta elements that it changes, before every style sheet. */
const marker = '<!-- first-paint -->'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10)

/** Files that a first visit needs soon, by what decides on them: the language spoken, or the address asked for. */
type Early = { readonly words: Readonly<Record<string, string>>; readonly screens: readonly string[] }

/** Where first-paint.js gets `Early` from; without a build there is nothing to fetch early. */
const earlyMark = '/* early */ null'

/** The built file of a module, and what only it needs. */
const filesOf = (bundle: Rollup.OutputBundle, entry: string): string[] => {
  const chunk = Object.values(bundle).find((each) => each.type === 'chunk' && each.facadeModuleId?.endsWith(entry) === true)
  if (chunk?.type !== 'chunk') throw new Error(`nothing was built of ${entry}`)
  return [chunk.fileName, ...chunk.imports]
}

const earlyOf = (bundle: Rollup.OutputBundle): Early => {
  const words = Object.fromEntries(
    ['nl', 'en'].map((language) => [language, `/${filesOf(bundle, `/language/${language}/index.ts`)[0] ?? ''}`]),
  )
  const entry = Object.values(bundle).find((each) => each.type === 'chunk' && each.isEntry)
  const known = new Set(entry?.type === 'chunk' ? [entry.fileName, ...entry.imports] : [])
  const screens = ['/sign-in/SignIn.tsx', '/today/Today.tsx'].flatMap((screen) => filesOf(bundle, screen))
  return { words, screens: [...new Set(screens)].filter((name) => !known.has(name)).map((name) => `/${name}`) }
}

/** Puts first-paint.js, hashed, before everything else in the head, and asks early for the typeface. */
export function firstPaint(root: string): Plugin {
  const source = readFileSync(join(root, 'first-paint.js'), 'utf8')
  if (!source.includes(earlyMark)) throw new Error(`first-paint.js lacks ${earlyMark}`)
  let built = ''
  return {
    name: 'vrijplek:first-paint',
    generateBundle(_options, bundle) {
      const ready = source.replace(earlyMark, JSON.stringify(earlyOf(bundle)))
      built = `assets/first-paint-${hashOf(ready)}.js`
      this.emitFile({ type: 'asset', fileName: built, source: ready })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-opsz.*\.woff2$/.test(name))
        const preload = font ? `<link rel="preload" as="font" type="font/woff2" href="/${font}" crossorigin>` : ''
        const script = `<script src="/${bundle === undefined ? 'first-paint.js' : built}"></script>`
        if (!html.includes(marker)) throw new Error(`index.html lacks ${marker}`)
        return html.replace(marker, `${script}\n${preload}`)
      },
    },
  }
}

/**
 * Builds the service worker as an entry of its own at /sw.js, after the app, since it carries the list of the app's
 * hashed files. Left out of the list: subsets of the typeface that few names need, and screens that only work online.
 */
export function serviceWorker(root: string, leaveOut: RegExp): Plugin {
  let outDir = ''
  return {
    name: 'vrijplek:service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    async writeBundle(_options, bundle) {
      const hashed = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !leaveOut.test(name)).sort()
      const page = bundle['index.html']
      const html = page?.type === 'asset' ? String(page.source) : ''
      if (!html || hashed.length === 0) throw new Error('The service worker got no list of files: is index.html built?')
      const files = ['/', ...hashed.map((name) => `/${name}`), '/manifest.webmanifest', '/icons/vrijplek.svg']
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __PRECACHE__: JSON.stringify(files),
          __VERSION__: JSON.stringify(hashOf(html + files.join())),
        },
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          rolldownOptions: {
            input: join(root, 'service-worker/main.ts'),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      })
    },
  }
}

/**
 * Lets the app import endpoints of the contract as what it needs of them, an address: id, method, path, who may call,
 * and content type.
 * The schemas stay at the server and in the types; a schema that the app would import is missing, and fails the build.
 */
export function contractAddresses(): Plugin {
  return {
    name: 'vrijplek:contract-addresses',
    enforce: 'pre',
    async load(id) {
      if (!/\/contract\/endpoints\/[\w-]+\.ts$/.test(id)) return null
      const module = (await import(id)) as Record<string, unknown>
      return Object.entries(module)
        .filter(([, value]) => typeof value === 'object' && value !== null && 'path' in value && 'access' in value)
        .map(([name, value]) => {
          const { id: operation, method, path, access, success } = value as EndpointSpec
          const { contentType } = success
          return `export const ${name} = ${JSON.stringify({ id: operation, method, path, access, success: { contentType } })}`
        })
        .join('\n')
    },
  }
}
