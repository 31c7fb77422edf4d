import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { callbackify } from 'node:util'
import { Aedes } from 'aedes'
import type { Client, PublishPacket, Subscription } from 'aedes'
import type { Log } from '../log.ts'
import type { Tls } from '../tls.ts'
import { createPacketGuard } from './packet-guard.ts'

/**
 * The MQTT 3.1.1 side of the service. A broker only in name: what a client publishes goes to the rules and to nobody else, and what a client receives
 * comes from us, so no client can reach another one. It keeps nothing: no retained messages, no sessions, no queue. A replacement must honour one thing
 * above all: PUBACK goes out after `publish` has settled, never before.
 */
export type MqttBroker<Who> = {
  /** Listens there too, over TLS when it is given. @returns the port; @throws the socket's error */
  listen(at: MqttAddress): Promise<number>
  /** Sends to those who have subscribed to exactly this topic, or to `wildcard`, under this key. QoS 1 as far as they are connected. */
  send(key: string, topic: string, payload: string, wildcard?: string): void
  /** Whether anyone connected would get what is sent there. */
  hears(key: string, topic: string, wildcard?: string): boolean
  /** Who is connected now, each connection once. */
  connected(): readonly Who[]
  /** Ends every connection that matches; @returns how many */
  cutWhere(matches: (who: Who) => boolean): number
  /** Ends all connections and stops listening. */
  close(): Promise<void>
}

export type MqttAddress = { readonly host: string; readonly port: number; readonly tls?: Tls }

export type MqttRules<Who> = {
  /** Null: refused, with CONNACK 5. */
  authenticate(username: string, password: string): Promise<Who | null>
  /** Settles when the message is committed, or consciously let go; then it is acknowledged. A rejection cuts the connection: the client sends it again. */
  publish(who: Who, topic: string, payload: Buffer): Promise<void>
  /** The key the subscription counts under, for `send`; null: refused, with 128 in SUBACK. */
  subscriptionKey(who: Who, topic: string): Promise<string | null>
  subscribed(who: Who, topic: string): void
  /** Clients of the same login count together. */
  login(who: Who): string
}

export type MqttLimits = {
  readonly clients: number
  /** Of one login, so that one cannot take the places of all. */
  readonly clientsPerLogin: number
  readonly packetBytes: number
  readonly subscriptionsPerClient: number
  /** Messages of QoS 2 a client may leave unreleased: each is kept until its PUBREL. What clients send at once by default stays within (Mosquitto: 20). */
  readonly unreleasedPerClient: number
  /** From the first byte to an accepted CONNECT. */
  readonly connectMs: number
}

const defaultLimits: MqttLimits = {
  clients: 2_000,
  clientsPerLogin: 500,
  packetBytes: 65_536,
  subscriptionsPerClient: 500,
  unreleasedPerClient: 20,
  connectMs: 10_000,
}

/** Not routed on: aedes would look for subscribers of what a client publishes. */
class Ingress extends Aedes {
  override publish(_packet: PublishPacket, ...rest: unknown[]): void {
    const done = rest.findLast((each) => typeof each === 'function') as (() => void) | undefined
    done?.()
  }
}

type Session<Who> = { readonly who: Who; readonly login: string; readonly client: Client; readonly topics: Set<string> }

/** CONNACK's codes for "not authorised" and "server unavailable" (MQTT 3.1.1 §3.2.2.3). */
class ConnectRefusal extends Error {
  readonly returnCode: 3 | 5
  constructor(returnCode: 3 | 5) {
    super(returnCode === 5 ? 'not authorised' : 'not available')
    this.returnCode = returnCode
  }
}

export const createMqttBroker = async <Who>(
  rules: MqttRules<Who>,
  log: Log,
  options: Partial<MqttLimits> = {},
): Promise<MqttBroker<Who>> => {
  const limits: MqttLimits = { ...defaultLimits, ...options }
  const sessions = new Map<Client, Session<Who>>()
  /** Key and topic → who gets it. */
  const subscribers = new Map<string, Set<Client>>()
  const sockets = new Set<Socket>()
  const place = (key: string, topic: string): string => `${key} ${topic}`

  const sessionOf = (client: Client): Session<Who> => {
    const session = sessions.get(client)
    if (session === undefined) throw new Error('a client without a session')
    return session
  }

  const forget = (client: Client): void => {
    for (const topic of sessions.get(client)?.topics ?? []) {
      const others = subscribers.get(topic)
      others?.delete(client)
      if (others?.size === 0) subscribers.delete(topic)
    }
    sessions.delete(client)
  }

  const admit = async (client: Client, username: string | undefined, password: Buffer | undefined): Promise<boolean> => {
    if (username === undefined || password === undefined) throw new ConnectRefusal(5)
    const who = await rules.authenticate(username, password.toString()).catch((error: unknown) => {
      log.warn({ err: error }, 'an MQTT client could not be looked up; it is told to come back')
      throw new ConnectRefusal(3)
    })
    if (who === null) throw new ConnectRefusal(5)
    // Gone while it was looked up: nobody would take its session away.
    if (client.closed) throw new ConnectRefusal(3)
    const login = rules.login(who)
    const others = sessions.values().filter((each) => each.login === login)
    if (others.reduce((sum) => sum + 1, 0) >= limits.clientsPerLogin) throw new ConnectRefusal(3)
    sessions.set(client, { who, login, client, topics: new Set() })
    return true
  }

  const takeIn = async (client: Client | null, packet: PublishPacket): Promise<void> => {
    const session = client === null ? undefined : sessions.get(client)
    if (session === undefined) throw new Error('nobody publishes')
    packet.retain = false
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    try {
      await rules.publish(session.who, packet.topic, payload)
    } catch (error) {
      log.warn({ err: error }, 'an MQTT message was not taken in and is not acknowledged; its client is cut and sends it again')
      throw error
    }
  }

  /** Null is answered with 128 in SUBACK. */
  const subscribe = async (client: Client, subscription: Subscription): Promise<Subscription | null> => {
    const session = sessionOf(client)
    const key = await rules.subscriptionKey(session.who, subscription.topic)
    // Gone while it was looked up: its topics were taken away already.
    if (sessions.get(client) !== session) return null
    if (key === null || session.topics.size >= limits.subscriptionsPerClient) return null
    const at = place(key, subscription.topic)
    session.topics.add(at)
    subscribers.set(at, (subscribers.get(at) ?? new Set()).add(client))
    return subscription
  }

  const answer = callbackify(admit)

  const broker = new Ingress({
    connectTimeout: limits.connectMs,
    maxClientsIdLength: 300,
    maxInflightInbound: limits.unreleasedPerClient,
    preConnect: (_client, packet, callback) => {
      // No session outlives its connection, and an id is unique per login: nobody can push out another's client.
      packet.clean = true
      packet.clientId = `${packet.username ?? ''}/${packet.clientId === '' ? crypto.randomUUID() : packet.clientId}`
      callback(null, true)
    },
    authenticate: (client, username, password, done) => {
      answer(client, username, password, (error, admitted) => {
        if (error === null) done(null, admitted)
        else done(error instanceof ConnectRefusal ? error : new ConnectRefusal(3), null)
      })
    },
    authorizePublish: callbackify(takeIn),
    authorizeSubscribe: callbackify(subscribe),
  })
  broker.on('subscribe', (subscriptions, client) => {
    const session = sessions.get(client)
    if (session === undefined) return
    for (const { topic, qos } of subscriptions) if (Number(qos) !== 128) rules.subscribed(session.who, topic)
  })
  broker.on('unsubscribe', (topics, client) => {
    const session = sessions.get(client)
    for (const topic of topics) {
      for (const at of session?.topics ?? []) {
        if (!at.endsWith(` ${topic}`)) continue
        session?.topics.delete(at)
        subscribers.get(at)?.delete(client)
        if (subscribers.get(at)?.size === 0) subscribers.delete(at)
      }
    }
  })
  // A closed connection takes its subscriptions with it; its last will still passes through `authorizePublish` before.
  broker.on('clientDisconnect', (client) => setImmediate(forget, client))
  broker.on('clientError', (client) => setImmediate(forget, client))
  broker.on('connectionError', () => {})
  await broker.listen()

  const accept = (socket: Socket): void => {
    if (sockets.size >= limits.clients) return void socket.destroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.setNoDelay(true)
    socket.setKeepAlive(true, 60_000)
    watchSize(socket, limits.packetBytes)
    broker.handle(socket)
  }
  const servers = new Set<Server>()
  const serve = (tls: Tls | undefined): Server => {
    if (tls === undefined) return createServer(accept)
    const secured = createTlsServer(tls.forMqtt, accept)
    tls.follow(secured, 'mqtt')
    return secured
  }

  const deliver = (at: string, topic: string, payload: string): void => {
    for (const client of subscribers.get(at) ?? []) {
      if (client.connected) client.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, () => {})
    }
  }

  return {
    listen: async ({ host, port, tls }) => {
      const server = serve(tls)
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      server.once('error', reject)
      server.listen({ host, port, exclusive: true }, resolve)
      await promise
      server.off('error', reject)
      servers.add(server)
      server.on('error', (error) => log.error({ err: error }, 'the MQTT listener reports a fault'))
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : port
    },
    send: (key, topic, payload, wildcard) => {
      deliver(place(key, topic), topic, payload)
      if (wildcard !== undefined) deliver(place(key, wildcard), topic, payload)
    },
    hears: (key, topic, wildcard) =>
      subscribers.has(place(key, topic)) || (wildcard !== undefined && subscribers.has(place(key, wildcard))),
    connected: () => [...sessions.values()].map(({ who }) => who),
    cutWhere: (matches) => {
      const found = [...sessions.values()].filter(({ who }) => matches(who))
      for (const { client } of found) client.close()
      return found.length
    },
    close: async () => {
      const closed = [...servers].map((server) => {
        const { promise, resolve } = Promise.withResolvers<void>()
        server.close(() => resolve())
        return promise
      })
      const ended = Promise.withResolvers<void>()
      broker.close(() => ended.resolve())
      await ended.promise
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}

/** aedes reads by itself (`readable`, `read`), so the bytes are looked at where it takes them. */
const watchSize = (socket: Socket, mostBytes: number): void => {
  const guard = createPacketGuard(mostBytes)
  const read = socket.read.bind(socket)
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size)
    if (!(chunk instanceof Uint8Array) || guard.fits(chunk)) return chunk
    socket.destroy()
    return null
  }
}
