export type { Envelope, Reading, Uplink } from './envelope.ts'
export { parseTheThingsStack } from './the-things-stack.ts'
export { parseChirpStack, parseChirpStackMessage, parseChirpStackTopic } from './chirpstack.ts'
export { measurementSchema, parseGeneric } from './generic.ts'
