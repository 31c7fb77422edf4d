/**
 * One read for everybody who asks at the same time. Who asks while a read is under way gets the next one, never the running one: that may have seen the
 * database before the asker's own write. So at most one read runs per key and at most one waits, however many ask. `read` gets what the first asker of it
 * brought along, such as their transaction, which stays open because they wait.
 */
export const createSharedRead = <T, Asker = void>(
  read: (key: string, asker: Asker) => Promise<T>,
): ((key: string, asker: Asker) => Promise<T>) => {
  const running = new Map<string, Promise<unknown>>()
  const waiting = new Map<string, Promise<T>>()

  const start = (key: string, asker: Asker): Promise<T> => {
    const mine = read(key, asker)
    const done = mine.then(
      () => {},
      () => {},
    )
    running.set(key, done)
    void done.then(() => {
      if (running.get(key) === done) running.delete(key)
    })
    return mine
  }

  return (key, asker) => {
    const before = running.get(key)
    if (before === undefined) return start(key, asker)
    const known = waiting.get(key)
    if (known !== undefined) return known
    const next = before.then(() => {
      waiting.delete(key)
      return start(key, asker)
    })
    waiting.set(key, next)
    return next
  }
}
