// npm run bench            every bench, one after the other
// npm run bench -- NAME    one of them
// Each prints its table and writes bench/results/NAME.json. Benches are not tests: nothing fails on a time.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machine, meets } from './harness.ts'
import type { BenchLine, BenchResult } from './harness.ts'

const notBenches = new Set(['run.ts', 'harness.ts'])
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !notBenches.has(file))
  .map((file) => file.slice(0, -3))
  .toSorted()

const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)

const aimText = ({ aim }: BenchLine): string =>
  aim === undefined
    ? ''
    : [
        aim.ratioAtLeast === undefined ? '' : `ratio ≥ ${aim.ratioAtLeast}`,
        aim.ratioAtMost === undefined ? '' : `ratio ≤ ${aim.ratioAtMost}`,
        aim.atLeast === undefined ? '' : `≥ ${figure(aim.atLeast)}`,
        aim.atMost === undefined ? '' : `≤ ${figure(aim.atMost)}`,
      ]
        .filter((text) => text !== '')
        .join(', ')

const row = (line: BenchLine): string => {
  const met = meets(line)
  return [
    line.what.padEnd(46),
    `${figure(line.ours)} ${line.unit}`.padStart(20),
    (line.bare === undefined ? '' : `bare ${figure(line.bare)}`).padStart(18),
    (line.bare === undefined ? '' : `ratio ${(line.ours / line.bare).toFixed(2)}`).padStart(12),
    `  ${aimText(line)}${met === null ? '' : met ? '  met' : '  MISSED'}`,
  ].join('')
}

const print = (result: BenchResult): void => {
  console.log(`\n${result.name}`)
  for (const line of result.lines) console.log(`  ${row(line)}`)
  for (const note of result.notes ?? []) console.log(`  · ${note}`)
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !names.includes(name))
if (unknown !== undefined || names.length === 0) {
  console.error(`There is no bench called ${unknown ?? 'anything'}; there are: ${names.join(', ')}.`)
  process.exit(1)
}
console.log(machine())
const folder = join(import.meta.dirname, 'results')
if (!existsSync(folder)) mkdirSync(folder)
for (const name of wanted.length === 0 ? names : wanted) {
  const bench = (await import(`./${name}.ts`)) as { run: () => Promise<BenchResult> }
  const result = await bench.run()
  print(result)
  const record = { ...result, machine: machine(), at: new Date().toISOString() }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`)
}
