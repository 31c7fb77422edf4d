import type { Program } from '../start/program.ts'

/** A person (or nobody yet) who talks to a running service over HTTP, as any client would. */
export type Caller = {
  /** @throws with the answer when the status is not a good one */
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T>
  /** The answer as it came, whatever its status. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  personId: string
  organisationId: string
}

export const newCaller = (program: Program): Caller => {
  let cookie = ''
  const ask: Caller['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const set = answer.headers.getSetCookie().find((each) => each.startsWith('vrijplek='))
    if (set !== undefined) cookie = set.split(';')[0] ?? ''
    return answer
  }
  const caller: Caller = {
    ask,
    personId: '',
    organisationId: '',
    call: async <T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T> => {
      const answer = await ask(method, path, body, headers)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text.slice(0, 500)}`)
      const parsed = (text.startsWith('{') ? JSON.parse(text) : {}) as { person?: { id: string }; organisation?: { id: string } }
      if (parsed.person !== undefined && parsed.organisation !== undefined) {
        caller.personId = parsed.person.id
        caller.organisationId = parsed.organisation.id
      }
      return parsed as T
    },
  }
  return caller
}
