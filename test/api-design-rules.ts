import { alternatives, deref, list, namedSchemas, operationsOf, record, text } from './openapi/document.ts'
import type { Json, Operation } from './openapi/document.ts'
import { exampleFindings } from './openapi/examples.ts'
import { structureFindings } from './openapi/structure.ts'

/**
 * Where an OpenAPI document leaves the NLGov REST API Design Rules 2, or is no valid OpenAPI 3.x
 * (Logius, https://logius-standaarden.github.io/API-Design-Rules/). One sentence for each finding; none when it keeps to them.
 */
export const checkApiDesignRules = (document: unknown): string[] => {
  const operations = operationsOf(document)
  return [
    ...structureFindings(document),
    ...addressFindings(document),
    ...contactFindings(document),
    ...operations.flatMap((operation) => [
      ...versionHeaderFindings(document, operation),
      ...queryFindings(operation),
      ...errorFindings(document, operation),
    ]),
    ...idFindings(operations),
    ...timeFindings(document),
    ...exampleFindings(document),
  ]
}

const semver = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/

/** /core/uri-version, /core/semver, /core/no-trailing-slash, /core/path-segments-kebab-case. */
const addressFindings = (document: unknown): string[] => {
  const findings: string[] = []
  const version = text(record(record(document)['info'])['version'])
  if (!semver.test(version))
    findings.push(`info.version is "${version}": the full semantic version is expected, such as 1.4.0`)
  const servers = list(record(document)['servers']).map((server) => text(record(server)['url']))
  if (servers.length === 0) findings.push('servers is empty: the server URL carries the major version, such as /api/v1')
  for (const url of servers) {
    const major = /\/v(\d+)$/.exec(url)?.[1]
    if (major === undefined) findings.push(`the server URL ${url} does not end in the major version, such as /v1`)
    else if (version.split('.')[0] !== major) findings.push(`the server URL ${url} is not of version ${version}`)
  }
  for (const path of Object.keys(record(record(document)['paths']))) {
    if (path.length > 1 && path.endsWith('/')) findings.push(`${path} ends in a slash`)
    for (const segment of path.split('/').filter(Boolean)) {
      if (/^v\d+$/.test(segment)) findings.push(`${path} holds the major version, which belongs in the server URL`)
      if (/^\{[a-z][a-zA-Z0-9]*\}$/.test(segment)) continue
      // Kebab-case, with one ending at most: openapi.json, feed.ics.
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?$/.test(segment))
        findings.push(`${path}: ${segment} is not kebab-case (or not a {lowerCamelCase} parameter)`)
    }
  }
  return findings
}

/** /core/doc-openapi-contact. */
const contactFindings = (document: unknown): string[] => {
  const contact = record(record(record(document)['info'])['contact'])
  return ['name', 'email', 'url'].filter((key) => text(contact[key]) === '').map((key) => `info.contact.${key} is missing`)
}

/** /core/version-header. */
const versionHeaderFindings = (document: unknown, { name, operation }: Operation): string[] =>
  Object.entries(record(operation['responses']))
    .filter(([status]) => /^[23]/.test(status))
    .flatMap(([status, response]) => {
      const headers = Object.keys(record(deref(document, response)['headers']))
      const declared = headers.some((header) => header.toLowerCase() === 'api-version')
      return declared ? [] : [`${name}: ${status} does not declare API-Version`]
    })

/** /core/query-keys-camel-case. */
const queryFindings = ({ name, parameters }: Operation): string[] =>
  parameters
    .filter((parameter) => parameter['in'] === 'query')
    .map((parameter) => text(parameter['name']))
    .filter((key) => !/^[a-z]+(?:[A-Z0-9][a-z0-9]*)*$/.test(key))
    .map((key) => `${name}: the query key ${key} is not lowerCamelCase`)

/** /core/error-handling (RFC 9457): problem+json with what it must say, and a 400 wherever something is put in. */
const errorFindings = (document: unknown, { name, operation, parameters }: Operation): string[] => {
  const responses = Object.entries(record(operation['responses']))
  const findings: string[] = []
  const takesInput = parameters.length > 0 || 'requestBody' in operation
  if (takesInput && !responses.some(([status]) => status === '400'))
    findings.push(`${name} takes input but declares no 400`)
  const errors = responses.filter(([status]) => /^[45]|^default$/.test(status))
  if (errors.length === 0) findings.push(`${name} declares no error`)
  for (const [status, each] of errors) {
    const content = record(deref(document, each)['content'])
    const types = Object.keys(content)
    if (types.length !== 1 || types[0] !== 'application/problem+json') {
      findings.push(`${name}: ${status} is ${types.join(', ') || 'nothing'}: application/problem+json is expected`)
      continue
    }
    const schema = deref(document, record(content['application/problem+json'])['schema'])
    for (const key of ['status', 'title', 'detail', 'code'])
      if (!(key in record(schema['properties'])) || !list(schema['required']).includes(key))
        findings.push(`${name}: ${status} does not always say its ${key}`)
  }
  return findings
}

const idFindings = (operations: readonly Operation[]): string[] => {
  const seen = new Map<string, string>()
  return operations.flatMap(({ name, operation }) => {
    const id = text(operation['operationId'])
    if (id === '') return [`${name} has no operationId`]
    const other = seen.get(id)
    seen.set(id, name)
    return other === undefined ? [] : [`${name} has the operationId of ${other}: ${id}`]
  })
}

const instantNames = /^(?:from|to|at|since|until|before|after)$|(?:At|From|Until|Since)$/
const localDateTime = '2026-11-22T09:30:00'
const wallClock = '09:30'

/** /core/date-time/*: an instant carries its zone, a date is a date. */
const timeFindings = (document: unknown): string[] => {
  const findings = namedSchemas(document).flatMap(({ where, name, schema }) =>
    alternatives(document, schema).flatMap((each) => {
      const format = text(each['format'])
      if (!isText(each) || 'const' in each || 'enum' in each) return []
      if (/^date$|Date$/.test(name) && format !== 'date') return [`${where}: a field named ${name} has format date`]
      if (instantNames.test(name) && !['date-time', 'date'].includes(format) && !accepts(each, wallClock))
        return [`${where}: ${name} is a time, so its format is date-time (with zone) or date`]
      return zoneFindings(where, each, format)
    }),
  )
  return [...new Set(findings)]
}

const isText = (schema: Json) => schema['type'] === 'string' || list(schema['type']).includes('string')

const zoneFindings = (where: string, schema: Json, format: string): string[] => {
  // RFC 3339 full-time carries an offset; a wall-clock time at a location is a pattern, with the zone in a field beside it.
  if (format === 'time' && (!('pattern' in schema) || accepts(schema, wallClock)))
    return [`${where}: format time promises a zone; a wall-clock time is a pattern without a format, its zone stands beside it`]
  if (format.includes('local')) return [`${where}: ${format} carries no zone`]
  if (accepts(schema, localDateTime)) return [`${where}: its pattern lets a time without zone through`]
  return []
}

/** Whether a pattern lets exactly this through; one that lets any text through is about something else than times. */
const accepts = (schema: Json, value: string): boolean => {
  if (typeof schema['pattern'] !== 'string') return false
  const pattern = new RegExp(schema['pattern'], 'u')
  return pattern.test(value) && !pattern.test('een willekeurige zin')
}
