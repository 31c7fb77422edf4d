#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { check, compare } from './check.mjs'
import { keyFrom } from './keys.mjs'
import { cosignatureV1, ed25519 } from './note.mjs'
import { asJson, inWords } from './print.mjs'
import { exitCodes, NotCheckable, Report } from './report.mjs'

const help = {
  nl: `Controleert bewijs van een Vrijplek-logboek, zonder netwerk.

  vrijplek-verify <bestand of map>
  vrijplek-verify --compare <a> <b>

Een bestand is een bewijsbestand, een ondertekend document, een controlepunt of een uitvoer (ZIP);
een map is een kopie van een logboek (tegels en controlepunten) of een uitgepakte uitvoer.

  --key <sleutel of bestand>      sleutel van de beheerder die u vertrouwt; mag vaker
  --witness <sleutel of bestand>  sleutel van een getuige die moet hebben meegetekend; mag vaker
  --origin <naam>                 het logboek waarvan het moet zijn
  --compare                       twee, van twee getuigen: is het één logboek?
  --lang nl|en                    taal
  --json                          voor scripts

Uitgang: 0 bewezen, 1 weerlegd, 2 niet na te gaan.
`,
  en: `Checks evidence of a Vrijplek trail, without a network.

  vrijplek-verify <file or folder>
  vrijplek-verify --compare <a> <b>

A file is an evidence file, a signed document, a checkpoint or an export (ZIP);
a folder is a copy of a log (tiles and checkpoints) or an unpacked export.

  --key <key or file>      the operator's key that you trust; may be given more than once
  --witness <key or file>  key of a witness that must have co-signed; may be given more than once
  --origin <name>          the log that it must be of
  --compare                two, of two witnesses: is it one log?
  --lang nl|en             language
  --json                   for scripts

Exit: 0 proven, 1 disproven, 2 not checkable.
`,
}

const options = /** @type {const} */ ({
  key: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  origin: { type: 'string' },
  compare: { type: 'boolean' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
})

/** @returns {import('./words.mjs').Language} */
const languageOfEnvironment = () => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^nl\b|^nl_/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'nl' : 'en'
}

/** @param {readonly string[]} given @returns {{ text: string, exitCode: number }} */
const run = (given) => {
  let language = languageOfEnvironment()
  let asksJson = given.includes('--json')
  let title = 'vrijplek-verify'
  const report = new Report()
  try {
    const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true })
    if (values.lang === 'nl' || values.lang === 'en') language = values.lang
    else if (values.lang !== undefined) throw new NotCheckable('usage', { why: `--lang ${values.lang}` })
    asksJson = values.json === true
    if (values.help === true) return { text: help[language], exitCode: exitCodes.proven }
    const wanted = values.compare === true ? 2 : 1
    if (positionals.length !== wanted) return { text: help[language], exitCode: exitCodes['not checkable'] }
    title = positionals.join(' ↔ ')
    const asked = {
      keys: {
        operator: (values.key ?? []).map((key) => keyFrom(key, ed25519)),
        witnesses: (values.witness ?? []).map((key) => keyFrom(key, cosignatureV1)),
      },
      origin: values.origin,
    }
    const [first = '', second = ''] = positionals
    if (values.compare === true) compare(first, second, asked, report)
    else check(first, asked, report)
  } catch (cause) {
    if (cause instanceof NotCheckable) report.unclear(cause.code, cause.facts)
    else report.unclear('usage', { why: cause instanceof Error ? cause.message : String(cause) })
  }
  const exitCode = exitCodes[report.verdict]
  return { text: asksJson ? asJson(report, exitCode, language) : inWords(report, title, language), exitCode }
}

const { text, exitCode } = run(process.argv.slice(2))
process.exitCode = exitCode
process.stdout.write(text)
