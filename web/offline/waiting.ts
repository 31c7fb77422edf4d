import { keptForHours, waitingDatabase } from '#contract/browser-stores.ts'

/** An action that waits for a connection. It belongs to one person, and is dropped when another one turns up. */
export type WaitingAction = {
  readonly id: string
  readonly personId: string
  readonly what: 'check_in' | 'release' | 'departure'
  /** Name of the workspace, for telling what waits. */
  readonly place: string
  readonly method: 'POST' | 'DELETE'
  /** Whole path, `/api/v1/…`. */
  readonly path: string
  readonly atMs: number
}

export type Sent =
  | { readonly action: WaitingAction; readonly outcome: 'done' }
  | { readonly action: WaitingAction; readonly outcome: 'refused'; readonly why: string }

const open = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(waitingDatabase, 1)
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('actions', { keyPath: 'id' }))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('no IndexedDB')))
    asked.addEventListener('success', () => {
      const database = asked.result
      database.addEventListener('versionchange', () => database.close())
      resolve(database)
    })
  })

async function within<T>(mode: IDBTransactionMode, work: (actions: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('actions', mode)
      const asked = work(transaction.objectStore('actions'))
      transaction.addEventListener('complete', () => resolve(asked.result))
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('not written')))
    })
  } finally {
    database.close()
  }
}

/** Oldest first; what waited longer than a kept answer may live is dropped unsent. */
export async function waitingActions(nowMs: number): Promise<WaitingAction[]> {
  const all = (await within('readonly', (actions) => actions.getAll())) as WaitingAction[]
  const [fresh, stale] = split(all, (action) => nowMs - action.atMs < keptForHours * 3_600_000)
  for (const action of stale) await forget(action.id)
  return fresh.sort((a, b) => a.atMs - b.atMs)
}

/** Keeps an action for later. A later word about the same booking replaces an earlier one. */
export async function keepWaiting(action: WaitingAction): Promise<void> {
  await within('readwrite', (actions) => actions.put(action))
}

async function forget(id: string): Promise<void> {
  await within('readwrite', (actions) => actions.delete(id))
}

/**
 * Sends what waits, in order, for the person who is signed in now; what another person left is dropped, never sent.
 * Stops at the first sign that there still is no connection. Safe to repeat: the lock keeps tabs from sending twice, and
 * the server takes the same check-in or release again as the same.
 */
export async function sendWaiting(personId: string, language: string, nowMs: number): Promise<Sent[]> {
  return await navigator.locks.request('vrijplek-send-waiting', async () => {
    const sent: Sent[] = []
    for (const action of await waitingActions(nowMs)) {
      if (action.personId !== personId) {
        await forget(action.id)
        continue
      }
      const answer = await fetch(action.path, {
        method: action.method,
        headers: { accept: 'application/json', 'accept-language': language },
        credentials: 'same-origin',
      }).catch(() => null)
      // No answer, or one that says nothing about the action: it waits on.
      if (answer === null || answer.status === 401 || answer.status === 429 || answer.status >= 500) break
      await forget(action.id)
      sent.push(answer.ok ? { action, outcome: 'done' } : { action, outcome: 'refused', why: await reason(answer) })
    }
    return sent
  })
}

async function reason(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null)
  if (typeof problem !== 'object' || problem === null) return ''
  return 'detail' in problem && typeof problem.detail === 'string' ? problem.detail : ''
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}
