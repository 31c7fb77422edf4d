import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { oneWriteSocket } from './one-write-socket.ts'

const server = createServer((socket) => socket.pipe(socket))
before(() => once(server.listen(0, '127.0.0.1'), 'listening'))
after(() => server.close())

/** Counts what reaches the system: each is one system call. */
const opened = async (): Promise<{ socket: Socket; calls: () => number }> => {
  const socket = oneWriteSocket()
  let calls = 0
  for (const name of ['_write', '_writev'] as const) {
    const real = Reflect.get(socket, name) as (...input: unknown[]) => unknown
    Reflect.set(socket, name, (...input: unknown[]) => {
      calls += 1
      return real.apply(socket, input)
    })
  }
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  return { socket, calls: () => calls }
}

const echoOf = async (socket: Socket, length: number): Promise<string> => {
  let heard = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += String(chunk)
    if (heard.length >= length) break
  }
  return heard
}

test('what is written in one turn of the event loop goes out at once and in order, also when the writer corks by itself', async () => {
  const { socket, calls } = await opened()
  socket.write('begin ')
  await Promise.resolve()
  socket.write('set ')
  socket.cork()
  socket.write('bind ')
  socket.write('sync ')
  socket.uncork()
  assert.equal(await echoOf(socket, 20), 'begin set bind sync ')
  assert.equal(calls(), 1)
  socket.destroy()
})

test('the next turn writes anew', async () => {
  const { socket, calls } = await opened()
  socket.write('one ')
  assert.equal(await echoOf(socket, 4), 'one ')
  socket.write('two ')
  assert.equal(await echoOf(socket, 4), 'two ')
  assert.equal(calls(), 2)
  socket.destroy()
})
