import { StartError } from '#kernel/errors.ts'

export type Words<Value extends string, Flag extends string> = {
  readonly values: Readonly<Partial<Record<Value, string>>>
  readonly flags: ReadonlySet<Flag>
}

/**
 * Words on the command line, as `--name value` and `--flag`.
 * @throws StartError with the usage for a word that is not known, or a name without its value
 */
export const readWords = <Value extends string, Flag extends string>(
  given: readonly string[],
  known: { readonly values: readonly Value[]; readonly flags: readonly Flag[] },
  usage: string,
): Words<Value, Flag> => {
  const values: Partial<Record<Value, string>> = {}
  const flags = new Set<Flag>()
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? ''
    const flag = known.flags.find((each) => word === `--${each}`)
    const name = known.values.find((each) => word === `--${each}`)
    const value = given[at + 1]
    if (flag !== undefined) flags.add(flag)
    else if (name !== undefined && value !== undefined && !value.startsWith('--')) {
      values[name] = value
      at += 1
    } else throw new StartError(`The word ${word} is not understood.\n${usage}`)
  }
  return { values, flags }
}
