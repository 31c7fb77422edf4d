import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'

export type ReceivedMail = { readonly to: readonly string[]; readonly secure: boolean; readonly raw: string; readonly subject: string; readonly text: string }

/** A real mail server that keeps what it gets. */
export type Mailbox = {
  readonly port: number
  readonly mails: ReceivedMail[]
  /** The next mail to that address which nobody asked for before; waits for it. */
  next(to: string): Promise<ReceivedMail>
  /** What it answers to recipients from now on: null takes them. */
  refuse(with_: { readonly code: number; readonly message: string } | null): void
  close(): Promise<void>
}

const header = (raw: string, name: string): string => new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\r?\n[ \t]/g, ' ') ?? ''
/** RFC 2047, as far as our own mail uses it. */
const unword = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?q\?(.*?)\?=/gi, (_whole, coded: string) => unquote(coded.replaceAll('_', ' ')))
    .replaceAll(/=\?utf-8\?b\?(.*?)\?=/gi, (_whole, coded: string) => Buffer.from(coded, 'base64').toString('utf8'))
const unquote = (coded: string): string =>
  Buffer.from(
    coded.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const plainPart = (raw: string): string => {
  const [, headers = '', body = ''] = /content-type: text\/plain([\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n--/i.exec(raw) ?? []
  if (/base64/i.test(headers)) return Buffer.from(body, 'base64').toString('utf8')
  return /quoted-printable/i.test(headers) ? unquote(body) : body
}

export const openMailbox = async (options: SMTPServerOptions = {}): Promise<Mailbox> => {
  const mails: ReceivedMail[] = []
  const taken = new Set<ReceivedMail>()
  const arrived = new EventEmitter()
  let refusal: { readonly code: number; readonly message: string } | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH'],
    hideSTARTTLS: true,
    ...options,
    onRcptTo: (_address, _session, done) => {
      if (refusal === null) done()
      else done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address), secure: session.secure, raw, subject: unword(header(raw, 'subject')), text: plainPart(raw),
        })
        done()
        arrived.emit('mail')
      })
    },
  })
  server.on('error', () => {})
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    next: async (to) => {
      for (;;) {
        const found = mails.find((mail) => mail.to.includes(to) && !taken.has(mail))
        if (found !== undefined) {
          taken.add(found)
          return found
        }
        await once(arrived, 'mail')
      }
    },
    refuse: (wanted) => {
      refusal = wanted
    },
    close: () => new Promise((resolve) => {
      server.close(resolve)
    }),
  }
}
