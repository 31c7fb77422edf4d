export type { Clock, Envelope, Ignored, Reading, Refused, Uplink } from './envelope.ts'
export { parseTheThingsStack, theThingsStackBody } from './the-things-stack.ts'
export { chirpStackUp, parseChirpStack, parseChirpStackMessage, parseChirpStackTopic } from './chirpstack.ts'
export { genericBody, measurementSchema, mostMessages, parseGeneric } from './generic.ts'
