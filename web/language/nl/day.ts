/** The ruler of a day, and words around times. */
export const day = {
  free: 'vrij',
  booked: 'geboekt',
  mine: 'jij',
  past: 'voorbij',
  until: 'tot {{time}}',
  from: 'vanaf {{time}}',
  spoken: '{{what}} van {{from}} tot {{to}}',
  closed: 'De hele dag gesloten',
  today: 'vandaag',
  tomorrow: 'morgen',
  yesterday: 'gisteren',
  hoursShort: 'u',
  minutesShort: 'min',
} as const
