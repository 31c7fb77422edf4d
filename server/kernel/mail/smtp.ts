import { createTransport } from 'nodemailer'
import type { Letter } from './letter.ts'
import { asHtml, asText } from './letter.ts'

/** `refused`: for good, as the mail server says; thrown: try again later. */
export type Sent = 'taken' | 'refused'
export type Smtp = { send(to: string, letter: Letter): Promise<Sent>; close(): void }

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.')
const patienceMs = 20_000

/**
 * Hands mail to the mail server of `SMTP_URL` (RFC 5321). `smtps://` speaks TLS from the first byte, `smtp://` wants STARTTLS (RFC 3207) wherever it is
 * not this machine: nothing goes over a network in clear (G6.2e), and a certificate that does not fit ends the connection.
 */
export const openSmtp = (smtpUrl: string, from: string): Smtp => {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isLoopback(url.hostname),
    // On this machine a certificate has nobody to prove anything to.
    ignoreTLS: !secure && isLoopback(url.hostname),
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (to, letter) => {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject: letter.subject,
          text: asText(letter),
          html: asHtml(letter),
          // RFC 3834: nobody's absence answers it.
          headers: { 'auto-submitted': 'auto-generated' },
        })
        return 'taken'
      } catch (error) {
        const { responseCode = 0, code } = error as { responseCode?: number; code?: string }
        if (code === 'EENVELOPE' && responseCode >= 500) return 'refused'
        throw error
      }
    },
    close: () => transport.close(),
  }
}
