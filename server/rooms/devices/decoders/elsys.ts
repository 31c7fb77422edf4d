import type { Decoder } from '../measurement.ts'
import { byteAt, int16be, itemDecoder, number, uint16be } from './channel-type-value.ts'

/**
 * Elsys: type (1 byte), value, big-endian; the rows an ERS CO2 sends (Elsys "Sensor payload" table).
 * The port (5 by default) is a setting of the device.
 */
export const ersCo2: Decoder = itemDecoder(1, [
  [0x01, number('temperatureC', 2, int16be, 10)],
  [0x02, number('humidityPct', 1, byteAt)],
  [0x04, number('illuminanceLux', 2, uint16be)],
  [0x05, number('motionCount', 1, byteAt)],
  [0x06, number('co2Ppm', 2, uint16be)],
  [0x07, number('batteryV', 2, uint16be, 1000)],
])
