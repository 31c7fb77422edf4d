import pg from 'pg'
import type { ClientConfig, Connection } from 'pg'

/** COPY … FROM STDIN over the client's own connection; `pg` speaks it and has no call for it. */
class CopyIn {
  readonly #text: string
  readonly #chunks: readonly Buffer[]
  readonly #done = Promise.withResolvers<void>()

  constructor(text: string, chunks: readonly Buffer[]) {
    this.#text = text
    this.#chunks = chunks
  }

  get done(): Promise<void> {
    return this.#done.promise
  }

  submit(connection: Connection): void {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(chunk)
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#done.resolve()
  }
  handleError(error: Error): void {
    this.#done.reject(error)
  }
}

/** Copies rows, in COPY's text format, into a table. @returns seconds, begun when the rows were ready and ended when they were committed */
export const copyIn = async (server: ClientConfig, table: string, chunks: readonly Buffer[]): Promise<number> => {
  const client = new pg.Client(server)
  await client.connect()
  try {
    const startedMs = performance.now()
    const copy = new CopyIn(`COPY ${table} FROM STDIN`, chunks)
    client.query(copy)
    await copy.done
    return (performance.now() - startedMs) / 1000
  } finally {
    await client.end()
  }
}
