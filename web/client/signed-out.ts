import { wipeStores } from '../offline/wipe.ts'
import type { ApiProblem } from './problem.ts'

const listeners = new Set<() => void>()

/** Tells when this browser is no longer signed in, so that the app can leave what it shows. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * To be called after a sign-out, and by the client at any answer 401: wipes what the person's app keeps here. A sign-in
 * that failed is a 401 too; it wipes, but it leaves the person where they are.
 */
export async function signedOut(why?: ApiProblem): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage({ type: 'signed-out' })
  await wipeStores('sign_out').catch(() => undefined)
  if (why === undefined || why.code === 'not_signed_in') for (const listener of listeners) listener()
}

/** Wipes this device: everything the app keeps here. The sign-out at the server goes before, when there is a connection. */
export async function wipeDevice(): Promise<void> {
  await wipeStores('wipe')
  const workers = await navigator.serviceWorker?.getRegistrations()
  for (const worker of workers ?? []) await worker.unregister()
  for (const listener of listeners) listener()
}
