/**
 * Follows MQTT's framing (3.1.1 §2.2) through the bytes of one connection and says when a packet is too long, before anybody gathers it. Constant memory.
 */
export const createPacketGuard = (mostBytes: number): { fits(chunk: Uint8Array): boolean } => {
  let body = 0
  let length = 0
  let digit = 1
  let inLength = false
  return {
    fits: (chunk) => {
      let at = 0
      while (at < chunk.length) {
        if (body > 0) {
          const step = Math.min(body, chunk.length - at)
          body -= step
          at += step
        } else if (!inLength) {
          inLength = true
          length = 0
          digit = 1
          at += 1
        } else {
          const byte = chunk[at] ?? 0
          at += 1
          length += (byte & 0x7f) * digit
          digit *= 128
          if (length > mostBytes || digit > 128 ** 4) return false
          if (byte < 0x80) {
            inLength = false
            body = length
          }
        }
      }
      return true
    },
  }
}
