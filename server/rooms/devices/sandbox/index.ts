export { createDecoderSandbox } from './sandbox.ts'
export type { DecoderSandbox } from './sandbox.ts'
export { decodedFrom } from './normalise.ts'
