import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { JWK, JWTPayload } from 'jose'
import Provider from 'oidc-provider'

export type Account = {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
  readonly groups?: readonly string[]
}

export type TestProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is signed in there; whoever comes by is that. */
  account: Account
  /** Another ID token than the provider's own, from here on. */
  tamper: ((claims: JWTPayload, header: { alg: string; kid: string }) => Promise<string>) | null
  /** The key that the provider signs with now, for making tokens of its. */
  readonly key: () => JWK
  /** The provider gets other keys and forgets the old ones, without word. */
  rotate(): Promise<void>
  /** How often its published keys were asked for. */
  readonly keyRequests: () => number
  /** A token of this provider, signed by the key it has now. */
  sign(claims: JWTPayload, header?: { typ?: string; alg?: string }): Promise<string>
  close(): Promise<void>
}

export type ProviderOptions = {
  readonly redirectUris: () => readonly string[]
  readonly logoutUri?: () => string
  /** What the provider's own requests (back-channel logout) go through. */
  readonly fetch?: typeof fetch
  readonly port?: number
  /** Shows its own sign-in page instead of letting `account` through. */
  readonly pages?: boolean
}

const newKey = async (kid: string): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }
}

/** A real OpenID provider (certified library) on loopback, with one client and whoever `account` says. */
export const startIdentityProvider = async (options: ProviderOptions): Promise<TestProvider> => {
  const clientId = 'vrijplek'
  const clientSecret = 'a secret that only these two share'
  const accounts = new Map<string, Account>()
  let account: Account = { sub: 'u-1' }
  let tamper: TestProvider['tamper'] = null
  let keyRequests = 0
  let version = 1
  let key = await newKey('key-1')

  const server: Server = createServer()
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const make = (): Provider => {
    const provider = new Provider(issuer, {
      jwks: { keys: [key] as never },
      cookies: { keys: ['for tests only'] },
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [...options.redirectUris()],
          ...(options.logoutUri === undefined ? {} : { backchannel_logout_uri: options.logoutUri(), backchannel_logout_session_required: true }),
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      features: {
        devInteractions: { enabled: options.pages === true },
        backchannelLogout: { enabled: options.logoutUri !== undefined },
        rpInitiatedLogout: { enabled: true },
      },
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
      findAccount: (_context, sub) => {
        const found = accounts.get(sub) ?? { sub, email: sub, email_verified: true, name: sub.split('@')[0] ?? sub }
        return { accountId: sub, claims: async () => ({ ...found }) }
      },
      ...(options.pages === true ? {} : { interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` } }),
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client?.clientId ?? '', accountId: context.oidc.session?.accountId ?? '' })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
    provider.on('server_error', () => {})
    return provider
  }
  let provider = make()

  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    accounts.set(account.sub, account)
    await provider.interactionFinished(request, response, { login: { accountId: account.sub, remember: false } }, { mergeWithLastSubmission: false })
  }

  /** Puts another ID token into the answer of the token endpoint. */
  const swap = (response: ServerResponse): void => {
    const change = tamper
    if (change === null) return
    const end = response.end.bind(response)
    response.end = ((body: Buffer | string) => {
      const answer = JSON.parse(String(body)) as { id_token?: string }
      if (answer.id_token === undefined) return end(body)
      const [head = '', middle = ''] = answer.id_token.split('.')
      const read = <T>(part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as T
      void change(read<JWTPayload>(middle), read<{ alg: string; kid: string }>(head)).then((token) => {
        const text = JSON.stringify({ ...answer, id_token: token })
        response.setHeader('content-length', Buffer.byteLength(text))
        end(text)
      })
      return response
    }) as typeof response.end
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    if (path.startsWith('/jwks')) keyRequests += 1
    if (path.startsWith('/interaction/') && options.pages !== true) return void interact(request, response)
    if (path.startsWith('/token')) swap(response)
    void provider.callback()(request, response)
  })

  return {
    issuer,
    clientId,
    clientSecret,
    get account() {
      return account
    },
    set account(next) {
      account = next
    },
    get tamper() {
      return tamper
    },
    set tamper(next) {
      tamper = next
    },
    key: () => key,
    rotate: async () => {
      version += 1
      key = await newKey(`key-${version}`)
      provider = make()
    },
    keyRequests: () => keyRequests,
    sign: async (claims, { typ, alg = 'RS256' } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid ?? '', ...(typ === undefined ? {} : { typ }) }).sign(await importJWK(key, alg)),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
