import { setNumber, type Decoded, type Decoder, type Measurement } from '../measurement.ts'
import { byteAt, int16le, int8, uint16le, uint24le } from './channel-type-value.ts'

// Browan's Tabs and MerryIoT sensors send fixed positions, little-endian. Layouts: reference manuals BQW_02_0006
// (TBMS100), BQW_02_0033 (MS10), BQW_02_0032 (CD10). Reserved bits are not always zero and are masked away.

const empty: Decoded = { measurement: null, reason: 'empty' }
const macCommands: Decoded = { measurement: null, reason: 'mac_commands' }
const unknownPort: Decoded = { error: 'unknown_port' }
const wrongLength: Decoded = { error: 'wrong_length' }

const bit = (status: number, position: number): boolean => ((status >> position) & 1) === 1

/** What a frame on another than the measurement port is; LoRaWAN 1.0.4 §4.3.2 keeps port 0 for MAC commands. */
const otherPort = (fPort: number, known: Readonly<Record<number, Decoded>>): Decoded =>
  fPort === 0 ? macCommands : (known[fPort] ?? unknownPort)

const tbms100OtherPorts: Readonly<Record<number, Decoded>> = {
  204: { measurement: null, reason: 'configuration_answer' },
  222: { measurement: null, reason: 'firmware_information' },
}

export const tbms100: Decoder = ({ bytes, fPort }) => {
  if (fPort !== 102) return otherPort(fPort, tbms100OtherPorts)
  if (bytes.length === 0) return empty
  if (bytes.length !== 8) return wrongLength
  const measurement: Measurement = { occupied: bit(byteAt(bytes, 0), 0) }
  const battery = byteAt(bytes, 1) & 0x0f
  // 0 stands during the first ten minutes after power-up and is no voltage; 15 is not defined
  if (battery >= 1 && battery <= 14) measurement.batteryV = (25 + battery) / 10
  measurement.boardTemperatureC = (byteAt(bytes, 2) & 0x7f) - 32
  measurement.minutesSinceLastEvent = uint16le(bytes, 3)
  measurement.eventCount = uint24le(bytes, 5)
  return { measurement }
}

export const ms10: Decoder = ({ bytes, fPort }) => {
  if (fPort !== 122) return otherPort(fPort, {})
  if (bytes.length === 0) return empty
  // after joining it sends three messages with its firmware version, whose layout the manual does not give
  if (bytes.length !== 9) return { measurement: null, reason: 'not_the_measurement_form' }
  const status = byteAt(bytes, 0)
  const measurement: Measurement = {
    occupied: bit(status, 0),
    buttonPressed: bit(status, 1),
    tamper: bit(status, 2),
    // 21 tenths of a volt, where the TBMS100 has 25
    batteryV: (21 + (byteAt(bytes, 1) & 0x0f)) / 10,
    minutesSinceLastEvent: uint16le(bytes, 4),
    eventCount: uint24le(bytes, 6),
  }
  // the manual does not say so, but two's complement is the only reading that fits an unheated room
  setNumber(measurement, 'temperatureC', int8(bytes, 2))
  setNumber(measurement, 'humidityPct', byteAt(bytes, 3))
  return { measurement }
}

export const cd10: Decoder = ({ bytes, fPort }) => {
  if (fPort !== 127) return otherPort(fPort, {})
  if (bytes.length === 0) return empty
  // both forms come on one port: 6 bytes with whole degrees (older firmware), 7 bytes with tenths
  const tenths = bytes.length === 7
  if (!tenths && bytes.length !== 6) return wrongLength
  const afterTemperature = tenths ? 4 : 3
  const status = byteAt(bytes, 0)
  const measurement: Measurement = {
    trigger: bit(status, 0),
    buttonPressed: bit(status, 1),
    co2AboveThreshold: bit(status, 4),
    co2Calibration: bit(status, 5),
    batteryV: (21 + (byteAt(bytes, 1) & 0x0f)) / 10,
  }
  setNumber(measurement, 'temperatureC', tenths ? int16le(bytes, 2) / 10 : int8(bytes, 2))
  setNumber(measurement, 'humidityPct', byteAt(bytes, afterTemperature))
  // 0 (nothing measured yet after joining or a button press) is not plausible and falls away here
  setNumber(measurement, 'co2Ppm', uint16le(bytes, afterTemperature + 1))
  return { measurement }
}
