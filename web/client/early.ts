declare global {
  /** Answers that first-paint.js asked for before the app ran, by the endpoint's id; null where it made no sense to ask. */
  var vrijplekEarly: Record<string, Promise<Response | null>> | undefined
}

const freshForMs = 10_000

/** The answer that was asked for early, once and while it is fresh; later calls ask anew. Whoever changes something may change every answer. */
export const takeEarly = async (id: string, method: string): Promise<Response | null> => {
  if (method !== 'GET') globalThis.vrijplekEarly = undefined
  const asked = globalThis.vrijplekEarly?.[id]
  if (asked === undefined) return null
  delete globalThis.vrijplekEarly?.[id]
  return performance.now() < freshForMs ? await asked : null
}
