import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = ['js', 'css', 'html', 'svg', 'json', 'webmanifest']
/** Below this a compressed answer saves no packet. */
const smallest = 600

/** Lays a `.br` and a `.gz` beside every file that gains by it: the server sends those as they are. */
export const compressed = (): Plugin => {
  let folder = ''
  return {
    name: 'vrijplek-compressed',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => compressFolder(folder),
    },
  }
}

export const compressFolder = async (folder: string): Promise<void> => {
  const paths = globSync(`**/*.{${compressible.join(',')}}`, { cwd: folder }).map((path) => join(folder, path))
  await Promise.all(paths.map(compress))
}

const compress = async (path: string): Promise<void> => {
  const content = readFileSync(path)
  if (content.length < smallest) return
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content, { level: 9 })])
  writeFileSync(`${path}.br`, br)
  writeFileSync(`${path}.gz`, gz)
}
