import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import type { ImportDeclarationSpecifier, Program } from 'oxc-parser'
import { ignoredFolders } from './plan.ts'

export type ImportEdge = {
  readonly specifier: string
  /** A file of the project, a package (`kysely`, `node:fs`), or outside: beyond the project's folder. */
  readonly target: { readonly kind: 'file' | 'package' | 'outside' | 'unknown'; readonly name: string }
  /** `import type`, `export type … from`, `import('…')` in a type: gone when the program runs. */
  readonly typeOnly: boolean
  /** `import()` while running and `new URL('x.ts', import.meta.url)` for workers: not part of loading the file. */
  readonly later: boolean
  readonly line: number
}

export type Module = {
  readonly path: string
  readonly imports: readonly ImportEdge[]
  /** Signs that the file speaks SQL: what was seen, and where. */
  readonly sql: readonly { readonly seen: string; readonly line: number }[]
}

export type SourceFile = { readonly path: string; readonly lines: number }

export type Tree = {
  readonly modules: readonly Module[]
  readonly files: readonly SourceFile[]
  readonly folders: readonly string[]
  readonly broken: readonly { readonly path: string; readonly line: number; readonly message: string }[]
}

const isModule = (path: string) => /\.(?:tsx?|mjs)$/.test(path) && !path.endsWith('.d.ts')
const isSource = (path: string) => /\.(?:tsx?|mjs|css|sql)$/.test(path)

/** Reads and parses every TypeScript file under a project folder; `root` is absolute. */
export const readTree = (root: string): Tree => {
  const folders: string[] = []
  const paths: string[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(posix.join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules' || ignoredFolders.includes(path)) continue
        folders.push(path)
        walk(path)
      } else if (isSource(path)) paths.push(path)
    }
  }
  walk('')
  paths.sort()

  const aliases = readAliases(root)
  const modules: Module[] = []
  const files: SourceFile[] = []
  const broken: { path: string; line: number; message: string }[] = []
  for (const path of paths) {
    const text = readFileSync(posix.join(root, path), 'utf8')
    files.push({ path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) })
    if (!isModule(path)) continue
    const parsed = parseSync(path, text)
    const lineAt = lineCounter(text)
    const [error] = parsed.errors
    if (error !== undefined) {
      broken.push({ path, line: lineAt(error.labels[0]?.start ?? 0), message: error.message })
      continue
    }
    modules.push({ path, ...read(parsed.program, path, { root, aliases, lineAt }) })
  }
  return { modules, files, folders, broken }
}

type Reading = {
  readonly root: string
  readonly aliases: ReadonlyMap<string, string>
  readonly lineAt: (offset: number) => number
}

const queryCalls = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
// Lower case or capitals throughout, as SQL is written; a sentence such as 'Select a desk from the list' is neither.
const openings = [
  /^\s*(?:select\s[^]*\sfrom\s|insert\s+into\s|update\s[^]*\sset\s|delete\s+from\s|with\s[^]*\sas\s*\()/,
  /^\s*(?:SELECT\s[^]*\sFROM\s|INSERT\s+INTO\s|UPDATE\s[^]*\sSET\s|DELETE\s+FROM\s|WITH\s[^]*\sAS\s*\()/,
]
const isStatement = (written: string) => openings.some((opening) => opening.test(written))

const read = (program: Program, path: string, { root, aliases, lineAt }: Reading): Omit<Module, 'path'> => {
  const imports: ImportEdge[] = []
  const sql: { seen: string; line: number }[] = []
  const add = (specifier: string, at: number, { typeOnly = false, later = false } = {}) =>
    imports.push({ specifier, target: resolve(specifier, path, root, aliases), typeOnly, later, line: lineAt(at) })
  const cannotTell = (at: number) =>
    imports.push({
      specifier: 'import(…)',
      target: { kind: 'unknown', name: '' },
      typeOnly: false,
      later: true,
      line: lineAt(at),
    })

  new Visitor({
    ImportDeclaration: (node) => {
      add(node.source.value, node.start, { typeOnly: node.importKind === 'type' })
      const used = node.importKind === 'type' ? [] : node.specifiers.filter(isValue)
      if (node.source.value === 'kysely' && used.some(givesSql))
        sql.push({ seen: 'imports sql', line: lineAt(node.start) })
      if (node.source.value === 'pg' && used.length > 0) sql.push({ seen: 'imports pg', line: lineAt(node.start) })
    },
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start, { typeOnly: node.exportKind === 'type' })
    },
    ExportAllDeclaration: (node) => {
      add(node.source.value, node.start, { typeOnly: node.exportKind === 'type' })
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string')
        add(node.source.value, node.start, { later: true })
      else cannotTell(node.start)
    },
    TSImportType: (node) => {
      add(node.source.value, node.start, { typeOnly: true })
    },
    NewExpression: (node) => {
      const [first, second] = node.arguments
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || second?.type !== 'MemberExpression') return
      if (second.object.type !== 'MetaProperty' || first?.type !== 'Literal') return
      if (typeof first.value === 'string' && isModule(first.value)) add(first.value, node.start, { later: true })
    },
    CallExpression: (node) => {
      if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return
      const called = node.callee.property.name
      if (queryCalls.has(called)) sql.push({ seen: `calls .${called}()`, line: lineAt(node.start) })
    },
    Literal: (node) => {
      if (typeof node.value === 'string' && isStatement(node.value))
        sql.push({ seen: 'holds a statement', line: lineAt(node.start) })
    },
    TemplateLiteral: (node) => {
      if (isStatement(node.quasis.map((part) => part.value.raw).join('?')))
        sql.push({ seen: 'holds a statement', line: lineAt(node.start) })
    },
  }).visit(program)
  return { imports, sql }
}

const isValue = (specifier: ImportDeclarationSpecifier) =>
  specifier.type !== 'ImportSpecifier' || specifier.importKind !== 'type'

const givesSql = (specifier: ImportDeclarationSpecifier) =>
  specifier.type !== 'ImportSpecifier'
  || (specifier.imported.type === 'Identifier' && specifier.imported.name === 'sql')

const lineCounter = (text: string) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset: number) => {
    let line = 0
    while ((starts[line + 1] ?? Infinity) <= offset) line++
    return line + 1
  }
}

/** `#contract/*` and its like, from the package's own `imports`: prefix → folder. */
const readAliases = (root: string): ReadonlyMap<string, string> => {
  const file = posix.join(root, 'package.json')
  if (!existsSync(file)) return new Map()
  const { imports = {} } = JSON.parse(readFileSync(file, 'utf8')) as { imports?: Record<string, string> }
  return new Map(
    Object.entries(imports).map(([from, to]) => [from.replace(/\*$/, ''), to.replace(/^\.\//, '').replace(/\*$/, '')]),
  )
}

const resolve = (
  specifier: string,
  importer: string,
  root: string,
  aliases: ReadonlyMap<string, string>,
): ImportEdge['target'] => {
  const bare = specifier.replace(/\?.*$/, '')
  const inProject = (path: string): ImportEdge['target'] => {
    if (path === '..' || path.startsWith('../')) return { kind: 'outside', name: bare }
    if (path.startsWith('node_modules/')) return { kind: 'outside', name: bare }
    return existsSync(posix.join(root, path)) ? { kind: 'file', name: path } : { kind: 'unknown', name: path }
  }
  if (bare.startsWith('.')) return inProject(posix.join(posix.dirname(importer), bare))
  if (bare.startsWith('#')) {
    for (const [from, to] of aliases)
      if (bare.startsWith(from)) return inProject(posix.join(to, bare.slice(from.length)))
    return { kind: 'unknown', name: bare }
  }
  // An absolute path, a file: or data: address, or a Windows drive; node: is a package like any other.
  if (bare.startsWith('/') || (/^[a-z]+:/i.test(bare) && !bare.startsWith('node:') && !bare.startsWith('virtual:')))
    return { kind: 'outside', name: bare }
  const parts = bare.split('/')
  return { kind: 'package', name: bare.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? bare) }
}
