/** The words of a workspace's state. Each stands beside its glyph, never alone and never left out. */
export const state = {
  free: 'Vrij',
  booked: 'Geboekt',
  in_use: 'In gebruik',
  away: 'Even weg',
  not_bookable: 'Niet te boeken',
  unknown: 'Sensor stil',
  freeUntil: 'Vrij tot {{time}}',
  freeAllDay: 'Vrij, hele dag',
  bookedUntil: 'Geboekt tot {{time}}',
  bookedFrom: 'Geboekt om {{time}}',
  inUseUntil: 'In gebruik tot {{time}}',
  legend: 'Legenda',
} as const
