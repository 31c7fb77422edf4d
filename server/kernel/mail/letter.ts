import type { Language } from '#contract/values.ts'

/** What somebody is written, in their language: a few sentences, and at most one thing to do. */
export type Letter = {
  readonly language: Language
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly button?: { readonly label: string; readonly url: string } | undefined
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** As plain text: the address of the link stands on a line of its own. */
export const asText = ({ paragraphs, button }: Letter): string =>
  [...paragraphs, ...(button === undefined ? [] : [`${button.label}:\n${button.url}`]), 'Vrijplek'].join('\n\n')

const body = 'font:16px/1.5 system-ui,-apple-system,sans-serif;color:#17221d;max-width:34em;margin:2em auto;padding:0 1em'
const link = 'display:inline-block;padding:.75em 1.25em;border-radius:.5em;background:#17523d;color:#fff;text-decoration:none;font-weight:600'

/** The same as HTML: no pictures, nothing fetched, no address rewritten so that it could be counted. */
export const asHtml = ({ language, subject, paragraphs, button }: Letter): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body style="${body}">`,
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...(button === undefined ? [] : [`<p><a href="${escaped(button.url)}" style="${link}">${escaped(button.label)}</a></p>`]),
    '<p style="color:#5b6b63">Vrijplek</p></body></html>',
  ].join('\n')
