import type { FastifyReply } from 'fastify'

/** `__Host-` binds a cookie to this host and to TLS; browsers refuse the prefix on plain http, so loopback uses bare names. */
export const cookieNames = (secure: boolean): Record<CookieKind, string> => ({
  session: secure ? '__Host-vrijplek' : 'vrijplek',
  door: secure ? '__Host-vrijplek-door' : 'vrijplek-door',
  staff: secure ? '__Host-vrijplek-staff' : 'vrijplek-staff',
  // Ties the way to an identity provider and back to one browser.
  sso: secure ? '__Host-vrijplek-sso' : 'vrijplek-sso',
})
export type CookieKind = 'session' | 'door' | 'staff' | 'sso'

const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const

export const setCookie = (
  reply: FastifyReply,
  secure: boolean,
  which: CookieKind,
  value: string,
  maxAgeSeconds: number,
): void => {
  reply.setCookie(cookieNames(secure)[which], value, { ...attributes(secure), maxAge: maxAgeSeconds })
}

export const clearCookie = (reply: FastifyReply, secure: boolean, which: CookieKind): void => {
  reply.clearCookie(cookieNames(secure)[which], attributes(secure))
}
