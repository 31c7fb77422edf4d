import type { offline as nl } from '../nl/offline.ts'
import type { SameKeys } from '../words.ts'

export const offline: SameKeys<typeof nl> = {
  title: 'No connection',
  lastSeen: 'No connection. This is from {{time}}, things may have changed since.',
  nothingKept: 'No connection, and this screen is not kept on this device. It will be here as soon as there is a connection.',
  needsConnection: 'This needs a connection. Nothing has changed. Try again in a moment.',
  waits: 'Not sent yet. As soon as there is a connection this goes by itself: {{what}}.',
  waiting_one: '{{count}} action waits for a connection.',
  waiting_other: '{{count}} actions wait for a connection.',
  sent: 'Sent after all: {{what}}.',
  refused: 'This did not work after all: {{what}}. {{why}}',
  theCheckIn: 'checking in at {{place}}',
  theRelease: 'releasing {{place}}',
  theDeparture: 'leaving {{place}}',
}
