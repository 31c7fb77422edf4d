/** How a length of time is said: the greatest unit that it is a whole number of. */
export type Said = { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number }

export function saidOf(minutes: number): Said {
  if (minutes % 1440 === 0) return { unit: 'days', count: minutes / 1440 }
  return minutes % 60 === 0 ? { unit: 'hours', count: minutes / 60 } : { unit: 'minutes', count: minutes }
}

/** The usual lengths, and the one that is set when it is none of them; in the order of length. */
export const choicesWith = (usual: readonly number[], set: number): readonly number[] =>
  [...new Set([...usual, set])].sort((a, b) => a - b)
