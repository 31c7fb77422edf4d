import { createReadStream, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type pg from 'pg'
import type { Needle } from './needles.ts'

/** Where a needle was found: `table people: people.name_sealed`. */
export type Finding = string

/** In every row of every table of every schema of ours, as text. */
export const searchTables = async (client: pg.Client, needles: readonly Needle[]): Promise<Finding[]> => {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  )
  const findings: Finding[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ needle: string }>(
      `SELECT DISTINCT n AS needle FROM ${name} t, unnest($1::text[]) n WHERE position(n IN t::text) > 0`,
      [needles.map(({ text }) => text)],
    )
    for (const { needle } of rows) findings.push(`table ${name}: ${needles.find(({ text }) => text === needle)?.from ?? needle}`)
  }
  return findings
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })

type Form = { readonly needle: Needle; readonly bytes: Buffer }

/** All forms at once, by their first two bytes, so that a folder is read once and not once for each needle. */
const finderOf = (needles: readonly Needle[]): ((block: Buffer, tell: (needle: Needle) => void) => void) => {
  const byStart: (Form[] | undefined)[] = Array.from({ length: 65_536 })
  const starts = new Uint8Array(65_536)
  for (const needle of needles) {
    for (const bytes of needle.bytes) {
      const start = bytes.readUInt16LE(0)
      starts[start] = 1
      byStart[start] = [...(byStart[start] ?? []), { needle, bytes }]
    }
  }
  return (block, tell) => {
    for (let at = 0; at < block.length - 1; at += 1) {
      const start = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8)
      if (starts[start] === 0) continue
      for (const { needle, bytes } of byStart[start] ?? []) {
        if (block[at + 2] !== bytes[2] || block[at + 3] !== bytes[3]) continue
        if (block.compare(bytes, 0, bytes.length, at, Math.min(block.length, at + bytes.length)) === 0) tell(needle)
      }
    }
  }
}

/** More than the longest form. */
const overlap = 4096

/** Byte by byte in every file below a folder. */
export const searchFolder = async (folder: string, needles: readonly Needle[]): Promise<Finding[]> => {
  const find = finderOf(needles)
  const findings = new Set<Finding>()
  for (const path of filesBelow(folder)) {
    const name = relative(folder, path)
    let rest = Buffer.alloc(0)
    for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>) {
      const block = Buffer.concat([rest, chunk])
      find(block, ({ from }) => findings.add(`file ${name}: ${from}`))
      rest = block.subarray(Math.max(0, block.length - overlap))
    }
  }
  return [...findings]
}

/** The needles that no finding is about: what cannot be found before proves nothing by being absent after. */
export const notFound = (needles: readonly Needle[], findings: readonly Finding[]): string[] =>
  needles.filter(({ from }) => !findings.some((finding) => finding.endsWith(`: ${from}`))).map(({ from }) => from)
