import type { Admitted, FrameState } from './frames.ts'

/**
 * The admitted frames of a device as one short text: a JSON list that begins with the first frame's time, then counter (null: none), milliseconds since
 * that time, and milliseconds from there to the receipt here, frame by frame. A third of the size of the plain form, and it is written at every uplink.
 */
export const packFrames = ({ recent }: FrameState): string => {
  const base = recent[0]?.[1]
  if (base === undefined) return '[]'
  let text = `[${base}`
  for (const [fCnt, atMs, receivedAtMs] of recent) text += `,${fCnt},${atMs - base},${receivedAtMs - atMs}`
  return `${text}]`
}

export const unpackFrames = (text: string): FrameState => {
  const [base, ...numbers] = JSON.parse(text) as (number | null)[]
  if (typeof base !== 'number') return { recent: [] }
  const recent: Admitted[] = []
  for (let i = 0; i < numbers.length; i += 3) {
    const atMs = base + (numbers[i + 1] ?? 0)
    recent.push([numbers[i] ?? null, atMs, atMs + (numbers[i + 2] ?? 0)])
  }
  return { recent }
}
