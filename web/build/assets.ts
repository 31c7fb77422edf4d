import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

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
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-opsz.*\.woff2$/.test(name))
        return [
          { tag: 'script', attrs: { src: building ? `/${built}` : '/first-paint.js' }, injectTo: 'head' },
          ...(font ? [{
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' },
            injectTo: 'head-prepend' as const,
          }] : []),
        ]
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
