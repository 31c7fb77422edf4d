import { resolve } from 'node:path'
import { z } from 'zod'
import { isRange } from './addresses.ts'
import { StartError } from './errors.ts'

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)
const switched = (fallback: 'on' | 'off') => z.enum(['on', 'off']).default(fallback)
const emptyIsUnset = (value: unknown) => (value === '' ? undefined : value)
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(emptyIsUnset, schema.optional())

/** Every setting of the service. README lists them from here; nothing else reads the environment. */
const Settings = z.object({
  PORT: port(8080).describe('HTTP port'),
  HOST: z.string().default('127.0.0.1').describe('Address for HTTP; anything but loopback needs TLS_CERT or BEHIND_PROXY=on'),
  TLS_CERT: optional(z.string()).describe(
    'File (PEM) with the certificate and those between it and the root: HTTP then speaks TLS itself. A renewed file is taken in without a restart',
  ),
  TLS_KEY: optional(z.string()).describe('File (PEM) with the private key of TLS_CERT'),
  MQTT_PORT: port(1883).describe('MQTT port'),
  MQTT_HOST: z.string().default('127.0.0.1').describe('Address for MQTT in clear; anything but loopback needs BEHIND_PROXY=on'),
  MQTTS_PORT: port(8883).describe('Port for MQTT over TLS; opens when TLS_CERT is set'),
  MQTTS_HOST: optional(z.string()).describe('Address for MQTT over TLS; default: that of HOST'),
  TLS_CLIENT_CA: optional(z.string()).describe('File (PEM) with the authorities of client certificates: MQTT over TLS then wants one, besides name and password'),
  PUBLIC_URL: optional(z.url()).describe('How people reach the service, for links and QR codes; default: the local address'),
  BEHIND_PROXY: switched('off').describe('A proxy in front ends TLS and sets X-Forwarded-For and -Proto'),
  PROXY_ADDRESSES: z
    .string()
    .default('127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7')
    .transform((list) => list.split(',').map((range) => range.trim()))
    .refine((ranges) => ranges.every(isRange), 'must be addresses or ranges in CIDR notation with commas between, such as 10.0.3.7,10.0.4.0/24')
    .describe('Addresses of that proxy; whoever comes from elsewhere is refused, and what they claim to come from is not believed'),
  DATA_DIR: z.string().min(1).default('./data').describe('Where everything is kept'),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')).describe(
    'An outside PostgreSQL 15 or later; beyond this machine over TLS with a checked certificate (sslrootcert=FILE for an authority of your own); default: an embedded one in DATA_DIR',
  ),
  DATABASE_LOGIN_PASSWORD: optional(z.string().min(16)).describe(
    'Password of the purpose logins when they were made by db/roles.sql; default: a secret of the key store',
  ),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(12).max(1000).default(40).describe('Connections shared by all purposes'),
  KEYS_DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')).describe(
    'An outside PostgreSQL for the key store, apart from the data; default: a file in DATA_DIR/keys',
  ),
  ROOT_KEY_PROVIDER: z
    .enum(['file', 'vault-transit', 'aws-kms'])
    .default('file')
    .describe('Where the root key is: file, vault-transit (OpenBao or Vault) or aws-kms'),
  ROOT_KEY_FILE: optional(z.string()).describe('File with the root key; default: DATA_DIR/keys/root.key, made at first start'),
  ROOT_KEY_NAME: optional(z.string()).describe('Name of the transit key; key id, ARN or alias in AWS KMS'),
  ROOT_KEY_URL: optional(z.url({ protocol: /^https?$/ })).describe('Address of OpenBao or Vault; an endpoint of your own for AWS KMS'),
  ROOT_KEY_MOUNT: z.string().regex(/^[\w-]+(\/[\w-]+)*$/).default('transit').describe('Where the transit engine is mounted'),
  ROOT_KEY_TOKEN_FILE: optional(z.string()).describe('File with the token for OpenBao or Vault, read at each use'),
  ROOT_KEY_REGION: optional(z.string()).describe('Region of AWS KMS; credentials come from where its SDK looks for them'),
  ERASURE_JOURNAL_FILE: optional(z.string()).describe(
    'Journal of what was erased, for restores; default: DATA_DIR/erasures/journal.ndjson. Keep it on another disk than the data',
  ),
  BACKUPS_KEPT_DAYS: optional(z.coerce.number().int().min(0).max(3650)).describe(
    'Days that copies of an outside PostgreSQL live, snapshots included; more than 13, or not said, is shown as a broken promise',
  ),
  EPOCH_SECRET_FILE: optional(z.string()).describe(
    'File with the epoch secret, which belongs in no back-up; default: DATA_DIR/epoch/epoch.secret, made at first start',
  ),
  EPOCH_ESCROW_FILE: optional(z.string()).describe('A second place, on another disk, that always gets the newest epoch secret and only that'),
  BACKUP_TO: optional(z.string()).describe(
    'Where back-ups go by themselves: a folder on another disk, or s3://bucket/prefix with the credentials of the AWS SDK; default: nowhere',
  ),
  BACKUP_S3_ENDPOINT: optional(z.url()).describe('Address of an S3-compatible store that is not Amazon S3'),
  COUNTRIES: z
    .string()
    .refine((list) => list.split(',').every(isCountry), 'must be country codes (ISO 3166-1 alpha-2) with commas between, such as NL,DE')
    .default('NL')
    .transform((list) => list.split(','))
    .describe('Countries where this instance keeps its data, back-ups included; they stand in Annex 1'),
  DEMO: optional(z.enum(['on', 'off'])).describe('on or off; default: a demo when DATABASE_URL is unset and DATA_DIR is empty'),
  SIGN_UP: z.enum(['open', 'closed']).default('open').describe('Whether anyone may start an organisation'),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\/[^/]+$/, 'must be smtp://host:port or smtps://host:port, with user and password before an @')).describe(
    'Mail server for links and notices; smtp:// wants STARTTLS outside this machine. Default: none, and managers hand links over themselves',
  ),
  MAIL_FROM: optional(z.string().max(254)).describe('Sender of mail: an address, or Name <address>; goes with SMTP_URL'),
  HARDWARE_KEY_ROOTS: optional(z.string()).describe(
    'File (PEM) with the roots of makers of security keys; for the operator’s staff, and where an organisation wants hardware keys, only theirs will do then; default: a key is taken at its word',
  ),
  OPERATOR_NAME: z.string().min(1).default('Vrijplek Demo B.V.').describe('The processor in the agreement'),
  OPERATOR_SEAT: z.string().min(1).default('Utrecht').describe('Seat of the operator'),
  OPERATOR_REGISTER_NUMBER: z.string().min(1).default('KvK 00000000').describe('Trade register number of the operator'),
  OPERATOR_CONTACT: z.string().min(1).default('beheer@vrijplek.example').describe('General contact of the operator'),
  OPERATOR_PRIVACY_CONTACT: z.string().min(1).default('privacy@vrijplek.example').describe('Privacy contact of the operator'),
  SSO_ON_LOOPBACK: switched('off').describe(
    'on: identity providers on this machine may be used, also without TLS, to try them out; only where HOST is loopback and no proxy stands in front',
  ),
  DNS_TXT_FILE: optional(z.string()).describe('File (JSON: name to list of texts) that answers look-ups of TXT records instead of DNS, to try out e-mail domains'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn').describe('Least severe lines to log'),
})

export type Config = Readonly<z.infer<typeof Settings>> & {
  readonly secure: boolean
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string
}

/** Name, default and meaning of each setting, for the README. */
export const settingsTable = (): { name: string; fallback: string; meaning: string }[] =>
  Object.entries(Settings.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined)
    return { name, fallback: parsed.success ? String(parsed.data ?? '') : '', meaning: schema.description ?? '' }
  })

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** @throws StartError naming the setting, what was got and what was expected */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const known = Object.fromEntries(
    Object.keys(Settings.shape).flatMap((name) => {
      const value = environment[name]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const parsed = Settings.safeParse(known)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0] ?? 'a setting')
    const shown = /PASSWORD|URL|KEY/.test(name) ? 'its value' : `"${known[name] ?? ''}"`
    throw new StartError(`Setting ${name}: ${shown} will not do: ${issue?.message ?? 'not valid'}.`)
  }
  const settings = parsed.data
  const hasTls = settings.TLS_CERT !== undefined
  if (hasTls !== (settings.TLS_KEY !== undefined)) throw new StartError('Settings TLS_CERT and TLS_KEY go together: one is missing.')
  if (settings.TLS_CLIENT_CA !== undefined && !hasTls) throw new StartError('Setting TLS_CLIENT_CA needs TLS_CERT and TLS_KEY.')
  for (const name of ['HOST', 'MQTT_HOST'] as const) {
    const isInClear = settings.BEHIND_PROXY === 'off' && !(name === 'HOST' && hasTls)
    if (!isLoopback(settings[name]) && isInClear) {
      throw new StartError(
        `Setting ${name}: ${settings[name]} is reachable from outside, and nothing may go there in clear. Set ${name === 'HOST' ? 'TLS_CERT and TLS_KEY' : 'MQTTS_HOST'}, or put a proxy that ends TLS in front and set BEHIND_PROXY=on, or use 127.0.0.1.`,
      )
    }
  }
  if ((settings.SMTP_URL === undefined) !== (settings.MAIL_FROM === undefined)) {
    throw new StartError('Settings SMTP_URL and MAIL_FROM go together: one is missing.')
  }
  if (settings.SSO_ON_LOOPBACK === 'on' && (!isLoopback(settings.HOST) || settings.BEHIND_PROXY === 'on')) {
    throw new StartError('Setting SSO_ON_LOOPBACK: only to try something out on this machine. Set it off, or HOST to 127.0.0.1 without a proxy.')
  }
  const rootUrl = settings.ROOT_KEY_URL === undefined ? undefined : new URL(settings.ROOT_KEY_URL)
  if (rootUrl?.protocol === 'http:' && !isLoopback(rootUrl.hostname)) {
    throw new StartError(`Setting ROOT_KEY_URL: keys may not go to ${rootUrl.host} in clear: use https.`)
  }
  const publicUrl = settings.PUBLIC_URL
  if (hasTls && publicUrl?.startsWith('http:')) throw new StartError('Setting PUBLIC_URL: with TLS_CERT it begins with https.')
  return {
    ...settings,
    DATA_DIR: resolve(settings.DATA_DIR),
    secure: publicUrl !== undefined ? publicUrl.startsWith('https:') : hasTls || settings.BEHIND_PROXY === 'on',
    publicUrl: publicUrl?.replace(/\/$/, '') ?? `${hasTls ? 'https' : 'http'}://${nameOf(settings.HOST)}:${settings.PORT}`,
  }
}

/** A passkey belongs to a name, never to an address in figures (WebAuthn Level 3 § 5.1.2): loopback is called by its name. */
const nameOf = (host: string): string => (isLoopback(host) ? 'localhost' : host)
