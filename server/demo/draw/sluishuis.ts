/** Sluishuis: the thick-walled house of the lock keeper with a bay on the lock, and a glass wing behind it. */
import { door, floorArea, roundColumn, shell, windows, type Corner } from './building.ts'
import {
  armchair,
  basin,
  bins,
  chair,
  kitchenBlock,
  lockers,
  lowTable,
  meetingTable,
  plant,
  planter,
  printer,
  roundTable,
  rug,
  shelves,
  sofa,
  toilet,
  wallScreen,
  whiteboard,
} from './furniture.ts'
import { bench, bicycles, boat, bollards, hedge, slabs, tree, wave } from './outside.ts'
import { d, group, path, rect, upTo } from './pen.ts'

const BRICK = 4.6
const GLASS = 1.8
const OUTLINE: readonly Corner[] = [
  { x: 0, y: 0, thickness: BRICK },
  { x: 112, y: 0, thickness: BRICK },
  { x: 112, y: 32, thickness: GLASS },
  { x: 254, y: 32, thickness: GLASS },
  { x: 254, y: 130, thickness: GLASS },
  { x: 112, y: 130, thickness: BRICK },
  { x: 112, y: 156, thickness: BRICK },
  { x: 0, y: 156, thickness: BRICK },
  { x: 0, y: 112, thickness: BRICK },
  { x: -22, y: 98, thickness: BRICK },
  { x: -22, y: 66, thickness: BRICK },
  { x: 0, y: 52, thickness: BRICK },
]

/** Two pairs of mitre gates that point upstream (north), the chamber between them, the stone edge on both sides. */
function lock(): string {
  const gates = (y: number) =>
    path('wall', d`M-98 ${y}L-76 ${y - 9}L-54 ${y}`) +
    rect('quay', -104, y - 3, 6, 6) +
    rect('quay', -54, y - 3, 6, 6) +
    path('quay', d`M-100 ${y + 2}l-18 7M-52 ${y + 2}l12 6`)
  return [
    rect('water', -98, -90, 44, 350),
    ...[
      [-92, -66],
      [-78, -48],
      [-94, -2],
      [-72, 5],
      [-92, 28],
      [-73, 133],
      [-94, 139],
      [-90, 162],
      [-73, 170],
      [-92, 224],
    ].map(([x = 0, y = 0]) => wave(x, y)),
    path('quay', 'M-98 -90V260M-54 -90V260M-101 -90V260M-51 -90V260'),
    ...upTo(8).map((i) => path('quay', d`M-54 ${24 + i * 14}h3M-101 ${24 + i * 14}h3`)),
    gates(14),
    gates(146),
    boat(-76, 82, 90, 84, 25),
    boat(-80, -28, -90, 34, 11),
    boat(-72, 196, 90, 40, 12),
    bollards(-45, 34, 4, 0, 30),
    bollards(-107, 34, 4, 0, 30),
  ].join('\n')
}

const surroundings = (): string =>
  group(
    'ctx',
    lock(),
    path('quay', 'M-40 -90V260'),
    slabs(-36, 164, 10, 0, 10.5),
    slabs(63, 174, 3, 0, 10.5),
    bicycles(86, 172, 8),
    bench(-32, 40, 90),
    bench(-32, 124, 90),
    hedge(128, 20, 26),
    hedge(262, 40, 18, 0, 5),
    bench(190, 152, 0),
    ...[
      [150, 166, 8],
      [226, 160, 7],
      [250, 180, 9],
      [184, 184, 6],
      [150, 2, 7],
      [196, -8, 9],
      [244, 0, 6],
      [-24, -14, 7],
      [44, -20, 6],
      [96, -22, 7],
      [-26, 150, 5],
      [-122, 40, 7],
      [-120, 120, 8],
      [-122, -14, 6],
      [-122, 190, 7],
      [284, 90, 8],
      [286, 20, 6],
      [280, 160, 7],
    ].map(([x = 0, y = 0, r = 0]) => tree(x, y, r)),
  )

function oldHouse(): string {
  return [
    // Meeting room over the gate, phone booth beside it
    rect('room', 0, 0, 70, 48),
    path('wall', 'M0 48H70V0'),
    door([70, 44], [0, -1], [-1, 0]),
    meetingTable(34, 29, 28, 11, 3, true),
    wallScreen(0.2, 29, -90, 14),
    whiteboard(30, 47.4, 180, 20),
    rect('room', 76, 0, 36, 25),
    rect('wall-fill', 70, 0, 6, 25),
    path('wall', 'M76 25H112'),
    door([80, 25], [1, 0], [0, 1], 8),
    rect('table', 107.4, 14, 4, 9, 0.6),
    chair(101.6, 18.5, 90),
    lockers(71, 27, 5, 21, 4),
    plant(106, 31, 2.8),
    // The bay: the big round table where the lock is kept in view; the hearth behind it
    roundTable(-3, 82, 9, 7, 90),
    rug(34, 62, 42, 40),
    sofa(55, 95.5, 180, 4),
    armchair(43, 70, -30),
    armchair(66, 70, 30),
    lowTable(55, 83, 4.6),
    lowTable(45, 85, 2.6),
    plant(6, 57, 2.8),
    plant(6, 107, 2.8),
    shelves(14, 49, 50, 5, 9),
    rect('fix', 24, 106.5, 20, 6),
    rect('fix', 28, 108.5, 12, 4),
    path('fix', 'M31 112.5l3 -3l3 3'),
    // Pantry, hall, stairs, toilets
    path('wall', 'M0 112.5H60M60 112.5V122M60 134V156'),
    rect('core', 78, 112, 34, 44),
    path('wall', 'M78 156V112H112M95 112V156M78 134H95'),
    kitchenBlock(6.2, 134, 90, 40, ['fridge', 'sink', 'hob', 'coffee']),
    roundTable(34, 134, 6, 3, 90),
    bins(48, 114.4),
    plant(55, 150, 2.8),
    toilet(103.5, 147, 180),
    basin(99, 116.5, 0),
    toilet(86.5, 150, 180),
    door([78, 154], [0, -1], [-1, 0], 8),
    door([95, 122], [0, 1], [1, 0], 8),
    path('fix', 'M80 116h13M80 119.5h13M80 123h13M80 126.5h13M80 130h13'),
    rect('fix', 61.5, 137, 4, 16),
  ].join('\n')
}

/** The glass wing: desks along both long windows, the reading table and greenery in the middle. */
function wing(): string {
  return [
    rect('wall-fill', 112, 32, BRICK, 34),
    rect('wall-fill', 112, 96, BRICK, 34),
    ...upTo(3).flatMap((i) => [roundColumn(146 + i * 38, 60), roundColumn(146 + i * 38, 102)]),
    meetingTable(170, 81, 52, 12, 6, false),
    planter(207, 70, 5, 22),
    printer(219.5, 86, 90),
    plant(120.2, 36, 2.6),
    plant(120.2, 126, 2.6),
    bins(215.6, 70.6),
    plant(248, 37.5, 2.8),
    plant(248, 125, 2.8),
  ].join('\n')
}

export const sluishuis = {
  file: 'sluishuis.svg',
  title: 'Sluishuis, begane grond',
  viewBox: [-108, -32, 384, 228],
  draw: (): string[] => [
    surroundings(),
    floorArea(OUTLINE),
    group(
      'build',
      oldHouse(),
      wing(),
      shell(OUTLINE, [
        { wall: 0, from: 10, length: 16, kind: 'window' },
        { wall: 0, from: 42, length: 16, kind: 'window' },
        { wall: 0, from: 92, length: 12, kind: 'window' },
        ...windows(2, 3, 27.6, 25.6, 5),
        ...windows(3, 4, 30.6, 28.6, 3),
        ...windows(4, 3, 27.6, 25.6, 5),
        { wall: 6, from: 36, length: 14, kind: 'doors' },
        { wall: 6, from: 68, length: 28, kind: 'window' },
        { wall: 6, from: 6, length: 10, kind: 'window' },
        { wall: 8, from: 4, length: 18, kind: 'window' },
        { wall: 9, from: 4, length: 24, kind: 'window' },
        { wall: 10, from: 4, length: 18, kind: 'window' },
        { wall: 11, from: 10, length: 16, kind: 'window' },
        { wall: 11, from: 34, length: 12, kind: 'window' },
        { wall: 7, from: 8, length: 28, kind: 'window' },
      ]),
    ),
  ],
} as const
