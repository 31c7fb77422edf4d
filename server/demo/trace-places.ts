/** Where the sensors of the recorded day hang in the demo's building, and what they are. */

type TraceDevice = {
  /** Sixteen hexadecimal digits, lower case. */
  devEui: string
  /** As the payload decoders spell it. */
  model: string
  fPort: number
  /** The recording's own name of the desk or room. */
  space: string
  /** The code of the workspace at Vaartkade 12. */
  workspaceCode: string
}

const ROOMS: Readonly<Record<string, string>> = {
  'R-1': 'IJssel',
  'R-2': 'Linge',
  'R-3': 'Merwede',
  'R-4': 'Vecht',
  'R-5': 'Schie',
  'R-6': 'Eem',
  'R-7': 'Rotte',
  'R-8': 'Huiskamer',
}

const ROOM_DEVICES: readonly (readonly [space: string, model: string, fPort: number, devEui: string])[] = [
  ['R-1', 'VS121', 85, '24e124fffef0011f'],
  ['R-1', 'AM307', 85, '24e124fffef00120'],
  ['R-2', 'VS121', 85, '24e124fffef00121'],
  ['R-2', 'AM103', 85, '24e124fffef00122'],
  ['R-3', 'VS133', 85, '24e124fffef00123'],
  ['R-3', 'ERS CO2', 5, 'a81758fffef00301'],
  ['R-4', 'VS350', 85, '24e124fffef00124'],
  ['R-4', 'AM103', 85, '24e124fffef00125'],
  ['R-5', 'WS202', 85, '24e124fffef00126'],
  ['R-5', 'AM103', 85, '24e124fffef00127'],
  ['R-6', 'WS202', 85, '24e124fffef00128'],
  ['R-6', 'CD10', 127, 'e8e1e1fffef0021f'],
  ['R-7', 'MS10', 122, 'e8e1e1fffef00220'],
  ['R-7', 'CD10', 127, 'e8e1e1fffef00221'],
  ['R-8', 'VS121', 85, '24e124fffef00129'],
  ['R-8', 'AM307', 85, '24e124fffef0012a'],
  ['R-8', 'EM300-TH', 85, '24e124fffef0012b'],
]

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** D-01 to D-42 are the desks of the second floor, D-43 to D-60 those of the first. */
const deskCode = (n: number): string => (n <= 42 ? `2.${twoDigits(n)}` : `1.${twoDigits(n - 42)}`)

/** The recording gives each maker one running range of numbers, in the order of the desks. */
function deskSensor(n: number): TraceDevice {
  const place = { space: `D-${twoDigits(n)}`, workspaceCode: deskCode(n) }
  const devEui = (firstDigits: string, serial: number) => firstDigits + serial.toString(16).padStart(3, '0')
  if (n <= 30) return { devEui: devEui('24e124fffef00', 0x100 + n), model: 'VS340', fPort: 85, ...place }
  return {
    devEui: devEui('e8e1e1fffef00', 0x200 + n - 30),
    ...(n <= 48 ? { model: 'TBMS100', fPort: 102 } : { model: 'MS10', fPort: 122 }),
    ...place,
  }
}

/** All 77 devices of the recording. */
export const TRACE_DEVICES: readonly TraceDevice[] = [
  ...Array.from({ length: 60 }, (_, i) => deskSensor(i + 1)),
  ...ROOM_DEVICES.map(([space, model, fPort, devEui]) => ({
    devEui,
    model,
    fPort,
    space,
    workspaceCode: ROOMS[space] ?? space,
  })),
]

/**
 * Desks where somebody sits for half the hour from 10 to 11 and for hours of the recorded day. Bookings are best
 * planned there: then the sensor soon says what the booking says.
 */
export const OFTEN_USED_DESKS: readonly string[] = [
  5, 6, 8, 12, 13, 14, 15, 18, 19, 20, 21, 28, 31, 32, 34, 35, 42, 44, 48, 49, 50, 53, 56, 59,
].map(deskCode)
