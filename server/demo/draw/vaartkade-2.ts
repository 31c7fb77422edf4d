/** Vaartkade 12, second floor: open floor on the canal, quiet wing on the east, garden side on the south. */
import {
  door,
  column,
  flight,
  floorArea,
  lift,
  liftDoor,
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
import { boat, bollards, solarPanels, tree, water } from './outside.ts'
import { circle, group, path, rect, upTo } from './pen.ts'

const OUTLINE: readonly Corner[] = [
  { x: 0, y: 0, thickness: 2.6 },
  { x: 360, y: 0, thickness: 2.6 },
  { x: 360, y: 200, thickness: 2.6 },
  { x: 0, y: 200, thickness: 2.6 },
]

const surroundings = (): string =>
  group(
    'ctx',
    water(-80, -90, 520, 61.5),
    path('quay', 'M-80 -28.5H440M-80 -26H440'),
    bollards(-10, -23.4, 9, 48, 0),
    boat(222, -44, 0, 58, 16),
    boat(60, -38, 180, 30, 9),
    ...[
      [-22, -12.5, 6],
      [62, -12.5, 6],
      [110, -13, 6.5],
      [158, -12.5, 6],
      [254, -13, 6.5],
      [302, -12.5, 6],
      [384, -13, 6.5],
    ].map(([x = 0, y = 0, r = 0]) => tree(x, y, r)),
    // The roof of the garden room below: a fine edge, panels, and tufts of stonecrop
    rect('quay', 21.4, 202.6, 157.2, 62),
    rect('quay', 23.4, 202.6, 153.2, 60),
    solarPanels(34, 210, 9, 3),
    path('quay', 'M136 206V258M130 206V258'),
    ...[
      [146, 214],
      [153, 222],
      [166, 213],
      [160, 233],
      [148, 243],
      [169, 247],
      [158, 252],
      [170, 226],
    ].map(([x = 0, y = 0]) => `<g class="tree">${circle('', x, y, 2.2).replace(' class=""', '')}</g>`),
    ...[
      [206, 226, 8],
      [252, 236, 9],
      [296, 222, 7],
      [338, 238, 9],
      [-20, 226, 8],
      [388, 216, 7],
      [-24, 120, 8],
      [-22, 60, 6],
      [387, 60, 7],
      [390, 142, 9],
    ].map(([x = 0, y = 0, r = 0]) => tree(x, y, r)),
  )

function core(): string {
  return [
    rect('core', 136, 84, 90, 40),
    rect('room', 226, 84, 36, 22),
    path('wall', 'M136 84H262V106H226M226 84V124H136V84M170 84V124M192 84V124'),
    flight(140, 86.5, 9, 3, 16, 1),
    flight(140, 105.5, 9, 3, 16, -1),
    path('fix', 'M140 104H167'),
    lift(173, 86.5, 16, 15.5),
    lift(173, 105.5, 16, 15.5),
    liftDoor(176, 84, 10),
    liftDoor(176, 124, 10),
    path('fix', 'M209 84V124M192 102H209M209 102H226'),
    toilet(200.5, 91.5, 0),
    toilet(217.5, 91.5, 0),
    basin(194.5, 111, -90),
    basin(223.5, 111, 90),
    door([166, 124], [-1, 0], [0, 1]),
    door([196, 124], [1, 0], [0, -1], 8),
    door([222, 124], [-1, 0], [0, -1], 8),
    // Phone booth: a shelf to talk at
    rect('table', 257.4, 97, 4, 8, 0.6),
    chair(251.6, 101.8, 90),
    door([240, 106], [-1, 0], [0, 1], 8),
  ].join('\n')
}

function rooms(): string {
  return [
    rect('room', 0, 0, 72, 58),
    rect('room', 0, 58, 72, 46),
    rect('room', 304, 0, 56, 50),
    rect('room', 304, 50, 56, 40),
    path('wall', 'M0 58H72M0 104H72M304 50H360M304 90H360'),
    path('glasswall', 'M72 0V104M304 0V118M304 132V200'),
    door([72, 55], [0, -1], [-1, 0]),
    door([72, 61], [0, 1], [-1, 0]),
    door([304, 47], [0, -1], [1, 0]),
    door([304, 75], [0, 1], [1, 0]),
    meetingTable(35, 36, 46, 13, 6, true),
    wallScreen(0.2, 36, -90, 18),
    whiteboard(42, 57.4, 180, 22),
    meetingTable(36, 86, 28, 11, 3, true),
    wallScreen(0.2, 86, -90, 14),
    shelves(52, 98, 18, 5.4, 3),
    meetingTable(335, 32, 22, 10, 2, true),
    wallScreen(359.8, 32, 90, 14),
    plant(354, 45, 2.6),
    roundTable(337, 75, 6, 4, 45),
    wallScreen(359.8, 75, 90, 12),
  ].join('\n')
}

function openFloor(): string {
  return [
    // Canal side: felt between the blocks and a planter by each window bay
    ...upTo(3).map((i) => planter(131.5 + i * 52, 18, 5, 34)),
    plant(77.5, 6),
    plant(298, 6),
    plant(82, 56, 2.6),
    easel(290, 58, 0),
    // Between the core and the meeting rooms: a table to stand at, a corner to sit in
    standingTable(104, 104, 90, 34, 3),
    rug(267, 86, 32, 36),
    armchair(274.5, 94, -45),
    armchair(291.5, 94, 45),
    armchair(274.5, 114, -135),
    armchair(291.5, 114, 135),
    lowTable(283, 104, 4.4),
    shelves(122, 87, 5.4, 34, 6),
    printer(257.4, 110.6),
    bins(243, 108.4),
    // Garden side
    planter(137, 152, 5, 24),
    planter(191, 152, 5, 24),
    easel(246, 164, 90),
    lockers(256, 193.6, 40, 6, 8),
    plant(299, 138, 2.8),
    rug(256, 148, 40, 38),
    sofa(262.5, 167, -90, 3),
    armchair(288, 158, 90),
    armchair(288, 176, 90),
    rect('table', 271, 161, 8, 12, 1.4),
    // Quiet wing: books along the glass, one chair to read in
    shelves(305, 136, 5.4, 44, 8),
    armchair(314, 101, -60),
    lowTable(322, 96, 2.2),
    plant(310, 192, 3.2),
    // Pantry with the long table
    kitchenBlock(32, 193.8, 180, 63, ['fridge', 'sink', 'hob', 'coffee', 'coffee']),
    meetingTable(36, 158, 44, 10, 5, false),
    rug(5, 109, 44, 30),
    sofa(27, 114.5, 0, 4),
    lowTable(22, 128, 4.4),
    lowTable(33, 130, 3),
    plant(66, 111),
    plant(92, 194),
    plant(58, 134, 2.6),
    bins(68, 194.6),
    shelves(80, 194, 6, 5.6, 1),
    ...[76, 148, 220, 292].flatMap((x) => [70, 136].map((y) => column(x, y))),
  ].join('\n')
}

export const vaartkade2 = {
  file: 'vaartkade-2.svg',
  title: 'Vaartkade 12, 2e verdieping',
  viewBox: [-22, -58, 404, 328],
  draw: (): string[] => [
    surroundings(),
    floorArea(OUTLINE),
    group(
      'build',
      rooms(),
      core(),
      openFloor(),
      slidingDoor([304, 118], [304, 132]),
      shell(OUTLINE, [
        ...windows(0, 5, 36, 26, 10),
        ...windows(2, 9, 36, 26, 10, [8]),
        ...windows(1, 7, 39, 28, 5),
        ...windows(3, 7, 39, 28, 5),
      ]),
    ),
  ],
} as const
