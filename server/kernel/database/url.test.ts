import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartError } from '../errors.ts'
import { connectionFromUrl } from './url.ts'

test('on this machine, or over a socket, a database may be reached without TLS', () => {
  for (const url of ['postgres://a:b@127.0.0.1:5433/c', 'postgres://a:b@localhost/c', 'postgres://a:b@localhost/c?host=/run/pg']) assert.equal(connectionFromUrl(url).ssl, undefined, url)
  assert.deepEqual(connectionFromUrl('postgres://a%40b:p%2Fq@127.0.0.1/c'), { host: '127.0.0.1', port: 5432, user: 'a@b', password: 'p/q', database: 'c' })
})

test('anywhere else it is TLS with a checked certificate, also when nothing is said', () => {
  for (const query of ['', '?sslmode=verify-full', '?sslmode=verify-ca']) {
    assert.deepEqual(connectionFromUrl(`postgres://a:b@db.example/c${query}`).ssl, { rejectUnauthorized: true }, query)
  }
})

test('an address that asks for less is refused, with what to do, and without its password', () => {
  for (const mode of ['disable', 'allow', 'prefer', 'require', 'no-verify']) {
    assert.throws(
      () => connectionFromUrl(`postgres://a:geheim@db.example/c?sslmode=${mode}`, 'KEYS_DATABASE_URL'),
      (error) => error instanceof StartError && /KEYS_DATABASE_URL.*verify-full/.test(error.message) && !error.message.includes('geheim'),
    )
  }
})

test('an authority of one’s own is read from its file; one that is not there is named', () => {
  const found = connectionFromUrl(`postgres://a:b@db.example/c?sslrootcert=${import.meta.filename}`).ssl
  assert.ok(typeof found === 'object' && String(found.ca).includes('authority of one’s own'))
  assert.throws(() => connectionFromUrl('postgres://a:b@db.example/c?sslrootcert=/nowhere.pem'), /nowhere\.pem/)
})
