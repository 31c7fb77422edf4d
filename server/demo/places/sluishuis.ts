import { box, desk, everyDay, numbered, plan, room, type DemoLocation } from './format.ts'

/** Six desks look north, six look south, two look over the fields to the east. No sensors hang here. */
const NORTH = Array.from({ length: 6 }, (_, i) => ({ x: 132 + i * 17.6, y: 39.5, turn: 0 }))
const SOUTH = Array.from({ length: 6 }, (_, i) => ({ x: 132 + i * 17.6, y: 122.5, turn: 180 }))
const EAST = [
  { x: 246.5, y: 71.5, turn: 90 },
  { x: 246.5, y: 91, turn: 90 },
]

export const sluishuis = (): DemoLocation => ({
  format: 'vrijplek-location/1',
  location: {
    name: 'Sluishuis',
    address: 'Sluisweg 3, 2635 KD Den Hoorn',
    latitude: 52.0031,
    longitude: 4.3294,
    timeZone: 'Europe/Amsterdam',
    openingHours: everyDay('06:00', '23:00'),
    closedDays: [
      { date: '2026-12-25', reason: 'Eerste kerstdag' },
      { date: '2026-12-31', reason: 'Onderhoud aan de sluisdeuren' },
    ],
    deskWindowDays: 14,
    roomWindowDays: 60,
    checkInGraceMinutes: 30,
    sensorChecksIn: false,
  },
  floors: [
    {
      name: 'Begane grond',
      level: 0,
      plan: plan('sluishuis.svg'),
      zones: [
        { name: 'Weide', polygon: box(121, 32, 116, 26) },
        { name: 'Boomgaard', polygon: box(121, 104, 116, 26) },
        { name: 'Uitzicht', polygon: box(228, 60, 26, 42) },
        { name: 'Sluiswachter', polygon: box(0, 0, 112, 48) },
      ],
      workspaces: [
        ...numbered('S.', 1, NORTH, (code, p) => desk(code, 'Weide', p.x, p.y, p.turn, ['screen', 'dock', 'window'])),
        ...numbered('S.', 7, SOUTH, (code, p) =>
          desk(code, 'Boomgaard', p.x, p.y, p.turn, ['two_screens', 'dock', 'sit_stand', 'window'], 'sit_stand'),
        ),
        ...numbered('S.', 13, EAST, (code, p) =>
          desk(code, 'Uitzicht', p.x, p.y, p.turn, ['screen', 'window'], 'quiet'),
        ),
        room('Schutkolk', 'Schutkolk', 'Sluiswachter', 8, [0, 0, 70, 48], ['display', 'camera', 'whiteboard']),
        room('Peil', 'Peil', 'Sluiswachter', 1, [76, 0, 36, 25], [], 'phone_booth'),
      ],
    },
  ],
})
