import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import fc from '#properties'
import { sanitisePlan } from './svg-plan.ts'

const wrap = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inside}</svg>`
const kept = (text: string): string => {
  const result = sanitisePlan(text)
  if ('fault' in result) throw new Error(`refused: ${result.fault.en}`)
  return result.svg
}
const refused = (text: string): string => {
  const result = sanitisePlan(text)
  if (!('fault' in result)) throw new Error(`not refused: ${result.svg.slice(0, 200)}`)
  return result.fault.en
}

const plans = new URL('../../demo/plans/', import.meta.url)

for (const file of readdirSync(plans).filter((name) => name.endsWith('.svg'))) {
  test(`the demo's plan ${file} comes through whole`, () => {
    const drawn = readFileSync(new URL(file, plans), 'utf8')
    const shapes = (text: string) => [...text.matchAll(/<(path|rect|circle|ellipse|g|line|text)\b/g)].length
    const attributes = (text: string) => [...text.matchAll(/ [\w-]+="/g)].length
    assert.equal(shapes(kept(drawn)), shapes(drawn))
    assert.equal(attributes(kept(drawn)), attributes(drawn))
  })
}

test('what runs, loads, links or styles is left out, with everything inside it', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<script xlink:href="https://evil.example/x.js" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    '<style>@import url(https://evil.example)</style>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>',
    '<image href="https://evil.example/x.png"/>',
    '<use href="#a"/>',
    '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onmouseover" to="alert(1)"/>',
    '<rect onload="alert(1)" onclick="alert(2)" style="background:url(https://evil.example)" width="1" height="1"/>',
    '<rect fill="url(https://evil.example#a)" filter="url(#b)" width="1" height="1"/>',
    '<g xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></g>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<title><![CDATA[</title><script>alert(1)</script>]]></title>',
    '<!-- <script>alert(1)</script> -->',
    '<?xml-stylesheet href="https://evil.example/x.css"?>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<rect class="a&quot; onload=&quot;alert(1)" width="1" height="1"/>',
    '<rect aria-label="&quot; onload=&quot;alert(1)" width="1" height="1"/>',
    '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>',
  ]
  for (const piece of hostile) {
    const result = kept(wrap(piece))
    assert.doesNotMatch(result, /<(script|style|foreignObject|image|use|a|animate|set)\b/i, piece)
    assert.doesNotMatch(result, /evil|javascript|<!--|<\?|CDATA/i, piece)
    assert.doesNotMatch(result.replaceAll(/"[^"]*"/g, ''), /\son\w+=|style=|href=/i, piece)
  }
})

test('a document type is refused, and with it entity bombs and outside files', () => {
  const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${wrap('<text>&b;</text>')}`
  assert.match(refused(bomb), /DOCTYPE/)
  assert.match(refused(`<!DOCTYPE svg SYSTEM "file:///etc/passwd">${wrap('')}`), /DOCTYPE/)
  assert.match(refused(wrap('<text>&undeclared;</text>')), /well-formed/)
})

test('too deep, too many and too long are refused', () => {
  assert.match(refused(wrap('<g>'.repeat(40) + '</g>'.repeat(40))), /deep/)
  assert.match(refused(wrap('<x>'.repeat(40) + '</x>'.repeat(40))), /deep/)
  assert.match(refused(wrap('<g/>'.repeat(30_001))), /too many/)
  assert.match(refused(wrap(`<title>${'a'.repeat(2_000_001)}</title>`)), /too large/)
})

test('what is no SVG is refused', () => {
  for (const text of ['', 'hello', '<html/>', '<svg/>', '{"a":1}', '<svg xmlns="http://www.w3.org/2000/svg">', '\0']) refused(text)
})

test('the result of any input is itself left as it is, and holds listed names only', () => {
  const name = fc.constantFrom('g', 'path', 'script', 'text', 'a', 'svg', 'image', 'title', 'foreignObject', 'clipPath')
  const attribute = fc.tuple(
    fc.constantFrom('class', 'onload', 'href', 'd', 'style', 'aria-label', 'transform', 'id'),
    fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'Z', '0', ' ', '.', ':', '/', '(', '#', '%', '>', "'", '=', '-') }),
  )
  const element = (inside: fc.Arbitrary<string>) =>
    fc
      .tuple(name, fc.uniqueArray(attribute, { selector: ([key]) => key, maxLength: 3 }), inside)
      .map(([tag, list, content]) => `<${tag}${list.map(([k, v]) => ` ${k}="${v}"`).join('')}>${content}</${tag}>`)
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('', 'word', '&lt;script&gt;'),
      element(fc.tuple(tie('tree'), tie('tree')).map((pieces) => pieces.map(String).join(''))),
    ),
  }))
  fc.assert(
    fc.property(tree, (inside) => {
      const once = sanitisePlan(wrap(String(inside)))
      if ('fault' in once) return
      assert.equal(kept(once.svg), once.svg)
      for (const [, tag] of once.svg.matchAll(/<(\w+)/g)) assert.ok(['svg', 'g', 'path', 'text', 'title'].includes(tag ?? ''), String(tag))
      assert.doesNotMatch(once.svg.replaceAll(/="[^"]*"/g, ''), /onload|href|style|\bid\b/)
    }),
  )
})
