export { createDecoderSandbox } from './sandbox.ts'
export type { CheckResult, DecodeRequest, DecoderSandbox, DecoderSandboxOptions, SandboxFrame } from './sandbox.ts'
export { decodedFrom, normalise } from './normalise.ts'
export type { SandboxResult } from './result.ts'
