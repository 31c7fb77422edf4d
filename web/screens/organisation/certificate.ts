/** What a certificate says, read from its signed text for people to look at. Whether the signature holds is for verify/ to say. */
export type CertificateRead = {
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly rows: number
  readonly keys: number
  readonly files: number
  readonly notProven: readonly string[]
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** @returns null when it is no certificate of the form that this app knows */
export function certificateOf(note: string): CertificateRead | null {
  const [kind, line = ''] = note.split('\n')
  if (kind !== 'vrijplek deletion-certificate 1') return null
  try {
    const said = JSON.parse(line) as Readonly<Record<string, unknown>>
    const tables = (Array.isArray(said['tables']) ? (said['tables'] as unknown[]) : []).flatMap((one) => {
      const { table, rows } = (one ?? {}) as { table?: unknown; rows?: unknown }
      return typeof table === 'string' && typeof rows === 'number' ? [{ table, rows }] : []
    })
    const notProven = Array.isArray(said['notProven']) ? (said['notProven'] as unknown[]).filter((one) => typeof one === 'string') : []
    return { tables, rows: tables.reduce((sum, { rows }) => sum + rows, 0), keys: count(said['keysDestroyed']), files: count(said['files']), notProven }
  } catch {
    return null
  }
}
