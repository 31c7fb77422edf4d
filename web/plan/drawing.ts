/**
 * The second wall around plans from outside (the first is the server's): reads the SVG text with an XML parser, which
 * runs nothing, and draws anew what is on the lists below. What is not listed is left out with all that is in it.
 */
const elements = new Set(['g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan'])
const attributes = new Set([
  'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'dx', 'dy', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height', 'points', 'transform',
  'class', 'fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin',
  'stroke-dasharray', 'stroke-opacity', 'stroke-miterlimit', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'visibility',
])
/** Names that plan.css dresses. Others would let a plan pose as one of the app's own parts. */
const classes = new Set([
  'ctx', 'build', 'floor', 'wall-fill', 'pane', 'glass', 'wall', 'glasswall', 'gap', 'leaf', 'swing', 'room', 'core', 'fix',
  'table', 'col', 'chair', 'plant', 'water', 'wave', 'quay', 'boat', 'tree', 'dot', 'place-label',
])
/** No addresses, no references, no escapes: figures, names of colours, and functions such as rotate(). */
const plain = /^[^:\\<>&]*$/
const mostParts = 50_000
const space = 'http://www.w3.org/2000/svg'

/** @returns what may be shown of the plan; nothing when the text is no SVG */
export function drawPlan(svg: string): DocumentFragment {
  const drawn = document.createDocumentFragment()
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
  const root = read.documentElement
  if (root.namespaceURI !== space || root.localName !== 'svg') return drawn
  let left = mostParts

  const copyInto = (target: Node, source: Element) => {
    for (const child of source.childNodes) {
      if (child instanceof Element) {
        left -= 1
        if (left < 0) return
        const copy = copyOf(child)
        if (copy === null) continue
        copyInto(copy, child)
        target.appendChild(copy)
      } else if (child.nodeType === Node.TEXT_NODE && /^(text|tspan)$/.test(source.localName)) {
        target.appendChild(document.createTextNode(child.nodeValue ?? ''))
      }
    }
  }
  copyInto(drawn, root)
  return drawn
}

function copyOf(source: Element): SVGElement | null {
  if (source.namespaceURI !== space || !elements.has(source.localName)) return null
  const copy = document.createElementNS(space, source.localName)
  for (const { name, value } of source.attributes) {
    if (!attributes.has(name) || !plain.test(value) || /url\s*\(/i.test(value)) continue
    if (name !== 'class') copy.setAttribute(name, value)
    else copy.setAttribute('class', value.split(/\s+/).filter((one) => classes.has(one)).join(' '))
  }
  return copy
}
