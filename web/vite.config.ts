import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contractAddresses, firstPaint, serviceWorker } from './build/assets.ts'
import { compressed } from './build/compress.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** What only the screens of rights share: they are opened seldom, and by few, so it stays out of what everyone loads. */
const rightsShared =
  /[\\/]web[\\/]screens[\\/](?:data|papers|privacy|organisation)[\\/]|[\\/]contract[\\/](?:keeping|endpoints[\\/](?:my-data|privacy-desk|inventory|keeping|trail))\.ts/

/** The same of the control centre: its frame and parts, for who manages. */
const controlShared = /[\\/]web[\\/]screens[\\/]control[\\/]|[\\/]contract[\\/]endpoints[\\/](?:rights|reviews|guests|sign-in-policy)\.ts/

/** Long lists that come in pages: of the trail, of people. */
const listsShared = /[iI]nfiniteQuery/

/** Libraries and shared parts; screens, the plan and each language's words stay files of their own. */
const appShared = /node_modules[\\/](?!d3-)|[\\/]web[\\/](?:ui|shell|client|offline)[\\/]|[\\/]contract[\\/]/

const screenParts = /[\\/]web[\\/](?:screens|plan)[\\/]/

const later = [rightsShared, controlShared, listsShared]
const isIn = (shared: RegExp) => (id: string) => shared.test(id) && !later.some((one) => one.test(id))

export default defineConfig({
  root,
  plugins: [contractAddresses(), react(), firstPaint(root), serviceWorker(root, /(-ext-.*\.woff2|\/kit-[\w-]+\.(js|css))$/), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // A data: font or script would fall outside the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every first screen needs comes as one file: each further one is a round trip on a phone's network.
        codeSplitting: {
          // In this order: a group takes along what its modules import, unless an earlier one has it.
          groups: [
            { name: 'app', test: isIn(appShared), minShareCount: 2, priority: 3 },
            { name: 'parts', test: isIn(screenParts), minShareCount: 4, priority: 2 },
            { name: 'rights', test: rightsShared, minShareCount: 2, priority: 1 },
            { name: 'lists', test: listsShared, minShareCount: 2, priority: 1 },
            { name: 'control', test: controlShared, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': process.env['VRIJPLEK_URL'] ?? 'http://127.0.0.1:8080' },
  },
})
