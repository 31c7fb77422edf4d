// Run as a program of its own by chromium.ts: the package always unpacks into the folder for temporary files, which
// is a setting of the whole process.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium, { inflate } from '@sparticuz/chromium'

const packed = join(dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')))), 'bin')
await Promise.all([chromium.executablePath(packed), inflate(join(packed, 'al2023.tar.br'))])
