import { cookieNames } from '#kernel/http/index.ts'

export type ServerEvent = { readonly event: string; readonly data: unknown }

export type OpenStream = {
  readonly status: number
  /** The next event; null when the server has ended the stream. */
  next(): Promise<ServerEvent | null>
  close(): Promise<void>
}

/** Reads server-sent events over a real connection (WHATWG HTML §9.2). Comments are passed over. */
export const openEventStream = async (
  url: string,
  credential: { readonly session: string } | { readonly door: string } | { readonly token: string },
): Promise<OpenStream> => {
  const names = cookieNames(false)
  const shown =
    'token' in credential
      ? { authorization: `Bearer ${credential.token}` }
      : { cookie: 'session' in credential ? `${names.session}=${credential.session}` : `${names.door}=${credential.door}` }
  const stop = new AbortController()
  const answer = await fetch(url, { headers: { ...shown, accept: 'text/event-stream' }, signal: stop.signal })
  const events = answer.body === null || answer.status !== 200 ? null : eventsOf(answer.body.pipeThrough(new TextDecoderStream()))
  return {
    status: answer.status,
    next: async () => (await events?.next())?.value ?? null,
    close: async () => {
      stop.abort()
      await events?.next().catch(() => {})
    },
  }
}

async function* eventsOf(body: ReadableStream<string>): AsyncGenerator<ServerEvent, null> {
  let rest = ''
  for await (const piece of body) {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split('\n')
      const event = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length)
      const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length)
      if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) as unknown }
    }
  }
  return null
}
