import assert from 'node:assert/strict'
import { connect as connectTcp } from 'node:net'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import { connect, connectAsync } from 'mqtt'
import { createMqttBroker } from './index.ts'
import type { MqttBroker, MqttLimits, MqttRules } from './index.ts'

type Open = { readonly broker: MqttBroker<string>; readonly port: number }

/** A broker whose users are named by the login before the first dot. */
const open = async (rules: Partial<MqttRules<string>>, limits: Partial<MqttLimits>): Promise<Open> => {
  const broker = await createMqttBroker<string>(
    {
      authenticate: async (username) => username,
      publish: async () => {},
      subscriptionKey: async () => 'house',
      subscribed: () => {},
      login: (who) => who.split('.')[0] ?? who,
      ...rules,
    },
    pino({ level: 'silent' }),
    limits,
  )
  return { broker, port: await broker.listen({ host: '127.0.0.1', port: 0 }) }
}
const login = (port: number, username: string) =>
  ({ host: '127.0.0.1', port, username, password: 'x', reconnectPeriod: 0, protocolVersion: 4 }) as const

describe('the MQTT listener', () => {
  it('takes in only so many clients of one login, others still, and again when one has gone', async () => {
    const { broker, port } = await open({}, { clientsPerLogin: 2 })
    try {
      const first = await connectAsync(login(port, 'a.1'))
      await connectAsync(login(port, 'a.2'))
      await assert.rejects(connectAsync(login(port, 'a.3')), /unavailable/i)
      await connectAsync(login(port, 'b.1'))
      await first.endAsync()
      while (broker.connected().length > 2) await new Promise(setImmediate)
      await connectAsync(login(port, 'a.4'))
      assert.deepEqual(broker.connected().toSorted(), ['a.2', 'a.4', 'b.1'])
    } finally {
      await broker.close()
    }
  })

  it('cuts a client that leaves more messages of QoS 2 unreleased than it may', async () => {
    const { broker, port } = await open({}, { unreleasedPerClient: 2 })
    try {
      const socket = connectTcp({ host: '127.0.0.1', port })
      socket.on('error', () => {})
      const name = Buffer.from('a')
      const text = (bytes: Buffer) => Buffer.concat([Buffer.from([0, bytes.length]), bytes])
      const body = Buffer.concat([text(Buffer.from('MQTT')), Buffer.from([4, 0xc2, 0, 0]), text(name), text(name), text(name)])
      socket.write(Buffer.concat([Buffer.from([0x10, body.length]), body]))
      await once(socket, 'data')
      let answers = 0
      // PUBREC is four bytes
      socket.on('data', (bytes: Buffer) => (answers += bytes.length / 4))
      const closed = once(socket, 'close')
      for (const id of [1, 2, 3]) socket.write(Buffer.from([0x34, 5, 0, 1, 0x74, 0, id]))
      await closed
      assert.ok(answers <= 2)
    } finally {
      await broker.close()
    }
  })

  it('keeps nothing of a client that goes while it is looked up', async () => {
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<string>()
    const { broker, port } = await open({ authenticate: () => (asked.resolve(), answer.promise) }, {})
    try {
      const client = connect(login(port, 'a'))
      client.on('error', () => {})
      await asked.promise
      await client.endAsync(true)
      // Its end is heard here before the one of a client that came and went after it.
      const later = connectTcp({ host: '127.0.0.1', port })
      later.on('error', () => {})
      later.end(Buffer.from([0xf0, 0]))
      await once(later, 'close')
      answer.resolve('a')
      await new Promise(setImmediate)
      assert.deepEqual(broker.connected(), [])
    } finally {
      await broker.close()
    }
  })

  it('keeps no subscription of a client that went while it was looked at', async () => {
    const asked = Promise.withResolvers<void>()
    const key = Promise.withResolvers<string>()
    const { broker, port } = await open({ subscriptionKey: () => (asked.resolve(), key.promise) }, {})
    try {
      const client = await connectAsync(login(port, 'a'))
      client.subscribe('t', { qos: 1 }, () => {})
      await asked.promise
      client.end(true)
      while (broker.connected().length > 0) await new Promise(setImmediate)
      key.resolve('house')
      await new Promise(setImmediate)
      assert.equal(broker.hears('house', 't'), false)
    } finally {
      await broker.close()
    }
  })
})
