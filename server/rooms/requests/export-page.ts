import type { Language } from '#contract/values.ts'
import type { KeptTable } from './kept.ts'
import type { KeptRow } from './store-kept.ts'

const words = {
  nl: {
    personTitle: (name: string) => `Alles wat Vrijplek over ${name} bewaart`,
    organisationTitle: (name: string) => `Alles wat Vrijplek voor ${name} bewaart`,
    made: (at: string) => `Gemaakt op ${at}.`,
    about: 'Deze pagina haalt niets op van het internet. Dezelfde gegevens staan in data.json (beschreven in data.schema.json) en per tabel in de map csv.',
    signed: 'manifest.json.note is de ondertekende lijst van alle bestanden met hun SHA-256.',
    rows: (count: number) => (count === 1 ? '1 regel' : `${count} regels`),
    usedFor: 'Gebruikt voor',
    until: 'Weg op',
    none: 'Niets.',
    files: 'Bestanden',
    yes: 'ja',
    no: 'nee',
  },
  en: {
    personTitle: (name: string) => `Everything Vrijplek keeps about ${name}`,
    organisationTitle: (name: string) => `Everything Vrijplek keeps for ${name}`,
    made: (at: string) => `Made at ${at}.`,
    about: 'This page fetches nothing from the internet. The same data is in data.json (described in data.schema.json) and per table in the folder csv.',
    signed: 'manifest.json.note is the signed list of all files with their SHA-256.',
    rows: (count: number) => (count === 1 ? '1 row' : `${count} rows`),
    usedFor: 'Used for',
    until: 'Goes on',
    none: 'Nothing.',
    files: 'Files',
    yes: 'yes',
    no: 'no',
  },
} as const

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter)

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2.5rem 0 .25rem}p{margin:.25rem 0}.table{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8d8d8;max-width:28rem;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}th,td{border-color:#444}}`

export type PageAbout = {
  readonly kind: 'export' | 'organisation_export'
  readonly name: string
  readonly language: Language
  readonly madeAt: Temporal.Instant
}

/** Begin of `index.html`: readable without any outside request, which its own policy also forbids. */
export const pageHead = ({ kind, name, language, madeAt }: PageAbout): string => {
  const text = words[language]
  const title = kind === 'export' ? text.personTitle(name) : text.organisationTitle(name)
  const at = madeAt.toZonedDateTimeISO('Europe/Amsterdam').toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(text.made(at))}</p>
<p>${escaped(text.about)}</p>
<p>${escaped(text.signed)}</p>
`
}

export const tableHead = ({ table, purposes }: KeptTable, rows: number, language: Language): string => {
  const text = words[language]
  const used = purposes.length === 0 ? '' : `<p>${text.usedFor}: ${escaped(purposes.join(', '))}</p>\n`
  return `<h2 id="${escaped(table)}">${escaped(table)} (${text.rows(rows)})</h2>\n${used}<p><a href="csv/${escaped(table)}.csv">csv/${escaped(table)}.csv</a></p>\n`
}

export const rowsHead = (columns: readonly string[], language: Language): string =>
  `<div class="table"><table>\n<tr>${[...columns, words[language].until].map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr>\n`

export const rowHtml = (columns: readonly string[], { values, until }: KeptRow, language: Language): string => {
  const text = words[language]
  const cell = (value: KeptRow['values'][string] | undefined): string =>
    value === null || value === undefined ? '' : typeof value === 'boolean' ? (value ? text.yes : text.no) : escaped(String(value))
  return `<tr>${columns.map((name) => `<td>${cell(values[name])}</td>`).join('')}<td>${until === null ? '' : until.toString()}</td></tr>\n`
}
export const rowsEnd = '</table></div>\n'

export const filesHtml = (files: readonly { readonly path: string; readonly name: string }[], language: Language): string =>
  files.length === 0
    ? ''
    : `<h2>${words[language].files}</h2>\n<ul>\n${files.map(({ path, name }) => `<li><a href="${escaped(encodeURI(path))}">${escaped(name)}</a></li>`).join('\n')}\n</ul>\n`
export const pageEnd = '</body>\n</html>\n'
