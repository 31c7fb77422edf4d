import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoLocations } from './places.ts'
import { readDemoTrace } from './trace-day.ts'
import { OFTEN_USED_DESKS, TRACE_DEVICES } from './trace-places.ts'

const workspaces = (demoLocations()[0]?.floors ?? []).flatMap((floor) => floor.workspaces)

test('every sensor of the recording hangs in the building, with its model and port', () => {
  const listed = new Map(TRACE_DEVICES.map((device) => [device.devEui, device]))
  const heard = new Set<string>()
  for (const frame of readDemoTrace()) {
    const device = listed.get(frame.devEui)
    assert.equal(device?.model, frame.model)
    // A device information message after a rejoin may come on another port than measurements do.
    if (device?.fPort === frame.fPort) heard.add(frame.devEui)
  }
  assert.equal(listed.size, 77)
  assert.equal(heard.size, 77)
})

test('every desk and room of the building has a sensor, and every sensor a desk or room of its kind', () => {
  const withSensor = new Set(TRACE_DEVICES.map((device) => device.workspaceCode))
  assert.deepEqual([...withSensor].toSorted(), workspaces.map((w) => w.code).toSorted())
  for (const { space, workspaceCode } of TRACE_DEVICES)
    assert.equal(workspaces.find((w) => w.code === workspaceCode)?.kind, space.startsWith('D') ? 'desk' : 'room')
})

test('a room of the recording stands for a room of the same kind', () => {
  const typeOf = (space: string) =>
    workspaces.find((w) => w.code === TRACE_DEVICES.find((device) => device.space === space)?.workspaceCode)?.type
  assert.equal(typeOf('R-7'), 'phone_booth')
  assert.equal(typeOf('R-8'), 'lounge')
  for (const n of [1, 2, 3, 4, 5, 6]) assert.equal(typeOf(`R-${n}`), 'meeting')
})

test('the desks named as often used can be booked', () => {
  for (const code of OFTEN_USED_DESKS) assert.equal(workspaces.find((w) => w.code === code)?.bookable, true, code)
})
