import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { serveWeb } from '../server/start/serve-web.ts'
import { compressFolder } from '../web/build/compress.ts'

const script = 'export const desk = "a desk by the window"\n'.repeat(100)

test('what was built lies there compressed, and goes out in the best form that a browser takes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-web-'))
  const app = fastify()
  try {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html>')
    writeFileSync(join(folder, 'assets/app-12345678.js'), script)
    writeFileSync(join(folder, 'assets/inter-12345678.woff2'), script)
    await compressFolder(folder)
    assert.deepEqual(readdirSync(join(folder, 'assets')).toSorted(), [
      'app-12345678.js',
      'app-12345678.js.br',
      'app-12345678.js.gz',
      'inter-12345678.woff2',
    ])
    assert.equal(brotliDecompressSync(readFileSync(join(folder, 'assets/app-12345678.js.br'))).toString(), script)
    await serveWeb(app, folder)
    const sent = async (accepts: string) => {
      const answer = await app.inject({ url: '/assets/app-12345678.js', headers: { 'accept-encoding': accepts } })
      assert.match(String(answer.headers['content-type']), /javascript/)
      assert.match(String(answer.headers['cache-control']), /immutable/)
      return { encoding: answer.headers['content-encoding'], body: answer.rawPayload }
    }
    const br = await sent('gzip, deflate, br')
    assert.equal(br.encoding, 'br')
    assert.equal(brotliDecompressSync(br.body).toString(), script)
    const gz = await sent('gzip')
    assert.equal(gz.encoding, 'gzip')
    assert.equal(gunzipSync(gz.body).toString(), script)
    assert.equal((await sent('identity')).body.toString(), script)
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
