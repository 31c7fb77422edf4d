import { SaxesParser } from 'saxes'

/** An element with its namespace resolved; `attributes` are those without a namespace, `text` is its own, not that of elements within. */
export type Element = {
  readonly name: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  readonly text: string
}

/** What is wrong with a piece of XML, in words of ours that hold nothing of it. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

const mostElements = 20_000
const deepest = 40

/**
 * Reads XML as strictly as security wants it: well-formed, namespaces resolved, no document type (so no entities, inside or outside, XXE), no processing
 * instruction. A comment is refused too, since readers disagree about the text around it; in metadata, which no signature of a sign-in hangs on, it is left out.
 * @throws XmlFault
 */
export const readXml = (xml: string, { comments = 'refused' }: { readonly comments?: 'refused' | 'left_out' } = {}): Element => {
  const parser = new SaxesParser({ xmlns: true })
  type Open = { -readonly [Key in keyof Element]: Element[Key] } & { attributes: Map<string, string>; children: Element[] }
  const open: Open[] = []
  let root: Element | null = null
  let elements = 0
  const refuse = (what: string): never => {
    throw new XmlFault(what)
  }
  parser.on('error', () => refuse('not well-formed'))
  parser.on('doctype', () => refuse('a document type'))
  parser.on('processinginstruction', () => refuse('a processing instruction'))
  parser.on('comment', () => {
    if (comments === 'refused') refuse('a comment')
  })
  parser.on('cdata', () => refuse('a CDATA section'))
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > mostElements || open.length >= deepest) refuse('too many elements')
    const plain = Object.values(tag.attributes).filter(({ uri }) => uri === '')
    open.push({ name: tag.local, namespace: tag.uri, attributes: new Map(plain.map(({ local, value }) => [local, value])), children: [], text: '' })
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += text
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root = element
    else parent.children.push(element)
  })
  parser.write(xml).close()
  return root ?? refuse('nothing')
}

export const childrenOf = (element: Element, namespace: string, name: string): Element[] =>
  element.children.filter((child) => child.namespace === namespace && child.name === name)

/** @throws XmlFault unless there is exactly one */
export const onlyChild = (element: Element, namespace: string, name: string): Element => {
  const [found, ...more] = childrenOf(element, namespace, name)
  if (found === undefined || more.length > 0) throw new XmlFault(`not exactly one ${name}`)
  return found
}

/** The element itself and everything below it. */
export const everyElement = (element: Element): Element[] => [element, ...element.children.flatMap(everyElement)]
