import type { qr as nl } from '../nl/qr.ts'
import type { SameKeys } from '../words.ts'

export const qr: SameKeys<typeof nl> = {
  title: 'Your place',
  checkIn: 'Check in at {{name}}',
  book: 'Book and check in',
  bookText: 'Until the next booking or closing time. If you go earlier, release it.',
  yours: 'You booked {{name}}, {{range}}.',
  here: 'You sit at {{name}}, until {{time}}.',
  taken: '{{name}} is somebody else’s now.',
  takenUntil: '{{name}} is somebody else’s until {{time}}.',
  onMap: 'Show on the map',
  otherPlace: 'Find another place',
  unknownTitle: 'We do not know this code',
  unknownText: 'The sticker is old or of another organisation. The map has every place.',
}
