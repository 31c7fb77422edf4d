import { X509Certificate } from 'node:crypto'
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { SecureContextOptions, Server, TlsOptions } from 'node:tls'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { StartError } from './errors.ts'
import type { Log } from './log.ts'

export type TlsFiles = {
  /** PEM: the certificate, and after it those between it and the root. */
  readonly certificate: string
  readonly key: string
  /** PEM: who signs the certificates that MQTT clients must show; none: no certificate is asked of them. */
  readonly clientAuthorities?: string | undefined
}

/** TLS that this program terminates itself; its files may be replaced while it runs. */
export type Tls = {
  /** For HTTP: nothing is asked of the client. */
  readonly forHttp: TlsOptions
  /** For MQTT: with `clientAuthorities` a client without a certificate of theirs gets no connection. */
  readonly forMqtt: TlsOptions
  /** From now on this server gets new certificates, and `mqtt` new authorities of clients. Connections that are open keep theirs. */
  follow(server: Server, side: 'http' | 'mqtt'): void
  /** Seconds until the certificate in use expires; negative afterwards. */
  secondsLeft(): number
  /** Reads the files now; @returns whether what they hold is in use. What cannot be used is logged and changes nothing. */
  reload(): boolean
  close(): void
}

/**
 * TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only, the strongest first (ASVS 5.0 12.1.1, 12.1.2; NCSC-NL, "ICT-beveiligings-
 * richtlijnen voor TLS" 2.1: the suites it calls good).
 */
const strong = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  honorCipherOrder: true,
} as const satisfies SecureContextOptions

/** From the first byte to the end of the handshake. */
const handshakeMs = 10_000
const lookEveryMs = 2_000
const warnDays = 14

type Material = { readonly context: SecureContextOptions; readonly authorities: Buffer | undefined; readonly expiresAtMs: number }

/** @throws StartError that names the file and what is wrong with it */
const read = (files: TlsFiles, nowMs: number): Material => {
  const load = (setting: string, path: string): Buffer => {
    try {
      return readFileSync(path)
    } catch (error) {
      throw new StartError(`Setting ${setting}: ${path} cannot be read (${(error as { code?: string }).code ?? 'fault'}).`, { cause: error })
    }
  }
  const cert = load('TLS_CERT', files.certificate)
  const key = load('TLS_KEY', files.key)
  const authorities = files.clientAuthorities === undefined ? undefined : load('TLS_CLIENT_CA', files.clientAuthorities)
  const context = { ...strong, cert, key }
  try {
    createSecureContext({ ...context, ...(authorities === undefined ? {} : { ca: authorities }) })
  } catch (error) {
    throw new StartError(`Setting TLS_CERT: ${files.certificate} and ${files.key} cannot be used together: ${(error as Error).message}.`, { cause: error })
  }
  const expiresAtMs = new X509Certificate(cert).validToDate.getTime()
  if (expiresAtMs <= nowMs) throw new StartError(`Setting TLS_CERT: the certificate in ${files.certificate} has expired.`)
  return { context, authorities, expiresAtMs }
}

/**
 * Reads certificate and key, and again whenever one of the files changes: a renewed certificate needs no restart. Both are read together, and only a pair
 * that belongs together is taken in, so that writing one after the other does no harm.
 * @throws StartError when they cannot be used now
 */
export const openTls = (files: TlsFiles, { clock, log }: { readonly clock: Clock; readonly log: Log }): Tls => {
  const now = () => clock.now().epochMilliseconds
  let current = read(files, now())
  const servers = new Map<Server, 'http' | 'mqtt'>()
  const warnWhenNear = (): void => {
    const days = Math.floor((current.expiresAtMs - now()) / 86_400_000)
    if (days < warnDays) log.warn({ days }, 'the TLS certificate expires soon')
  }
  warnWhenNear()
  const reload = (): boolean => {
    try {
      current = read(files, now())
    } catch (error) {
      log.error({ err: error }, 'the TLS files changed and cannot be used: the ones before stay in use')
      return false
    }
    const { context, authorities } = current
    for (const [server, side] of servers) {
      server.setSecureContext(side === 'mqtt' && authorities !== undefined ? { ...context, ca: authorities } : context)
    }
    warnWhenNear()
    return true
  }
  const watched = [files.certificate, files.key, ...(files.clientAuthorities === undefined ? [] : [files.clientAuthorities])]
  const onChange = (): void => void reload()
  for (const path of watched) watchFile(path, { interval: lookEveryMs, persistent: false }, onChange)
  return {
    get forHttp() {
      return { ...current.context, handshakeTimeout: handshakeMs }
    },
    get forMqtt() {
      const { context, authorities } = current
      const asking = authorities === undefined ? {} : { ca: authorities, requestCert: true, rejectUnauthorized: true }
      return { ...context, handshakeTimeout: handshakeMs, ...asking }
    },
    follow: (server, side) => {
      servers.set(server, side)
      server.once('close', () => servers.delete(server))
    },
    secondsLeft: () => (current.expiresAtMs - now()) / 1000,
    reload,
    close: () => {
      for (const path of watched) unwatchFile(path, onChange)
    },
  }
}

/** TLS as the settings have it; undefined when a proxy ends it, or nothing leaves this machine. @throws StartError */
export const openConfiguredTls = (config: Config, parts: { readonly clock: Clock; readonly log: Log }): Tls | undefined =>
  config.TLS_CERT === undefined || config.TLS_KEY === undefined
    ? undefined
    : openTls({ certificate: config.TLS_CERT, key: config.TLS_KEY, clientAuthorities: config.TLS_CLIENT_CA }, parts)
