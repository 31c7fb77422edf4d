import type { FastifyReply, FastifyRequest } from 'fastify'
import { apiVersion } from '#contract/api.ts'
import type { Clock } from '../clock.ts'
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
  /** Ends every stream whose principal matches, also of a request that is under way and opens its stream later; returns how many were open. */
  closeWhere(matches: (principal: Principal) => boolean): number
  /** How many are open, for the metrics. */
  readonly count: () => number
  closeAll(): void
}

const keepAwakeMs = 15_000
/** A reader this far behind is cut; it reconnects and gets everything anew. */
const mostBuffered = 1_000_000

/** When the access ends that a stream was opened with, or may become another: the client comes back and is looked at anew. Null: not foreseen. */
const endsAt = (principal: Principal): Temporal.Instant | null => {
  const ends = 'expiresAt' in principal ? [principal.expiresAt] : []
  if (principal.kind === 'person' && principal.changesAt !== null) ends.push(principal.changesAt)
  return ends.toSorted((one, other) => Temporal.Instant.compare(one, other))[0] ?? null
}

/** From admission to its stream a request takes less than this. */
const longestOpeningMs = 60_000

export const createStreams = (headers: Readonly<Record<string, string>>, clock: Clock): Streams => {
  const open = new Map<Stream, Principal>()
  let endings: { readonly atMs: number; readonly matches: (principal: Principal) => boolean }[] = []
  /** It was let in by what was ended since. */
  const isOver = (reply: FastifyReply, principal: Principal): boolean => {
    const begunMs = performance.now() - reply.elapsedTime
    return endings.some(({ atMs, matches }) => atMs >= begunMs && matches(principal))
  }
  return {
    open: (request, reply, principal) => {
      const closing: (() => void)[] = []
      let closed = false
      let forgetEnd = (): void => {}
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        ...headers,
        'api-version': apiVersion,
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
          forgetEnd()
          open.delete(stream)
          raw.end()
          for (const work of closing) work()
        },
      }
      open.set(stream, principal)
      const ends = endsAt(principal)
      if (ends !== null) forgetEnd = clock.at(ends, stream.close)
      request.raw.on('close', stream.close)
      raw.on('error', stream.close)
      if (isOver(reply, principal)) stream.close()
      return stream
    },
    closeWhere: (matches) => {
      const nowMs = performance.now()
      endings = [...endings.filter(({ atMs }) => nowMs - atMs < longestOpeningMs), { atMs: nowMs, matches }]
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
