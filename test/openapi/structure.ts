import { deref, list, methods, objectsIn, operationsOf, pointed, record, text } from './document.ts'
import type { Json, Operation } from './document.ts'

const itemKeys = new Set<string>([...methods, 'trace', '$ref', 'summary', 'description', 'servers', 'parameters'])

/** What makes a document no valid OpenAPI 3.x, beyond what JSON Schema alone can say: references, templates, security. */
export const structureFindings = (document: unknown): string[] => {
  const { openapi, info, paths } = record(document)
  const findings: string[] = []
  if (!/^3\.[01]\.\d+$/.test(text(openapi))) findings.push(`openapi is ${String(openapi)}: a version 3.x is expected`)
  for (const key of ['title', 'version'])
    if (text(record(info)[key]) === '') findings.push(`info.${key} is missing`)
  if (Object.keys(record(paths)).length === 0) findings.push('paths is empty')
  for (const [path, item] of Object.entries(record(paths))) {
    if (!path.startsWith('/')) findings.push(`${path}: a path starts with /`)
    for (const key of Object.keys(record(item)))
      if (!itemKeys.has(key) && !key.startsWith('x-')) findings.push(`${path}: ${key} is no standard method`)
  }
  const references = objectsIn(document).filter(({ value }) => typeof value['$ref'] === 'string')
  for (const { where, value } of references)
    if (pointed(document, text(value['$ref'])) === undefined)
      findings.push(`${where}: ${text(value['$ref'])} points to nothing`)
  const operations = operationsOf(document)
  return [...findings, ...twins(operations), ...operations.flatMap((each) => operationFindings(document, each))]
}

/** Paths that differ only in the names of their parameters are the same path. */
const twins = (operations: readonly Operation[]): string[] => {
  const seen = new Map<string, string>()
  return operations.flatMap(({ name, path, method }) => {
    const shape = `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`
    const other = seen.get(shape)
    seen.set(shape, name)
    return other === undefined ? [] : [`${name} is the same path as ${other}`]
  })
}

const operationFindings = (document: unknown, { name, path, operation, parameters }: Operation): string[] => {
  const findings: string[] = []
  const inPath = [...path.matchAll(/\{([^}]*)\}/g)].map(([, key = '']) => key)
  const declared = parameters.filter((parameter) => parameter['in'] === 'path')
  for (const key of inPath)
    if (!declared.some((parameter) => parameter['name'] === key))
      findings.push(`${name}: {${key}} is not declared as a parameter`)
  for (const parameter of declared) {
    const key = text(parameter['name'])
    if (!inPath.includes(key)) findings.push(`${name}: ${key} does not stand in the path`)
    if (parameter['required'] !== true)
      findings.push(`${name}: {${key}} stands in the path, so it is required: true`)
  }
  for (const parameter of parameters) {
    const known = ['query', 'header', 'path', 'cookie'].includes(text(parameter['in']))
    if (!known || text(parameter['name']) === '') findings.push(`${name}: a parameter has no name, or stands nowhere`)
    if ('schema' in parameter === 'content' in parameter)
      findings.push(`${name}: ${text(parameter['name'])} has a schema or a content, and not both`)
  }
  if ('requestBody' in operation) {
    const content = record(deref(document, operation['requestBody'])['content'])
    if (Object.keys(content).length === 0) findings.push(`${name}: its body has no content`)
  }
  findings.push(...responseFindings(document, name, operation), ...securityFindings(document, name, operation))
  return findings
}

const responseFindings = (document: unknown, name: string, operation: Json): string[] => {
  const responses = Object.entries(record(operation['responses']))
  if (!responses.some(([status]) => /^[23]/.test(status))) return [`${name} declares no answer for when it succeeds`]
  return responses.flatMap(([status, each]) => {
    const response = deref(document, each)
    if (!/^(?:[1-5]\d\d|[1-5]XX|default)$/.test(status)) return [`${name}: ${status} is no status`]
    return text(response['description']) === '' ? [`${name}: ${status} has no description`] : []
  })
}

const securityFindings = (document: unknown, name: string, operation: Json): string[] => {
  const schemes = record(record(record(document)['components'])['securitySchemes'])
  return list(operation['security'])
    .flatMap((each) => Object.keys(record(each)))
    .filter((scheme) => !(scheme in schemes))
    .map((scheme) => `${name}: the security scheme ${scheme} is not declared`)
}
