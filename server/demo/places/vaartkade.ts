import {
  box,
  desk,
  everyDay,
  numbered,
  plan,
  room,
  type DemoFloor,
  type DemoLocation,
  type DemoWorkspace,
  type Equipment,
} from './format.ts'

/** 2.26 waits for a repair, 1.16 is kept for the first aiders. Nobody sits at either in the recorded day. */
const NOT_BOOKABLE = new Set(['2.26', '1.16'])
const withClosedDesks = (workspaces: DemoWorkspace[]): DemoWorkspace[] =>
  workspaces.map((w) => ({ ...w, bookable: !NOT_BOOKABLE.has(w.code) }))

/** Back to back, screens in the middle, at right angles to the windows: pairs from the inside to the window. */
const pairsAcross = (cx: number, ys: readonly number[]) =>
  ys.flatMap((y) => [
    { x: cx - 4.2, y, turn: 90 },
    { x: cx + 4.2, y, turn: -90 },
  ])
/** Back to back along x: pairs from left to right, the upper one first. */
const pairsAlong = (cy: number, xs: readonly number[]) =>
  xs.flatMap((x) => [
    { x, y: cy - 4.2, turn: 180 },
    { x, y: cy + 4.2, turn: 0 },
  ])

function secondFloor(): DemoFloor {
  const kade = [108, 160, 212, 264].flatMap((cx) => pairsAcross(cx, [47.8, 31.4, 15]))
  const tuin = [112, 166, 220].flatMap((cx) => pairsAlong(164, [cx - 8.2, cx + 8.2]))
  const stil = Array.from({ length: 6 }, (_, i) => ({ x: 350.5, y: 103 + i * 16.6, turn: 90 }))
  return {
    name: '2e verdieping',
    level: 2,
    plan: plan('vaartkade-2.svg'),
    zones: [
      { name: 'Kade west', polygon: box(80, 4, 102, 54), teamName: 'Dijken' },
      { name: 'Kade oost', polygon: box(190, 4, 102, 54) },
      { name: 'Tuin', polygon: box(92, 142, 150, 46) },
      { name: 'Stil', polygon: box(304, 90, 56, 110) },
      { name: 'Overleg west', polygon: box(0, 0, 72, 104) },
      { name: 'Overleg oost', polygon: box(304, 0, 56, 90) },
      { name: 'Midden', polygon: box(136, 84, 126, 40) },
    ],
    workspaces: withClosedDesks([
      ...numbered('2.', 1, kade, (code, p, i) => {
        const atWindow = i % 6 >= 4
        const screens: Equipment = Math.floor(i / 6) % 2 === 0 ? 'screen' : 'two_screens'
        return desk(
          code,
          i < 12 ? 'Kade west' : 'Kade oost',
          p.x,
          p.y,
          p.turn,
          [screens, 'dock', 'sit_stand', ...(atWindow ? ['window' as const] : [])],
          'sit_stand',
        )
      }),
      ...numbered('2.', 25, tuin, (code, p) => desk(code, 'Tuin', p.x, p.y, p.turn, ['screen', 'dock'])),
      ...numbered('2.', 37, stil, (code, p) =>
        desk(code, 'Stil', p.x, p.y, p.turn, ['two_screens', 'dock', 'window'], 'quiet'),
      ),
      room('IJssel', 'IJssel', 'Overleg west', 14, [0, 0, 72, 58], ['display', 'camera', 'whiteboard']),
      room('Linge', 'Linge', 'Overleg west', 8, [0, 58, 72, 46], ['display', 'camera']),
      room('Vecht', 'Vecht', 'Overleg oost', 6, [304, 0, 56, 50], ['display', 'camera']),
      room('Eem', 'Eem', 'Overleg oost', 4, [304, 50, 56, 40], ['display']),
      room('Rotte', 'Rotte', 'Midden', 1, [226, 84, 36, 22], [], 'phone_booth'),
    ]),
  }
}

function firstFloor(): DemoFloor {
  const bench = pairsAlong(30, [268.4, 284.8, 301.2, 317.6])
  const tuin = pairsAlong(167, [216, 232.4, 248.8])
  const serre = [117, 133.6, 150.2, 166.8].map((x) => ({ x, y: 255.5, turn: 180 }))
  return {
    name: '1e verdieping',
    level: 1,
    plan: plan('vaartkade-1.svg'),
    zones: [
      { name: 'Kade', polygon: box(254, 6, 82, 48) },
      { name: 'Tuin', polygon: box(202, 146, 62, 44), teamName: 'Zuivering' },
      { name: 'Serre', polygon: box(104, 206, 72, 56) },
      { name: 'Huiskamer', polygon: box(24, 200, 80, 62) },
      {
        name: 'Overleg',
        polygon: [
          [304, 62],
          [360, 62],
          [360, 200],
          [292, 200],
          [292, 146],
          [304, 146],
        ],
      },
    ],
    workspaces: withClosedDesks([
      ...numbered('1.', 1, bench, (code, p, i) =>
        desk(
          code,
          'Kade',
          p.x,
          p.y,
          p.turn,
          ['two_screens', 'dock', 'sit_stand', ...(i % 2 === 0 ? ['window' as const] : [])],
          'sit_stand',
        ),
      ),
      ...numbered('1.', 9, tuin, (code, p) => desk(code, 'Tuin', p.x, p.y, p.turn, ['screen', 'dock'])),
      ...numbered('1.', 15, serre, (code, p) => desk(code, 'Serre', p.x, p.y, p.turn, ['screen', 'dock', 'window'])),
      room('Schie', 'Schie', 'Overleg', 6, [304, 62, 56, 44], ['display', 'camera', 'whiteboard']),
      room('Merwede', 'Merwede', 'Overleg', 8, [292, 146, 68, 54], ['display', 'camera', 'whiteboard']),
      room('Huiskamer', 'Huiskamer', 'Huiskamer', 10, [24, 200, 80, 62], [], 'lounge'),
    ]),
  }
}

export const vaartkade = (): DemoLocation => ({
  format: 'vrijplek-location/1',
  location: {
    name: 'Vaartkade 12',
    address: 'Vaartkade 12, 2611 XV Delft',
    latitude: 52.0116,
    longitude: 4.3571,
    timeZone: 'Europe/Amsterdam',
    openingHours: everyDay('06:00', '23:00'),
    closedDays: [
      { date: '2026-12-25', reason: 'Eerste kerstdag' },
      { date: '2027-01-01', reason: 'Nieuwjaarsdag' },
      { date: '2027-04-27', reason: 'Koningsdag' },
    ],
    deskWindowDays: 14,
    roomWindowDays: 60,
    checkInGraceMinutes: 30,
    sensorChecksIn: true,
  },
  floors: [secondFloor(), firstFloor()],
})
