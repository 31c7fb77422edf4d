import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { bytesOf, once } from './manifest.ts'
import { openStorage } from './storage.ts'
import type { Storage } from './storage.ts'

/**
 * A small S3 by its REST protocol (Amazon S3 API reference, 2006-03-01): path-style objects in one bucket, uploads in parts, listing by two at a time,
 * deleting several, the question for versioning. Spoken to by the real SDK. It is a fake of the protocol: no real store stood behind these tests.
 */
const objects = new Map<string, Buffer>()
const uploads = new Map<string, Buffer[]>()
let versioning = ''
let olderVersions = false
let partsRefused = false
let server: Server
let storage: Storage

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => await bytesOf(request)
const xml = (inner: string): string => `<?xml version="1.0" encoding="UTF-8"?>${inner}`

const answer = async (request: IncomingMessage): Promise<{ status: number; body: string | Buffer; headers?: Record<string, string> }> => {
  const url = new URL(request.url ?? '/', 'http://store')
  const key = decodeURIComponent(url.pathname.replace(/^\/bucket\/?/, ''))
  const body = await bodyOf(request)
  const has = (name: string): boolean => url.searchParams.has(name)
  if (key === '' && has('versioning')) return { status: 200, body: xml(`<VersioningConfiguration>${versioning}</VersioningConfiguration>`) }
  if (key === '' && has('versions')) {
    const version = `<Version><Key>x</Key><IsLatest>${String(!olderVersions)}</IsLatest></Version>`
    return { status: 200, body: xml(`<ListVersionsResult>${version}</ListVersionsResult>`) }
  }
  if (key === '' && has('delete')) {
    for (const [, name = ''] of body.toString().matchAll(/<Key>(.*?)<\/Key>/g)) objects.delete(name)
    return { status: 200, body: xml('<DeleteResult/>') }
  }
  if (key === '') {
    const all = [...objects.keys()].toSorted().filter((name) => name.startsWith(url.searchParams.get('prefix') ?? ''))
    const from = Number(url.searchParams.get('continuation-token') ?? 0)
    const page = all.slice(from, from + 2).map((name) => `<Contents><Key>${name}</Key></Contents>`)
    const more = from + 2 < all.length
    const next = more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
    return { status: 200, body: xml(`<ListBucketResult><IsTruncated>${String(more)}</IsTruncated>${next}${page.join('')}</ListBucketResult>`) }
  }
  const upload = url.searchParams.get('uploadId') ?? ''
  if (request.method === 'POST' && has('uploads')) {
    uploads.set('u1', [])
    return { status: 200, body: xml('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>') }
  }
  if (request.method === 'PUT' && upload !== '') {
    if (partsRefused) return { status: 403, body: xml('<Error><Code>AccessDenied</Code><Message>no</Message></Error>') }
    uploads.get(upload)?.push(body)
    return { status: 200, body: '', headers: { etag: `"${url.searchParams.get('partNumber') ?? ''}"` } }
  }
  if (request.method === 'POST' && upload !== '') {
    objects.set(key, Buffer.concat(uploads.get(upload) ?? []))
    uploads.delete(upload)
    return { status: 200, body: xml('<CompleteMultipartUploadResult/>') }
  }
  if (request.method === 'DELETE' && upload !== '') {
    uploads.delete(upload)
    return { status: 204, body: '' }
  }
  if (request.method === 'PUT') {
    objects.set(key, body)
    return { status: 200, body: '' }
  }
  const found = objects.get(key)
  return found === undefined ? { status: 404, body: xml('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>') } : { status: 200, body: found }
}

before(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'for-tests'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'for-tests'
  server = createServer((request, response) => {
    void answer(request).then(({ status, body, headers }) => response.writeHead(status, headers).end(body))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as AddressInfo
  storage = await openStorage({ where: 's3://bucket/vrijplek/a', endpoint: `http://127.0.0.1:${port}` })
})

after(() => {
  server.closeAllConnections()
  server.close()
})

async function* megabytes(count: number): AsyncGenerator<Buffer> {
  for (let n = 0; n < count; n += 1) yield Buffer.alloc(1024 * 1024, n)
}

test('small and large objects come back as they were put, under the prefix', async () => {
  await storage.put('keys/newest', once(Buffer.from('small')))
  await storage.put('base/1/data', megabytes(19))
  assert.deepEqual([...objects.keys()].toSorted(), ['vrijplek/a/base/1/data', 'vrijplek/a/keys/newest'])
  const large = await storage.get('base/1/data')
  assert.ok(large)
  assert.deepEqual(await bytesOf(large), await bytesOf(megabytes(19)))
  assert.equal(await storage.get('base/2/data'), null)
})

test('a listing of many pages is whole and in order, and what is removed is gone', async () => {
  for (const name of ['wal/c', 'wal/a', 'wal/b']) await storage.put(name, once(Buffer.from(name)))
  assert.deepEqual(await storage.list('wal/'), ['wal/a', 'wal/b', 'wal/c'])
  await storage.remove(['wal/a', 'wal/b'])
  assert.deepEqual(await storage.list('wal/'), ['wal/c'])
})

test('an upload that fails half-way leaves nothing behind', async () => {
  partsRefused = true
  await assert.rejects(storage.put('base/3/data', megabytes(9)))
  partsRefused = false
  assert.equal(uploads.size, 0)
  assert.equal(await storage.get('base/3/data'), null)
})

test('a bucket that keeps old versions is named, and so is one that did', async () => {
  assert.equal(await storage.keepsRemoved(), null)
  versioning = '<Status>Enabled</Status>'
  assert.match((await storage.keepsRemoved()) ?? '', /versioning is on/)
  versioning = '<Status>Suspended</Status>'
  assert.equal(await storage.keepsRemoved(), null)
  olderVersions = true
  assert.match((await storage.keepsRemoved()) ?? '', /still holds old versions/)
})
