import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { deref, list, objectsIn, record } from './document.ts'
import type { Found } from './document.ts'

type Example = { readonly where: string; readonly schema: string; readonly value: unknown }

const escape = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Examples that are not what their schema says, and schemas that are none. */
export const exampleFindings = (document: unknown): string[] => {
  // OpenAPI 3.1 schemas are JSON Schema 2020-12. `nullable` and the like of 3.0 would be refused by strict mode.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'document', ...record(document) })
  const findings: string[] = []
  const validator = (pointer: string) => {
    try {
      return ajv.compile({ $ref: `document${pointer.replaceAll(/[^#/]+/g, encodeURIComponent)}` })
    } catch (error) {
      findings.push(`${pointer}: no valid schema: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  for (const { where } of schemasIn(document)) validator(where)
  for (const { where, schema, value } of examplesIn(document)) {
    const valid = validator(schema)
    if (valid !== undefined && valid(value) !== true)
      findings.push(`${where}: the example is not what its schema says: ${ajv.errorsText(valid.errors, { dataVar: 'it' })}`)
  }
  return [...new Set(findings)]
}

/** The outermost schemas: of parameters, headers, bodies, and those that are shared. */
const schemasIn = (document: unknown): Found[] =>
  objectsIn(document).filter(
    ({ where }) =>
      (where.endsWith('/schema') && !where.endsWith('/properties/schema'))
      || /^#\/components\/schemas\/[^/]+$/.test(where),
  )

const examplesIn = (document: unknown): Example[] => {
  const besideSchema = objectsIn(document)
    .filter(({ where, value }) => 'schema' in value && !where.endsWith('/properties'))
    .flatMap(({ where, value }) => {
      const schema = `${where}/schema`
      const single = 'example' in value ? [{ where: `${where}/example`, schema, value: value['example'] }] : []
      const named = Object.entries(record(value['examples'])).map(([key, each]) => ({
        where: `${where}/examples/${escape(key)}`,
        schema,
        value: deref(document, each)['value'],
      }))
      return [...single, ...named]
    })
  const inSchemas = schemasIn(document).flatMap(({ where: root, value }) =>
    objectsIn(value, root)
      .filter(({ where }) => !where.endsWith('/properties'))
      .flatMap(({ where, value: schema }) => {
        const many = list(schema['examples']).map((value, index) => ({ where: `${where}/examples/${index}`, value }))
        const single = 'example' in schema ? [{ where: `${where}/example`, value: schema['example'] }] : []
        return [...many, ...single].map((example) => ({ ...example, schema: where }))
      }),
  )
  return [...besideSchema, ...inSchemas]
}
