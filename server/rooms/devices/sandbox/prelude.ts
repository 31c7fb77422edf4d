import { longestResult } from './protocol.ts'

/**
 * Runs inside the sandbox before the maker's source, and takes the built-ins it needs while they are still untouched.
 * Its value is a function that ties a decode function to a runner: `(frame, recvTimeMs) => answer`, where the answer
 * is always a string. Nothing of the host stands in its scope: what a decoder changes here it changes for itself.
 *
 * Decode functions: `decodeUplink({bytes, fPort, recvTime})` (LoRa Alliance TS013), `Decode(fPort, bytes, variables)`
 * (ChirpStack v3), `Decoder(bytes, port)` (The Things Network v2).
 */
export const prelude = `(() => {
  'use strict'
  const { stringify } = JSON
  const { isArray } = Array
  const Time = Date
  const Internal = InternalError
  const text = String
  const slice = Function.prototype.call.bind(String.prototype.slice)
  const nothing = () => {}
  // many decoders print while they work
  globalThis.console = { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing }
  globalThis.module = { exports: {} }
  globalThis.exports = globalThis.module.exports
  const say = (value) => {
    try {
      return slice(text(value), 0, 400)
    } catch {
      return ''
    }
  }
  const failed = (error) => {
    if (error instanceof Internal) {
      const message = say(error.message)
      if (message === 'out of memory') return 'Xout_of_memory\\n'
      if (message === 'stack overflow') return 'Xstack_overflow\\n'
    }
    return 'Xthrew\\n' + say(error)
  }
  const later = (value) => typeof value === 'object' && value !== null && typeof value.then === 'function'
  const call = (decode, style, bytes, fPort, recvTimeMs) => {
    if (style === 'Decoder') return { data: decode(bytes, fPort) }
    if (style === 'Decode') return { data: decode(fPort, bytes, {}) }
    return decode({ bytes, fPort, recvTime: new Time(recvTimeMs) })
  }
  return (decode, style) => (frame, recvTimeMs) => {
    try {
      const bytes = []
      for (let i = 1; i < frame.length; i += 1) bytes[i - 1] = frame.charCodeAt(i) & 255
      const out = call(decode, style, bytes, frame.charCodeAt(0) & 255, recvTimeMs)
      if (typeof out !== 'object' || out === null) return 'Xno_data\\n'
      if (later(out)) return 'Xasynchronous\\n'
      const { data, errors, warnings } = out
      if (later(data)) return 'Xasynchronous\\n'
      if (isArray(errors) ? errors.length > 0 : errors) return 'Xdecoder_error\\n' + say(errors)
      const json = stringify({ data, warnings })
      return json.length >= ${longestResult} ? 'Xresult_too_large\\n' : 'D' + json
    } catch (error) {
      return failed(error)
    }
  }
})()`

/** Finds the decode function after the source ran; also one declared with const, or exported the CommonJS way. */
export const finder = `(() => {
  if (typeof decodeUplink === 'function') return ['decodeUplink', decodeUplink]
  if (typeof module === 'object' && module && module.exports && typeof module.exports.decodeUplink === 'function') {
    return ['decodeUplink', module.exports.decodeUplink]
  }
  if (typeof exports === 'object' && exports && typeof exports.decodeUplink === 'function') {
    return ['decodeUplink', exports.decodeUplink]
  }
  if (typeof Decode === 'function') return ['Decode', Decode]
  if (typeof Decoder === 'function') return ['Decoder', Decoder]
  return ['', undefined]
})()`
