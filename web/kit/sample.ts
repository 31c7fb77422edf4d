import type { WorkspaceState } from '#contract/values.ts'
import type { PlanDrawing, PlanWorkspace } from '../plan/workspace.ts'
import svg from './plan.svg?raw'

/** Invented: a floor by a quay, at 08:41 on a Tuesday. */
export const samplePlan: PlanDrawing = { viewBox: [-16, -62, 392, 306], svg }
export const sampleZone = { id: 'z', label: 'Team Dijken, vrij voor iedereen vanaf 10:00', polygon: [[85, 3], [185, 3], [185, 60.5], [85, 60.5]] } as const

export const zoneTime = 'Europe/Amsterdam'
export const at = (time: string) => `2026-11-24T${time}:00+01:00`
export const nowInSample = at('08:41')

const stateOf: Readonly<Record<string, WorkspaceState>> = { f: 'free', u: 'in_use', b: 'booked', a: 'away', c: 'not_bookable', x: 'unknown' }
const states = 'f u u b f f u u u b f f u u a u f b f u u f c b f f f u x u f b u u f f u a u b f u f'.split(' ')

const desk = (number: number, x: number, y: number, turn: number, equipment: PlanWorkspace['equipment']): PlanWorkspace => {
  const state = stateOf[states[number - 1] ?? 'f'] ?? 'free'
  const name = `2.${String(number).padStart(2, '0')}`
  const until = state === 'free' ? (number === 18 ? at('13:00') : null) : state === 'unknown' ? null : at('12:00')
  return { id: name, kind: 'desk', code: name, name, x, y, turn, width: 16, depth: 8, equipment, seats: 1, state, until }
}

const room = (name: string, seats: number, [x, y, w, h]: readonly [number, number, number, number], state: WorkspaceState, until: string | null): PlanWorkspace =>
  ({ id: name, kind: 'room', code: name, name, x: x + w / 2, y: y + h / 2, turn: 0, width: w, depth: h, equipment: ['display'], seats, state, until })

export const sampleRooms = [
  room('IJssel', 12, [0, 0, 72, 58], 'in_use', at('10:00')),
  room('Linge', 8, [0, 58, 72, 46], 'free', at('11:00')),
  room('Vecht', 6, [304, 0, 56, 50], 'booked', at('10:30')),
  room('Eem', 4, [304, 50, 56, 40], 'free', null),
  room('Rotte', 2, [226, 84, 26, 22], 'in_use', null),
]

export const sampleDesks: PlanWorkspace[] = []
for (let block = 0; block < 4; block++) {
  for (let row = 0; row < 3; row++) {
    for (const side of [-1, 1]) {
      const kit: PlanWorkspace['equipment'] = [block % 2 === 1 ? 'two_screens' : 'screen', ...(row === 0 ? ['window' as const] : [])]
      sampleDesks.push(desk(sampleDesks.length + 1, 108 + block * 52 + side * 4.2, 47.8 - row * 16.4, side < 0 ? 90 : -90, kit))
    }
  }
}
for (let block = 0; block < 3; block++) {
  for (let column = 0; column < 2; column++) {
    const x = 112 + block * 54 - 8.2 + column * 16.4
    sampleDesks.push(desk(sampleDesks.length + 1, x, 159.8, 180, ['screen']))
    sampleDesks.push(desk(sampleDesks.length + 1, x, 168.2, 0, ['screen', 'sit_stand']))
  }
}
for (let row = 0; row < 6; row++) sampleDesks.push(desk(sampleDesks.length + 1, 350.5, 103 + row * 16.6, 90, ['two_screens', 'window']))

/** A plan as someone who means harm would send it, had the server's wall a hole: one honest wall, and much that acts. */
export const hostilePlan: PlanDrawing = {
  viewBox: [0, 0, 200, 100],
  svg: `<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" onload="document.title='ran'">
    <script>document.title = 'ran'</script>
    <style>* { display: none }</style>
    <rect class="wall desk sel" id="app" width="40" height="20" style="fill: red" onclick="document.title='ran'"/>
    <g><foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="document.title='ran'"/></body></foreignObject></g>
    <image href="https://outside.example/x.png" width="9" height="9"/>
    <use href="#free-16"/><a x:href="javascript:document.title='ran'"><rect width="9" height="9"/></a>
    <rect fill="url(https://outside.example/x.svg#y)" width="9" height="9"/>
    <animate attributeName="x" to="9"/><set attributeName="onclick" to="document.title='ran'"/>
    <text x="5" y="5">Kade<script>document.title = 'ran'</script></text>
  </svg>`,
}

/** A hall of many desks, for seeing what the plan costs when it is full. */
export function manyDesks(count: number): { plan: PlanDrawing; workspaces: PlanWorkspace[] } {
  const columns = Math.ceil(Math.sqrt(count * 1.5))
  const workspaces = Array.from({ length: count }, (_, index) => {
    const name = `0.${String(index + 1).padStart(3, '0')}`
    const state = stateOf[states[index % states.length] ?? 'f'] ?? 'free'
    return {
      ...desk(1, 20 + (index % columns) * 22, 20 + Math.floor(index / columns) * 24, 0, ['screen']),
      id: name, code: name, name, state,
    }
  })
  const [width, height] = [40 + columns * 22, 40 + Math.ceil(count / columns) * 24]
  return {
    plan: { viewBox: [0, 0, width, height], svg: `<svg xmlns="http://www.w3.org/2000/svg"><rect class="floor" width="${width}" height="${height}"/></svg>` },
    workspaces,
  }
}
