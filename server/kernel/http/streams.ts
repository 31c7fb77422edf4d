import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from './principal.ts'

/** One open server-sent-events answer (WHATWG HTML §9.2). */
export type Stream = {
  send(event: string, data: unknown): void
  /** The same for JSON text that is at hand already, since many streams get the same. */
  sendText(event: string, json: string): void
  onClose(work: () => void): void
  readonly close: () => void
}

/** All open streams of this process, so that a revoked session or door loses its streams at once. */
export type Streams = {
  open(request: FastifyRequest, reply: FastifyReply, principal: Principal): Stream
  /** Ends every stream whose principal matches; returns how many. */
  closeWhere(matches: (principal: Principal) => boolean): number
  /** How many are open, for the metrics. */
  count(): number
  closeAll(): void
}

const keepAwakeMs = 15_000
/** A reader this far behind is cut; it reconnects and gets everything anew. */
const mostBuffered = 1_000_000

export const createStreams = (headers: Readonly<Record<string, string>>): Streams => {
  const open = new Map<Stream, Principal>()
  return {
    open: (request, reply, principal) => {
      const closing: (() => void)[] = []
      let closed = false
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const awake = setInterval(() => raw.write(': awake\n\n'), keepAwakeMs)
      awake.unref()
      const stream: Stream = {
        send: (event, data) => stream.sendText(event, JSON.stringify(data)),
        sendText: (event, json) => {
          if (closed) return
          raw.write(`event: ${event}\ndata: ${json}\n\n`)
          if (raw.writableLength > mostBuffered) stream.close()
        },
        onClose: (work) => {
          if (closed) work()
          else closing.push(work)
        },
        close: () => {
          if (closed) return
          closed = true
          clearInterval(awake)
          open.delete(stream)
          raw.end()
          for (const work of closing) work()
        },
      }
      open.set(stream, principal)
      request.raw.on('close', stream.close)
      raw.on('error', stream.close)
      return stream
    },
    closeWhere: (matches) => {
      const found = [...open].filter(([, principal]) => matches(principal))
      for (const [stream] of found) stream.close()
      return found.length
    },
    count: () => open.size,
    closeAll: () => {
      for (const stream of open.keys()) stream.close()
    },
  }
}
