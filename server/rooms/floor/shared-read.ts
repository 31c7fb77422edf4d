/**
 * One read for everybody who asks at the same time. Who asks while a read is under way gets the next one, never the running one: that may have seen the
 * database before the asker's own write. So at most one read runs per key and at most one waits, however many ask.
 */
export const createSharedRead = <T>(read: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const running = new Map<string, Promise<unknown>>()
  const waiting = new Map<string, Promise<T>>()

  const start = (key: string): Promise<T> => {
    const mine = read(key)
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

  return (key) => {
    const before = running.get(key)
    if (before === undefined) return start(key)
    const known = waiting.get(key)
    if (known !== undefined) return known
    const next = before.then(() => {
      waiting.delete(key)
      return start(key)
    })
    waiting.set(key, next)
    return next
  }
}
