/** Draws the demo's floor plans: `node server/demo/draw/main.ts`. The same program always writes the same files. */
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { sluishuis } from './sluishuis.ts'
import { vaartkade1 } from './vaartkade-1.ts'
import { vaartkade2 } from './vaartkade-2.ts'

export const DRAWINGS = [vaartkade1, vaartkade2, sluishuis]

/** The whole SVG file of a drawing. */
export const svgOf = ({ title, viewBox, draw }: (typeof DRAWINGS)[number]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox.join(' ')}">`,
    `<title>${title}</title>`,
    ...draw(),
    '</svg>',
    '',
  ].join('\n')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const drawing of DRAWINGS) writeFileSync(new URL(`../plans/${drawing.file}`, import.meta.url), svgOf(drawing))
}
