/** Event for the outbox, payload `PersonSensed`: a sensor begins to see somebody at a workspace whose location lets sensors check in. */
export const personSensed = 'occupancy.personSensed'
export type PersonSensed = {
  readonly workspaceId: string
  /** When the sensor said so, RFC 3339; may lie back when the word came late. */
  readonly at: string
}
