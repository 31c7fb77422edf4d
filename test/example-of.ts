/** The part of JSON Schema 2020-12 that our OpenAPI document uses. */
export type JsonSchema = {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly minItems?: number
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

/** Texts for the patterns that the contract uses. A new pattern must be added here, or carry an example. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/0-9a-f\]\{64\}/, '0'.repeat(64)],
  [/0-9a-f\]\{16\}/, '24e124fffef0aa01'],
  [/0-9a-fA-F\]\{2\}/, '030001'],
  [/\[A-Z\]\{2\}/, 'NL'],
  [/\^openid/, 'openid email'],
  [/a-z0-9-\]\{0,61\}/, 'example.org'],
]

/**
 * A small valid value for a schema, every property set. `known` gives the value of a property or parameter by its name (ids of one organisation or
 * another); undefined leaves it to the schema.
 */
export const exampleOf = (
  schema: JsonSchema,
  known: (name: string) => unknown,
  resolve: (ref: string) => JsonSchema,
  name = '',
): unknown => {
  const given = known(name)
  if (given !== undefined) return given
  if (schema.$ref !== undefined) return exampleOf(resolve(schema.$ref), known, resolve, name)
  if (schema.const !== undefined) return schema.const
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.enum !== undefined) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice !== undefined) {
    const real = choice.find((each) => each.type !== 'null') ?? choice[0]
    return real === undefined ? null : exampleOf(real, known, resolve, name)
  }
  if (schema.allOf !== undefined) {
    return Object.assign({}, ...schema.allOf.map((each) => exampleOf(each, known, resolve, name))) as unknown
  }
  const types: readonly (string | undefined)[] = typeof schema.type === 'object' ? schema.type : [schema.type]
  const type = types.find((each) => each !== 'null')
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, exampleOf(property, known, resolve, key)]),
      )
    case 'array':
      return schema.prefixItems !== undefined
        ? schema.prefixItems.map((item) => exampleOf(item, known, resolve))
        : Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, known, resolve))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'string':
      return exampleText(schema, name)
    default:
      return {}
  }
}

const exampleText = (schema: JsonSchema, name: string): string => {
  if (schema.format === 'uuid') return crypto.randomUUID()
  if (schema.format === 'email') return 'iemand@vrijplek.example'
  if (schema.format === 'date-time') return '2026-11-24T09:00:00+01:00'
  if (schema.format === 'date') return '2026-11-24'
  if (schema.pattern !== undefined) {
    const found = patterns.find(([sign]) => sign.test(schema.pattern ?? ''))
    if (found !== undefined) return found[1]
    throw new Error(`no example text for the pattern ${schema.pattern} of ${name}`)
  }
  return 'x'.repeat(Math.max(3, schema.minLength ?? 0))
}
