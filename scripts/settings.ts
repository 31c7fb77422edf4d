// npm run settings: writes the table of settings into README.md, from the one place where they are read. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsTable } from '#kernel/config.ts'

const readme = join(import.meta.dirname, '../README.md')
const begin = '<!-- settings: written by npm run settings -->'
const end = '<!-- end of settings -->'

const table = [
  '| setting | default | meaning |',
  '|---|---|---|',
  ...settingsTable().map(({ name, fallback, meaning }) => `| \`${name}\` | ${fallback === '' ? '–' : `\`${fallback}\``} | ${meaning} |`),
].join('\n')

const text = readFileSync(readme, 'utf8')
const [before, rest] = text.split(begin)
const after = rest?.split(end)[1]
if (before === undefined || after === undefined) throw new Error('README.md has no place for the settings')
const wanted = `${before}${begin}\n${table}\n${end}${after}`
if (!process.argv.includes('--check')) writeFileSync(readme, wanted)
else if (text !== wanted) {
  console.error('The settings in README.md are not those of the program: run npm run settings and commit it')
  process.exitCode = 1
}
