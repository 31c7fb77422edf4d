/**
 * The purposes for which data may be read (G1.3, G6.2f). Each is a database login of its own; what a purpose may touch is generated from the rooms'
 * `personal-data.ts`.
 */
export const purposes = [
  'sign_in',
  'booking',
  'presence',
  'administration',
  'telemetry',
  'insight',
  'rights',
  'retention',
  'security',
  'support',
  'audit',
] as const
export type Purpose = (typeof purposes)[number]
