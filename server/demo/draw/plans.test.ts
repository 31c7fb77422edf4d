import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { DRAWINGS, svgOf } from './main.ts'

const plans = new URL('../plans/', import.meta.url)

/** What an uploaded plan may hold; the app drops everything else. */
const ELEMENTS = new Set(['svg', 'title', 'g', 'path', 'rect', 'circle', 'ellipse'])
const ATTRIBUTES = new Set('xmlns viewBox class d x y width height rx ry cx cy r transform fill-rule'.split(' '))
/** The classes that the plan style dresses; any other would be painted black. */
const CLASSES = new Set(
  (
    'ctx build floor wall-fill pane glass wall glasswall gap leaf swing room core fix table col chair plant ' +
    'water wave quay boat tree dot'
  ).split(' '),
)

test('the stored plans are what the drawing program draws', () => {
  assert.deepEqual(readdirSync(plans).toSorted(), DRAWINGS.map(({ file }) => file).toSorted())
  for (const drawing of DRAWINGS)
    assert.equal(
      readFileSync(new URL(drawing.file, plans), 'utf8'),
      svgOf(drawing),
      `${drawing.file} is not up to date: run node server/demo/draw/main.ts`,
    )
})

test('a plan holds only shapes, known classes and no colours', () => {
  for (const drawing of DRAWINGS) {
    const svg = svgOf(drawing)
    assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
    for (const [, name = '', attributes = ''] of svg.matchAll(/<([a-z]+)([^>]*)>/gi)) {
      assert.ok(ELEMENTS.has(name), `${drawing.file} has <${name}>`)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        assert.ok(ATTRIBUTES.has(attribute), `${drawing.file} has ${attribute} on <${name}>`)
        if (attribute === 'class') assert.ok(CLASSES.has(value), `${drawing.file} has the class ${value}`)
      }
    }
  }
})

test('the surroundings stand in one group of their own, before the floor', () => {
  for (const drawing of DRAWINGS) {
    const svg = svgOf(drawing)
    assert.equal(svg.split('class="ctx"').length, 2)
    assert.ok(svg.indexOf('class="ctx"') < svg.indexOf('class="floor"'))
    assert.ok(svg.indexOf('class="floor"') < svg.indexOf('class="build"'))
  }
})
