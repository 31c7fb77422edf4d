// What host and worker say to each other. Only text and numbers cross.

/** Bytes of one source. Makers' longest decoders have about 100 kB. */
export const longestSource = 256 * 1024
/** Characters of one result; a measurement takes a few hundred. */
export const longestResult = 16 * 1024
/** How deep a result may be nested. */
export const deepestResult = 8

export type Limits = {
  /** Processor time for one frame. */
  deadlineMs: number
  /** Processor time for reading and starting a source. */
  startDeadlineMs: number
  /** Heap of one decoder. */
  memoryBytes: number
  /** Warm decoders kept per worker. */
  contexts: number
  /** After so long a worker hands back what it has not come to, so that others get their turn. */
  roundMs: number
}

export type WorkerData = { limits: Limits; progress: SharedArrayBuffer }

/** Places in the shared progress: a counter, the piece of work and the frame the worker is at (-1: none). */
export const progressAt = { ticks: 0, piece: 1, frame: 2 } as const
export const progressBytes = 12

/** One frame: port and bytes as characters from U+0100 on (a zero byte would end a C string), and milliseconds. */
export type FrameText = { text: string; recvTimeMs: number }

export type Piece =
  | { kind: 'decode'; key: string; source?: string; frames: FrameText[] }
  | { kind: 'check'; source: string }

/** Answers of one piece: fewer than its frames when the round's time was up; null when the worker lacks the source. */
export type PieceAnswer = string[] | null

/** What can become of a frame or source that gives no data. */
export const failures = [
  'timed_out', 'out_of_memory', 'stack_overflow', 'crashed', 'threw', 'decoder_error', 'no_data', 'asynchronous',
  'result_too_large', 'result_too_deep', 'result_not_json', 'no_decode_function', 'source_invalid', 'source_too_large',
  'suspended', 'overloaded',
] as const
export type Failure = (typeof failures)[number]

/** `D` and JSON, or `X`, a failure, a line feed and a sentence of the decoder. */
export const failed = (failure: Failure, message = ''): string => `X${failure}\n${message}`

export const frameText = (bytes: Uint8Array, fPort: number): string => {
  let text = String.fromCharCode(0x100 + (fPort & 0xff))
  for (const byte of bytes) text += String.fromCharCode(0x100 + byte)
  return text
}
