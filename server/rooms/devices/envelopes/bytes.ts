/** The payload field of LoRaWAN's PHYPayload cannot be longer than a frame, whatever the region. */
export const longestPayload = 255

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/
const hex = /^(?:[0-9a-fA-F]{2})*$/

/** `too_long` or `not_base64` instead of bytes when the text is no payload. Padding may be missing (RFC 4648 §3.2). */
export const bytesFromBase64 = (text: string): Uint8Array | 'too_long' | 'not_base64' => {
  if (text.length > 4 * Math.ceil(longestPayload / 3)) return 'too_long'
  if (!base64.test(text)) return 'not_base64'
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > longestPayload ? 'too_long' : bytes
}

export const bytesFromHex = (text: string): Uint8Array | 'too_long' | 'not_hex' => {
  if (text.length > 2 * longestPayload) return 'too_long'
  return hex.test(text) ? Buffer.from(text, 'hex') : 'not_hex'
}
