import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sameLook, type PlaceProps } from './same-look.ts'

const desk: PlaceProps['workspace'] = {
  id: 'w', kind: 'desk', code: 'A', name: '2.17', x: 1, y: 2, turn: 90, width: 16, depth: 8, equipment: ['screen'], seats: 1,
  state: 'free', until: '2026-11-24T13:00:00+01:00',
}
const props: PlaceProps = {
  workspace: desk, label: '2.17, vrij tot 13:00', roomLong: '', roomShort: '', selected: false, tabbable: false, dimmed: false,
  heat: { step: 2, text: '40' }, dress: 'live',
}

test('the same content in a new object is not drawn again', () => {
  assert.equal(sameLook(props, { ...props, workspace: { ...desk, equipment: ['screen'] }, heat: { step: 2, text: '40' } }), true)
})

test('whatever shows is drawn again when it changes', () => {
  const changes: Partial<PlaceProps>[] = [
    { workspace: { ...desk, state: 'in_use' } },
    { workspace: { ...desk, x: 5 } },
    { workspace: { ...desk, equipment: ['two_screens'] } },
    { label: '2.17, vrij tot 12:00' },
    { roomLong: 'vrij' },
    { selected: true },
    { tabbable: true },
    { dimmed: true },
    { heat: { step: 3, text: '40' } },
    { heat: null },
    { dress: 'edit' },
  ]
  for (const change of changes) assert.equal(sameLook(props, { ...props, ...change }), false, JSON.stringify(change))
})
