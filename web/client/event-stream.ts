/** One server-sent event (WHATWG HTML § 9.2). */
export type StreamEvent = { readonly type: string; readonly data: string; readonly id: string | null }

/**
 * Reads a stream of server-sent events out of text that comes in pieces of any size. Comment lines and unknown fields
 * are skipped; an event ends at an empty line.
 */
export function eventStreamReader(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = ''
  let type = ''
  let data: string[] = []
  let id: string | null = null
  let afterReturn = false

  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) onEvent({ type: type || 'message', data: data.join('\n'), id })
      type = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') data.push(value)
    else if (field === 'event') type = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (piece) => {
    // A line ends with CR LF, LF or CR; a piece may end between CR and LF.
    const text = afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece
    if (piece !== '') afterReturn = piece.endsWith('\r')
    const lines = (rest + text).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const each of lines) line(each)
  }
}
