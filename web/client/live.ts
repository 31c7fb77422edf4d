import { language, say } from '../language/language.ts'
import { eventStreamReader, type StreamEvent } from './event-stream.ts'
import { problemOf } from './problem.ts'
import { signedOut } from './signed-out.ts'

export type LiveStatus = 'open' | 'waiting' | 'ended'
type Subscription = {
  readonly onEvent: (event: StreamEvent) => void
  /** `waiting`: the line is down and is being tried again; `ended`: the server will not have it. */
  readonly onStatus?: (status: LiveStatus) => void
  /** A door display's stream: a 401 there says nothing about who is signed in here. */
  readonly ofDoor?: boolean
}

const firstWaitMs = 1_000
const longestWaitMs = 30_000
/** The server sends a comment every 15 seconds; three missed ones mean that the line is dead. */
const silentMs = 45_000
/** A hidden page keeps its line this long, so that a glance at another app costs nothing. */
const hiddenMs = 30_000

/**
 * Follows a stream of server-sent events: reconnects with growing waits, lets go while the page is hidden, and asks for
 * what it missed with Last-Event-ID. By fetch and not EventSource, which cannot see a 401, cannot notice a dead line,
 * and forgets the last id once it gave up.
 *
 * @returns a function that ends it
 */
export function subscribe(url: string, { onEvent, onStatus, ofDoor = false }: Subscription): () => void {
  let line: AbortController | null = null
  let lastId: string | null = null
  let waitMs = firstWaitMs
  let retry: ReturnType<typeof setTimeout> | undefined
  let letGo: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const hangUp = () => {
    clearTimeout(retry)
    line?.abort()
    line = null
  }

  const end = () => {
    ended = true
    hangUp()
    clearTimeout(letGo)
    document.removeEventListener('visibilitychange', visibility)
    window.removeEventListener('online', reconnectNow)
  }

  const again = () => {
    if (ended) return
    onStatus?.('waiting')
    clearTimeout(retry)
    retry = setTimeout(() => void connect(), waitMs * (0.75 + Math.random() / 2))
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }

  async function connect(): Promise<void> {
    if (ended || line !== null) return
    const mine = new AbortController()
    line = mine
    let silence: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      clearTimeout(silence)
      silence = setTimeout(() => mine.abort(), silentMs)
    }
    try {
      heard()
      const answer = await fetch(url, {
        credentials: 'same-origin',
        cache: 'no-store',
        headers: {
          accept: 'text/event-stream, application/problem+json',
          'accept-language': language(),
          ...(lastId === null ? {} : { 'last-event-id': lastId }),
        },
        signal: mine.signal,
      })
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        const problem = await problemOf(answer, { title: say('parts.failedTitle'), detail: say('parts.failedText') })
        end()
        onStatus?.('ended')
        if (answer.status === 401 && !ofDoor) await signedOut(problem)
        return
      }
      if (answer.ok && answer.body !== null) {
        onStatus?.('open')
        await follow(answer.body, heard)
      }
    } catch {
      // The line broke or was hung up: below decides what then.
    } finally {
      clearTimeout(silence)
    }
    if (line !== mine) return // hung up on purpose
    line = null
    again()
  }

  async function follow(body: ReadableStream<Uint8Array>, heard: () => void): Promise<void> {
    const read = eventStreamReader((event) => {
      lastId = event.id
      waitMs = firstWaitMs
      if (!ended) onEvent(event)
    })
    const decoder = new TextDecoder()
    const reader = body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard()
      read(decoder.decode(value, { stream: true }))
    }
  }

  function reconnectNow(): void {
    if (ended || document.hidden) return
    clearTimeout(letGo)
    if (line !== null) return
    clearTimeout(retry)
    waitMs = firstWaitMs
    void connect()
  }

  function visibility(): void {
    clearTimeout(letGo)
    if (document.hidden) letGo = setTimeout(hangUp, hiddenMs)
    else reconnectNow()
  }

  document.addEventListener('visibilitychange', visibility)
  window.addEventListener('online', reconnectNow)
  void connect()
  return end
}
