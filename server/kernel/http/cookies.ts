import type { FastifyReply } from 'fastify'

/** `__Host-` binds a cookie to this host and to TLS; browsers refuse the prefix on plain http, so loopback uses bare names. */
export const cookieNames = (secure: boolean): { session: string; door: string } =>
  secure ? { session: '__Host-vrijplek', door: '__Host-vrijplek-door' } : { session: 'vrijplek', door: 'vrijplek-door' }

const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const

export const setCookie = (
  reply: FastifyReply,
  secure: boolean,
  which: 'session' | 'door',
  value: string,
  maxAgeSeconds: number,
): void => {
  reply.setCookie(cookieNames(secure)[which], value, { ...attributes(secure), maxAge: maxAgeSeconds })
}

export const clearCookie = (reply: FastifyReply, secure: boolean, which: 'session' | 'door'): void => {
  reply.clearCookie(cookieNames(secure)[which], attributes(secure))
}
