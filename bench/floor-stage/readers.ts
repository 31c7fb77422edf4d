// The clients of the bench `floor` as a process of their own: each asks again as soon as it has its answer.
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { pgTypes } from '#kernel/database/pools.ts'
import { openConnection } from '../stage/http-connection.ts'

export type Way =
  | { readonly kind: 'http'; readonly url: string; readonly path: string; readonly cookies: readonly string[] }
  /** Nothing but the statement, prepared, one connection per client, past row security. */
  | { readonly kind: 'bare'; readonly server: ClientConfig; readonly text: string; readonly values: readonly unknown[] }

export type Reading = { readonly way: Way; readonly clients: number; readonly warmUpMs: number; readonly ms: number }
export type Read = { readonly perSecond: number; readonly latenciesMs: readonly number[]; readonly bytes: number }

type Reader = { read(): Promise<number>; close(): void | Promise<void> }

const openReader = async (way: Way, index: number): Promise<Reader> => {
  if (way.kind === 'http') {
    const connection = await openConnection(way.url)
    const cookie = `vrijplek=${way.cookies[index % way.cookies.length] ?? ''}`
    return {
      read: async () => {
        const { status, body } = await connection.get(way.path, cookie)
        if (status !== 200) throw new Error(`a floor was answered with ${status}: ${body}`)
        return body.length
      },
      close: () => connection.close(),
    }
  }
  const client = new pg.Client({ ...way.server, types: pgTypes })
  await client.connect()
  return {
    read: async () => (await client.query({ name: 'bare', text: way.text, values: [...way.values] })).rows.length,
    close: () => client.end(),
  }
}

const carryOut = async ({ way, clients, warmUpMs, ms }: Reading): Promise<Read> => {
  const readers = await Promise.all(Array.from({ length: clients }, (_, index) => openReader(way, index)))
  const latenciesMs: number[] = []
  let bytes = 0
  const fromMs = performance.now() + warmUpMs
  const untilMs = fromMs + ms
  await Promise.all(
    readers.map(async (reader) => {
      for (let startMs = performance.now(); startMs < untilMs; ) {
        bytes = await reader.read()
        const endMs = performance.now()
        if (startMs >= fromMs && endMs <= untilMs) latenciesMs.push(endMs - startMs)
        startMs = endMs
      }
    }),
  )
  for (const reader of readers) await reader.close()
  return { perSecond: latenciesMs.length / (ms / 1000), latenciesMs, bytes }
}

process.once('message', (reading) => {
  void carryOut(reading as Reading).then((read) => {
    process.send?.(read, () => process.disconnect?.())
  })
})
