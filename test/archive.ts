import { createPublicKey, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { fromBuffer } from 'yauzl'
import type { Entry, Options, ZipFile } from 'yauzl'

/** Everything in a ZIP, by path, read by a program that is not the one that wrote it. */
export const readArchive = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
  const open = promisify<Buffer, Options, ZipFile>(fromBuffer)
  const zip = await open(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true })
  const files = new Map<string, Buffer>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  zip.on('error', reject)
  zip.on('end', () => resolve())
  zip.on('entry', (entry: Entry) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null && error !== undefined) return reject(error)
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('error', reject)
      stream.on('end', () => {
        files.set(entry.fileName, Buffer.concat(pieces))
        zip.readEntry()
      })
    })
  })
  zip.readEntry()
  await promise
  return files
}

/** Rows of a CSV (RFC 4180), the first being the header, without a byte order mark. */
export const readCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  const source = text.replace(/^﻿/, '')
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] ?? ''
    if (quoted) {
      if (letter !== '"') field += letter
      else if (source[at + 1] === '"') field += source[++at] ?? ''
      else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      row.push(field)
      field = ''
    } else if (letter === '\r' && source[at + 1] === '\n') {
      rows.push([...row, field])
      row = []
      field = ''
      at += 1
    } else field += letter
  }
  return rows
}

/** The text of a signed note (C2SP signed-note) whose Ed25519 signature is that of the key; null when it is not. */
export const readSignedNote = (note: string, verifierKey: string): string | null => {
  const split = note.lastIndexOf('\n\n')
  const text = note.slice(0, split + 1)
  const [, name, signature] = /^— (\S+) (\S+)\n$/.exec(note.slice(split + 2)) ?? []
  // name+hash+key; the key is base64, in which a + may stand as well.
  const [, keyName, hash, key] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? []
  if (name !== keyName || signature === undefined || key === undefined) return null
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.subarray(0, 4).toString('hex') !== hash) return null
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)])
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text, 'utf8'), publicKey, bytes.subarray(4)) ? text : null
}
