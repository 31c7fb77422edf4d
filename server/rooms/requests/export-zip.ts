import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { stringify } from 'csv-stringify'
import { ZipFile } from 'yazl'
import type { FileId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { filesHtml, pageEnd, pageHead, rowHtml, rowsEnd, rowsHead, tableHead } from './export-page.ts'
import type { PageAbout } from './export-page.ts'
import { exportSchema } from './export-shape.ts'
import type { KeptTable } from './kept.ts'
import { keepOf } from './my-data.ts'
import { everyRow, readFiles, valueNames } from './store-kept.ts'
import type { KeptFile, KeptRow, Periods, Scope } from './store-kept.ts'

export type ExportOf = PageAbout & {
  readonly id: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly person: { readonly id: string; readonly name: string } | null
  readonly scope: Scope
  readonly tables: readonly KeptTable[]
  readonly periods: Periods
}

type Listed = { readonly path: string; readonly size: number; readonly sha256: string }

/** Its own path in the archive: names of files are people's words. */
const pathOf = ({ id, name }: KeptFile): string => `files/${id}-${name.replaceAll(/[^\w.-]+/g, '_').replace(/^\.+/, '_')}`

/** Passes bytes on, and says at the end how many they were and their SHA-256. */
const counting = (tell: (size: number, sha256: string) => void): Transform => {
  const hash = createHash('sha256')
  let size = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, next) => {
      hash.update(chunk)
      size += chunk.length
      next(null, chunk)
    },
    flush: (next) => {
      tell(size, hash.digest('hex'))
      next()
    },
  })
}

/** Text in pieces of some size, so that a million rows are not a million chunks. */
async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < 65_536) continue
    yield Buffer.from(text, 'utf8')
    text = ''
  }
  if (text !== '') yield Buffer.from(text, 'utf8')
}

/**
 * The archive of an export, entry after entry, read while it is sent: memory stays the same whatever the size. Everything is read in the transaction
 * given, which should be of one snapshot, so that JSON, CSV and page agree. `progress` hears how far it is, 0 to 1.
 * @throws what reading throws, out of the iteration
 */
export const exportZip = (kernel: Pick<Kernel, 'keys' | 'files' | 'signer'>, tx: Tx, of: ExportOf, progress: (done: number) => void): AsyncIterable<Buffer> => {
  const { tables, scope, language, periods, madeAt } = of
  const zip = new ZipFile()
  const listed: Listed[] = []
  const counts = new Map<string, number>()
  let files: (KeptFile & { readonly path: string })[] = []
  const passes = 3 * tables.length
  let passed = 0
  const batches = async function* (table: KeptTable): AsyncGenerator<KeptRow[]> {
    yield* everyRow(tx, kernel.keys, { table, scope, language, periods })
    passed += 1
    progress(passed / passes)
  }

  async function* dataJson(): AsyncGenerator<string> {
    files = (await readFiles(tx, scope)).filter(({ kind }) => kind !== 'export' && kind !== 'organisation_export').map((file) => ({ ...file, path: pathOf(file) }))
    const { id, kind, organisation, person } = of
    const head = JSON.stringify({ format: 'vrijplek-export/1', kind, id, organisation, person, madeAt: madeAt.toString() })
    yield `${head.slice(0, -1)},\n"tables":[\n`
    for (const [at, table] of tables.entries()) {
      const { room, purposes, categories } = table
      yield `${at === 0 ? '' : ',\n'}${JSON.stringify({ room, table: table.table, purposes, categories, keep: keepOf(table, periods) }).slice(0, -1)},"rows":[`
      let rows = 0
      for await (const batch of batches(table)) {
        const text = batch.map(({ values, until }) => JSON.stringify({ values, until: until?.toString() ?? null })).join(',\n')
        yield `${rows === 0 ? '\n' : ',\n'}${text}`
        rows += batch.length
      }
      counts.set(table.table, rows)
      yield ']}'
    }
    const shown = files.map(({ path, name, mediaType, size, createdAt }) => ({ path, name, mediaType, size, createdAt: createdAt.toString() }))
    yield `\n],\n"files":${JSON.stringify(shown)}}\n`
  }

  /** A spreadsheet must not take a value for a formula (OWASP, CSV Injection); a byte order mark tells it that this is UTF-8. */
  const csvOf = (table: KeptTable): Readable => {
    const columns = valueNames(table, scope)
    const rows = async function* () {
      for await (const batch of batches(table)) {
        for (const { values, until } of batch) {
          yield [...columns.map((name) => csvValue(values[name])), until?.toString() ?? '']
        }
      }
    }
    const csv = stringify({ header: true, bom: true, escape_formulas: true, record_delimiter: 'windows', columns: [...columns, 'until'] })
    const from = Readable.from(rows())
    from.on('error', (error) => csv.destroy(error))
    return from.pipe(csv)
  }

  async function* page(): AsyncGenerator<string> {
    yield pageHead(of)
    for (const table of tables) {
      const rows = counts.get(table.table) ?? 0
      yield tableHead(table, rows, language)
      // A building's years of readings are no page.
      if (of.kind === 'organisation_export' || rows === 0) {
        passed += 1
        progress(passed / passes)
        continue
      }
      const columns = valueNames(table, scope)
      yield rowsHead(columns, language)
      for await (const batch of batches(table)) yield batch.map((row) => rowHtml(columns, row, language)).join('')
      yield rowsEnd
    }
    yield filesHtml(files, language)
    yield pageEnd
  }

  const manifest = (): Buffer => {
    const { id, kind, organisation, person } = of
    const json = JSON.stringify({ id, kind, organisation: organisation.id, person: person?.id ?? null, madeAt: madeAt.toString(), files: listed })
    return Buffer.from(kernel.signer.sign(`vrijplek export-manifest 1\n${json}\n`), 'utf8')
  }

  const output = zip.outputStream as Readable
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  // Whoever iterates gets the fault; when nobody does any more (the owner's key went meanwhile), it is nobody's and must not stop the program.
  output.on('error', () => {})
  /** Adds one entry after the other; the next begins when this one has been read. */
  const add = (path: string, content: () => Readable | Promise<Readable | null>): Promise<void> =>
    new Promise((done) => {
      zip.addReadStreamLazy(path, { mtime: new Date(madeAt.epochMilliseconds), mode: 0o100600 }, (give) => {
        Promise.resolve()
          .then(content)
          .then((stream) => {
            const counted = counting((size, sha256) => listed.push({ path, size, sha256 }))
            counted.on('error', fail)
            counted.on('end', done)
            const from = stream ?? Readable.from([])
            from.on('error', (error) => counted.destroy(error))
            give(null, from.pipe(counted))
          })
          .catch(fail)
      })
    })

  const write = async (): Promise<void> => {
    await add('data.json', () => Readable.from(gathered(dataJson())))
    await add('data.schema.json', () => Readable.from([Buffer.from(exportSchema(), 'utf8')]))
    for (const table of tables) await add(`csv/${table.table}.csv`, () => csvOf(table))
    for (const file of files) await add(file.path, () => kernel.files.read(tx, file.id as FileId))
    await add('index.html', () => Readable.from(gathered(page())))
    await add('manifest.json.note', () => Readable.from([manifest()]))
    zip.end()
  }
  write().catch(fail)
  return output
}

/** Numbers stay numbers: only text can be a formula. */
const csvValue = (value: KeptRow['values'][string] | undefined): string | number =>
  value === null || value === undefined ? '' : typeof value === 'number' ? value : String(value)
