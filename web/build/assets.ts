import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import type { EndpointSpec } from '../../contract/endpoint.ts'

/** Where in index.html the script goes: after the meta elements that it changes, before every style sheet. */
const marker = '<!-- first-paint -->'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10)

/** Puts first-paint.js, hashed, before everything else in the head, and asks for the typeface early. */
export function firstPaint(root: string): Plugin {
  const source = readFileSync(join(root, 'first-paint.js'), 'utf8')
  const built = `assets/first-paint-${hashOf(source)}.js`
  let building = false
  return {
    name: 'vrijplek:first-paint',
    configResolved(config) {
      building = config.command === 'build'
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: built, source })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-opsz.*\.woff2$/.test(name))
        const preload = font ? `<link rel="preload" as="font" type="font/woff2" href="/${font}" crossorigin>` : ''
        const script = `<script src="/${building ? built : 'first-paint.js'}"></script>`
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
