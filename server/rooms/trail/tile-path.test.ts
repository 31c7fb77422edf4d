import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { readTilePath, tilePath } from './tile-path.ts'

const read = (path: string) => {
  const [level = '', ...segments] = path.split('/')
  return readTilePath(level, segments)
}

test('tiles have the paths of C2SP tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 0, width: 256 }), '0/000')
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), '0/x001/x234/067')
  assert.equal(tilePath({ level: 1, index: 0, width: 1 }), '1/000.p/1')
  assert.equal(tilePath({ level: 'entries', index: 273, width: 112 }), 'entries/273.p/112')
  assert.equal(tilePath({ level: 0, index: 1067, width: 12 }), '0/x001/067.p/12')
})

test('a path is read as exactly the tile whose path it is', () => {
  const tile = fc.record(
    {
      level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 7 })),
      index: fc.integer({ min: 0, max: 999_999_999 }),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(fc.property(tile, (wanted) => assert.deepEqual(read(tilePath(wanted)), wanted)))
})

test('other spellings are none', () => {
  for (const path of ['0/0', '0/x000/001', '0/001/067', '0/x001', '00/000', '0/000.p/256', '0/000.p/0', '0/000.p/012', '0/x001.p/067', '64/000', 'x/000', '0/000.p']) {
    assert.equal(read(path), null, path)
  }
})
