import { connect } from 'node:net'

/**
 * A kept-alive HTTP/1.1 connection that does no more than these benches need, so that the client takes as little of the machine as it can: one request
 * at a time, answers with a Content-Length.
 */
export type HttpConnection = {
  get(path: string, cookie: string): Promise<{ readonly status: number; readonly body: string }>
  post(path: string, cookie: string, body: string): Promise<{ readonly status: number; readonly body: string }>
  close(): void
}

export const openConnection = async (url: string): Promise<HttpConnection> => {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const opened = Promise.withResolvers<void>()
  socket.once('connect', opened.resolve)
  let received = ''
  let waiting: PromiseWithResolvers<{ status: number; body: string }> | undefined
  const fail = (error: Error) => {
    opened.reject(error)
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  // One character per byte: lengths are told in bytes, and what is looked at is plain ASCII.
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    received += String(chunk)
    const head = received.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head + 2))?.[1] ?? Number.NaN)
    if (Number.isNaN(length)) return fail(new Error(`an answer without a length: ${received.slice(0, head)}`))
    if (received.length < head + 4 + length) return
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(head + 4) }
    received = ''
    const done = waiting
    waiting = undefined
    done?.resolve(answer)
  })
  await opened.promise
  const ask = async (head: string, body: string) => {
    if (waiting !== undefined) throw new Error('one request at a time')
    waiting = Promise.withResolvers()
    socket.write(`${head}\r\n\r\n${body}`)
    return await waiting.promise
  }
  return {
    get: (path, cookie) => ask(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}`, ''),
    post: (path, cookie, body) =>
      ask(
        `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}`,
        body,
      ),
    close: () => socket.destroy(),
  }
}
