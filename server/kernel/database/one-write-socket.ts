import { Socket } from 'node:net'

/**
 * A socket that sends what is written in one turn of the event loop with one system call. BEGIN, the organisation and the first statement are separate
 * writes; each of them would wake the server's process for a few microseconds of work.
 */
export const oneWriteSocket = (): Socket => {
  const socket = new Socket()
  const write = socket.write.bind(socket)
  let corked = false
  const corkedWrite = (...input: Parameters<typeof write>): boolean => {
    if (!corked) {
      corked = true
      socket.cork()
      process.nextTick(() => {
        corked = false
        socket.uncork()
      })
    }
    return write(...input)
  }
  // Not before: `connect` puts the socket's own `write` back.
  socket.once('connect', () => Object.assign(socket, { write: corkedWrite }))
  return socket
}
