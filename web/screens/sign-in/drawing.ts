import type { PlanDrawing, PlanWorkspace } from '../../plan/workspace.ts'

// An invented floor on a quay, for the pages before the app: no plan of a customer is shown to who is not signed in.

const steps = (from: number, to: number, by: number) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by)

const water = steps(0, 4, 1).map((row) =>
  `<path class="wave" d="${steps(-240, 440, 54).map((x) => `M${x + (row % 2) * 27} ${-110 + row * 14}q4 -2.4 8 0t8 0`).join('')}"/>`)
const trees = [[-70, 7], [-14, 6], [40, 6.5], [96, 7], [152, 6], [264, 7], [322, 6]].map(([x, r]) =>
  `<g class="tree" transform="translate(${x} -19)"><circle r="${r}"/><path d="M-3.5 -1.4q2.1 -3.5 4.9 -2.1M.7 4.2q3.5 0 4.2 -3.5"/><circle class="dot" r=".9"/></g>`)
const facade = steps(-240, 440, 36).map((x) =>
  `<rect class="wall-fill" x="${x}" y="-2.6" width="9" height="2.6"/><path class="glass" d="M${x + 9} -2.2h27M${x + 9} -.4h27M${x + 22.5} -2.6v2.6"/>`)
const columns = steps(-92, 436, 72).flatMap((x) => [72, 212].map((y) => `<rect class="col" x="${x}" y="${y}" width="3.4" height="3.4"/>`))
const core = `<path class="wall" d="M136 88h118v44h-118zM170 88v44M212 88v44"/><path class="fix" d="${steps(141, 165, 4).map((x) => `M${x} 92v36`).join('')}M173 91h36v38h-36zM173 91l36 38M209 91l-36 38"/><path class="fix" d="M228 96a6 7 0 1 0 .1 0zM241 96a6 7 0 1 0 .1 0zM222 92h12M235 92h12"/>`

/** Ground of the drawing; plan.css dresses it as a tile. */
export const drawing: PlanDrawing = {
  viewBox: [-240, -120, 680, 420],
  svg: `<svg xmlns="http://www.w3.org/2000/svg"><rect class="water" x="-240" y="-130" width="680" height="96"/>${water.join('')}
<path class="quay" d="M-240 -34H440M-240 -31.500H440"/><g class="boat"><path d="M196 -54h44q10 0 15 8q-5 8 -15 8h-44q-5 -8 0 -16z"/><rect x="204" y="-50.500" width="30" height="9" rx="1"/></g>
${trees.join('')}${facade.join('')}${columns.join('')}${core}</svg>`,
}

const desk = (x: number, y: number, turn: number, index: number): PlanWorkspace => ({
  id: `${x} ${y}`, kind: 'desk', code: '', name: '', x, y, turn, width: 16, depth: 8, seats: 1, state: 'free',
  equipment: index % 3 === 0 ? ['two_screens'] : ['screen'],
})

/** Blocks of desks, back to back. */
export const desks: PlanWorkspace[] = [15, 158].flatMap((top) =>
  steps(-48, 368, 52).flatMap((x, block) =>
    [0, 1, 2].flatMap((row) => [desk(x - 4.2, top + row * 16.4, 90, block), desk(x + 4.2, top + row * 16.4, -90, block)])))

/** The one that is alight. */
export const alight = desks.find(({ x, y }) => x === 212 - 4.2 && y === 15)?.id ?? null
