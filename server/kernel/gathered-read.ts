/**
 * Many look-ups of single keys, done together. The first of a group runs at once; who asks while it runs waits for it, and then all of those are looked up
 * with one read. As with a shared read, nobody gets an answer of a read that began before the question.
 */
export const createGatheredRead = <Key, Found>(
  read: (group: string, keys: readonly Key[]) => Promise<readonly Found[]>,
  most = 500,
): ((group: string, key: Key) => Promise<Found>) => {
  type Waiting = { readonly key: Key; readonly answer: PromiseWithResolvers<Found> }
  const groups = new Map<string, Waiting[]>()

  const run = async (group: string, batch: readonly Waiting[]): Promise<void> => {
    try {
      const found = await read(group, batch.map(({ key }) => key))
      if (found.length !== batch.length) throw new Error('a gathered read must answer every key, in order')
      for (const [index, each] of found.entries()) batch[index]?.answer.resolve(each)
    } catch (error) {
      for (const { answer } of batch) answer.reject(error)
    }
  }

  const runAll = async (group: string, waiting: Waiting[]): Promise<void> => {
    while (waiting.length > 0) await run(group, waiting.splice(0, most))
    groups.delete(group)
  }

  return (group, key) => {
    const answer = Promise.withResolvers<Found>()
    const known = groups.get(group)
    const waiting = known ?? []
    waiting.push({ key, answer })
    if (known === undefined) {
      groups.set(group, waiting)
      void runAll(group, waiting)
    }
    return answer.promise
  }
}
