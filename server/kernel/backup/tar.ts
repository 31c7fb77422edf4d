/** A member of a tar archive as POSIX.1-2024 ("pax", ustar interchange format) writes its header. */
export const tarHeader = (name: string, entry: { readonly size: number; readonly isFolder?: boolean }): Buffer => {
  const bytes = Buffer.alloc(512)
  const path = Buffer.from(name)
  if (path.length > 100 || entry.size >= 8 ** 11) throw new Error(`${name} does not fit into a ustar header`)
  path.copy(bytes)
  const number = (value: number, at: number, digits: number): void => void bytes.write(value.toString(8).padStart(digits, '0'), at)
  number(entry.isFolder === true ? 0o700 : 0o600, 100, 7)
  number(0, 108, 7)
  number(0, 116, 7)
  number(entry.size, 124, 11)
  number(0, 136, 11)
  bytes.fill(' ', 148, 156)
  bytes.write(entry.isFolder === true ? '5' : '0', 156)
  bytes.write('ustar\0', 257)
  bytes.write('00', 263)
  number(bytes.reduce((sum, byte) => sum + byte, 0), 148, 6)
  bytes[154] = 0
  return bytes
}

/** What fills a member up to whole blocks. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((512 - (size % 512)) % 512)

export const tarEnd = (): Buffer => Buffer.alloc(1024)
