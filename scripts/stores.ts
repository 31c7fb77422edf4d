// npm run stores: writes docs/stores.md, the list of every store with its keeping period, from the inventory. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wholeInventory } from '../server/inventory.ts'
import { storeList } from '../server/rooms/agreement/index.ts'

const paper = join(import.meta.dirname, '../docs/stores.md')
const wanted = storeList(wholeInventory)
if (!process.argv.includes('--check')) writeFileSync(paper, wanted)
else if (readFileSync(paper, 'utf8') !== wanted) {
  console.error('docs/stores.md is not what the inventory says: run npm run stores and commit it')
  process.exitCode = 1
}
