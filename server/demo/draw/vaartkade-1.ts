/**
 * Vaartkade 12, first floor: canteen, a void above the entrance hall, project desks, and a garden room on the south.
 */
import {
  column,
  door,
  flight,
  floorArea,
  lift,
  liftDoor,
  passage,
  roundColumn,
  shell,
  slidingDoor,
  windows,
  type Corner,
} from './building.ts'
import {
  armchair,
  basin,
  bins,
  chair,
  easel,
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
  standingTable,
  toilet,
  wallScreen,
  whiteboard,
} from './furniture.ts'
import { bench, bicycles, boat, bollards, hedge, parasol, slabs, tree, water } from './outside.ts'
import { d, group, path, rect, upTo } from './pen.ts'

const OUTLINE: readonly Corner[] = [
  { x: 0, y: 0, thickness: 2.6 },
  { x: 360, y: 0, thickness: 2.6 },
  { x: 360, y: 200, thickness: 2.6 },
  { x: 176, y: 200, thickness: 1.6 },
  { x: 176, y: 262, thickness: 1.6 },
  { x: 24, y: 262, thickness: 1.6 },
  { x: 24, y: 200, thickness: 2.6 },
  { x: 0, y: 200, thickness: 2.6 },
]

const surroundings = (): string =>
  group(
    'ctx',
    water(-80, -90, 520, 61.5),
    path('quay', 'M-80 -28.5H440M-80 -26H440'),
    bollards(-10, -23.4, 9, 48, 0),
    boat(96, -45, 0, 66, 17),
    boat(330, -39, 180, 34, 10),
    bicycles(196, -13, 18),
    ...[
      [-22, -12.5, 6],
      [62, -12.5, 6],
      [110, -13, 6.5],
      [158, -12.5, 6],
      [326, -12.5, 6],
      [384, -13, 6.5],
    ].map(([x = 0, y = 0, r = 0]) => tree(x, y, r)),
    // Garden: a terrace by the glass room, a path, a hedge along the far side
    rect('quay', 184, 208, 76, 52),
    path(
      'quay',
      upTo(7)
        .map((i) => d`M184 ${214.5 + i * 6.5}h76`)
        .join(''),
    ),
    parasol(203, 234),
    parasol(240, 234),
    slabs(268, 230, 8, 11, 0),
    bench(320, 255, 0),
    hedge(-26, 288, 84),
    ...[
      [286, 262, 8],
      [366, 262, 9],
      [338, 216, 6],
      [-10, 238, 9],
      [0, 270, 6],
      [-24, 120, 8],
      [-22, 60, 6],
      [387, 60, 7],
      [390, 142, 9],
    ].map(([x = 0, y = 0, r = 0]) => tree(x, y, r)),
  )

function core(): string {
  return [
    rect('core', 136, 84, 116, 40),
    path('wall', 'M136 84H252V124H136ZM170 84V124M192 84V124M226 84V124'),
    flight(140, 86.5, 9, 3, 16, 1),
    flight(140, 105.5, 9, 3, 16, -1),
    path('fix', 'M140 104H167'),
    lift(173, 86.5, 16, 15.5),
    lift(173, 105.5, 16, 15.5),
    liftDoor(176, 84, 10),
    liftDoor(176, 124, 10),
    path('fix', 'M209 84V124M192 102H226'),
    toilet(200.5, 91.5, 0),
    toilet(217.5, 91.5, 0),
    basin(194.5, 111, -90),
    basin(223.5, 111, 90),
    // A wide toilet for wheelchairs
    toilet(246, 93, 90),
    basin(232, 87.5, 0),
    path('fix', 'M236 92.5h8M236 98.5h8'),
    path('fix', d`M${234} ${110}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`),
    door([166, 124], [-1, 0], [0, 1]),
    door([196, 124], [1, 0], [0, -1], 8),
    door([222, 124], [-1, 0], [0, -1], 8),
    door([252, 120], [0, -1], [1, 0], 10),
  ].join('\n')
}

/** The hole above the entrance hall, with the open stairs that rise through it. */
function voidAboveHall(): string {
  return [
    rect('core', 128, 0, 104, 58),
    path('fix', 'M128 0L232 58M232 0L128 58'),
    rect('floor', 146, 30, 62, 17),
    flight(146, 31, 20, 3.1, 15, 1),
    path('glasswall', 'M146 30H208M146 47H208'),
    path('floor', 'M208 30H232V47H208Z'),
    path('glasswall', 'M128 0V58H232V47M232 30V0M208 30H232M208 47H232'),
    planter(130, 60.5, 46, 4.6),
    planter(184, 60.5, 46, 4.6),
  ].join('\n')
}

function canteen(): string {
  return [
    rect('core', 0, 96, 62, 44),
    path('wall', 'M0 96H62V140H0'),
    door([62, 137], [0, -1], [-1, 0], 9),
    passage([10, 96], [54, 96]),
    rect('table', 8, 93, 48, 6, 0.8),
    ...upTo(5).map((i) => path('fix', d`M${14 + i * 9} 93v6`)),
    kitchenBlock(6.2, 118, 90, 40, ['fridge', 'sink', 'hob', 'hob']),
    kitchenBlock(36, 117, 0, 24, ['coffee', 'sink']),
    // Bench along the canal window, round tables on the floor
    rect('table', 4, 3, 104, 5.4, 1.2),
    ...upTo(6).map((i) => rect('table', 9 + i * 17, 12, 9, 9, 1.2) + chair(13.5 + i * 17, 23.8, 0)),
    ...upTo(3).map((i) => roundTable(22 + i * 33, 47, 7, 4, 45)),
    roundTable(40, 75, 7, 4),
    roundTable(106, 75, 7, 4),
    plant(120, 6, 3.4),
    plant(6, 34, 2.8),
    plant(6, 66, 2.8),
    standingTable(92, 112, 90, 38, 4),
    bins(66, 100),
  ].join('\n')
}

function rooms(): string {
  return [
    rect('room', 304, 62, 56, 44),
    path('wall', 'M304 62H360M304 106H360'),
    path('glasswall', 'M304 62V106'),
    door([304, 102], [0, -1], [1, 0]),
    meetingTable(335, 88, 22, 10, 2, true),
    wallScreen(359.8, 88, 90, 14),
    whiteboard(322, 105.6, 180, 14),
    rect('room', 292, 146, 68, 54),
    path('wall', 'M292 146H360'),
    path('glasswall', 'M292 146V200'),
    door([292, 196], [0, -1], [1, 0]),
    meetingTable(328, 179, 28, 11, 3, true),
    wallScreen(359.8, 179, 90, 16),
    whiteboard(334, 146.4, 0, 22),
    plant(354, 194, 2.8),
  ].join('\n')
}

/** The glass garden room: the living room on the west, four desks with a view on the east. */
function gardenRoom(): string {
  return [
    rect('room', 24, 200, 80, 62),
    path('glasswall', 'M24 200H104V262'),
    slidingDoor([74, 200], [90, 200]),
    rect('fix', 38, 222, 46, 27, 1.5),
    rect('fix', 39.4, 223.4, 43.2, 24.2, 0.8),
    sofa(61, 254, 180, 4),
    sofa(31.5, 235.5, -90, 3),
    armchair(88, 228, 90),
    armchair(88, 242, 90),
    lowTable(57, 236, 5.4),
    lowTable(67.5, 233, 3.2),
    shelves(98.5, 220, 5, 36, 6),
    plant(98, 206, 3),
    plant(30, 255.5, 3),
    plant(86, 255.5, 3),
    ...[128, 152].map((x) => roundColumn(x, 200)),
    planter(108, 214, 26, 4.6),
    planter(144, 214, 26, 4.6),
    plant(171, 206, 2.8),
    rug(118, 222, 44, 16),
    armchair(129, 230, -90),
    armchair(151, 230, 90),
    lowTable(140, 230, 3.4),
  ].join('\n')
}

function openFloor(): string {
  return [
    plant(237, 6),
    planter(352, 14, 5, 34),
    easel(246, 16, 90),
    shelves(244, 54.4, 46, 5, 8),
    plant(298, 56.5, 2.8),
    // East corridor: print corner and lockers
    lockers(310, 107.5, 49, 6, 10),
    printer(352, 138.8, 180),
    printer(339, 138.8, 180),
    bins(322, 138),
    plant(306, 139, 2.8),
    rug(262, 78, 34, 44),
    sofa(268.5, 100, -90, 3),
    armchair(288, 92, 90),
    armchair(288, 108, 90),
    lowTable(279.5, 100, 3.4),
    // Garden side: the long wall of project boards, a table to stand at
    planter(196, 150, 5, 36),
    planter(266, 150, 5, 36),
    easel(231, 140, 0),
    lockers(256, 193.6, 34, 6, 7),
    plant(184, 194),
    // West of the garden side: books and a reading table
    shelves(0.6, 146, 5.4, 48, 8),
    shelves(20, 142, 42, 5.4, 7),
    meetingTable(44, 168, 40, 10, 4, false),
    armchair(92, 152, -45),
    armchair(92, 172, -135),
    lowTable(84, 162, 3.4),
    rect('table', 112, 152, 46, 9, 1),
    ...upTo(5).map((i) => path('fix', d`M${117 + i * 9} 152v9`)),
    standingTable(135, 178, 0, 40, 4),
    plant(166, 154, 2.8),
    plant(12, 194, 3),
    ...[76, 292]
      .flatMap(
        (x) =>
          [
            [x, 70],
            [x, 136],
          ] as const,
      )
      .map(([x, y]) => column(x, y)),
    column(148, 136),
    column(220, 136),
    column(236, 70),
  ].join('\n')
}

export const vaartkade1 = {
  file: 'vaartkade-1.svg',
  title: 'Vaartkade 12, 1e verdieping',
  viewBox: [-22, -58, 404, 352],
  draw: (): string[] => [
    surroundings(),
    floorArea(OUTLINE),
    group(
      'build',
      voidAboveHall(),
      rooms(),
      core(),
      canteen(),
      gardenRoom(),
      openFloor(),
      shell(OUTLINE, [
        ...windows(0, 5, 36, 26, 10),
        ...windows(1, 7, 39, 28, 5),
        ...windows(2, 9, 36, 26, 5, []),
        ...windows(7, 7, 39, 28, 5),
        { wall: 3, from: 6, length: 20, kind: 'window' },
        { wall: 3, from: 30, length: 18, kind: 'doors' },
        ...windows(4, 3, 29.4, 27.4, 5),
        ...windows(5, 4, 27, 25, 2),
      ]),
    ),
  ],
} as const
