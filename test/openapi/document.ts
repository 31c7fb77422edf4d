/** Reading an OpenAPI document without trusting its shape: what is not there, or is of another kind, reads as empty. */

export type Json = Readonly<Record<string, unknown>>

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a JSON pointer such as `#/components/schemas/Problem` points to; undefined when it points to nothing. */
export const pointed = (document: unknown, reference: string): unknown => {
  if (!reference.startsWith('#/')) return undefined
  let at: unknown = document
  for (const part of reference.slice(2).split('/').map(decodeURIComponent)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    at = Array.isArray(at) ? at[Number(key)] : record(at)[key]
  }
  return at
}

/** The object itself, or what its `$ref` points to. */
export const deref = (document: unknown, value: unknown): Json => {
  let at = record(value)
  for (let hops = 0; hops < 20 && typeof at['$ref'] === 'string'; hops++) at = record(pointed(document, at['$ref']))
  return at
}

export const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const

export type Operation = {
  /** Such as `GET /floors/{floorId}/live`, for messages. */
  readonly name: string
  readonly path: string
  readonly method: string
  readonly operation: Json
  /** Of the path and of the operation, the latter winning, without references. */
  readonly parameters: readonly Json[]
}

export const operationsOf = (document: unknown): Operation[] =>
  Object.entries(record(record(document)['paths'])).flatMap(([path, item]) =>
    methods
      .filter((method) => method in record(item))
      .map((method) => {
        const operation = record(record(item)[method])
        const parameters = new Map<string, Json>()
        for (const each of [...list(record(item)['parameters']), ...list(operation['parameters'])]) {
          const parameter = deref(document, each)
          parameters.set(`${text(parameter['in'])} ${text(parameter['name'])}`, parameter)
        }
        return {
          name: `${method.toUpperCase()} ${path}`,
          path,
          method,
          operation,
          parameters: [...parameters.values()],
        }
      }),
  )

export type Found = { readonly where: string; readonly value: Json }

/** Every object in the document, with the JSON pointer that leads to it. What stands in an example is no description. */
export const objectsIn = (value: unknown, where = '#'): Found[] => {
  if (Array.isArray(value)) return value.flatMap((each, index) => objectsIn(each, `${where}/${index}`))
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([key, each]) => {
    if (['example', 'default', 'const', 'enum'].includes(key) && !where.endsWith('/properties')) return []
    if (key === 'examples' && !where.endsWith('/properties')) return []
    return objectsIn(each, `${where}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  })
  return [{ where, value: value as Json }, ...inside]
}

/** Every named value with a schema: properties of objects and parameters. */
export const namedSchemas = (document: unknown): { where: string; name: string; schema: Json }[] =>
  objectsIn(document).flatMap(({ where, value }) => {
    const properties = where.endsWith('/properties')
      ? []
      : Object.entries(record(value['properties'])).map(([name, schema]) => ({
          where: `${where}/properties/${name}`,
          name,
          schema: deref(document, schema),
        }))
    const isParameter = typeof value['in'] === 'string' && typeof value['name'] === 'string' && 'schema' in value
    if (!isParameter) return properties
    return [...properties, { where, name: text(value['name']), schema: deref(document, value['schema']) }]
  })

/** A schema and its alternatives: `anyOf: [text, null]` is how a value that may be absent is written. */
export const alternatives = (document: unknown, schema: Json): Json[] => {
  const choices = [...list(schema['anyOf']), ...list(schema['oneOf'])].map((each) => deref(document, each))
  return choices.length === 0 ? [schema] : choices.flatMap((each) => alternatives(document, each))
}
