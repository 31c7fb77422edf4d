import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { parseSync, Visitor } from 'oxc-parser'
import fc from '../../test/properties.ts'
import { headings } from '../labels.mjs'
import { sentences } from '../words.mjs'
import { documentOf, Log, makeLog, operator, origin, partsOf, sha256, signatory, witness, workshop } from './forge.ts'

const shop = workshop()
after(() => shop.remove())
const home = dirname(import.meta.dirname)
const program = join(home, 'verify.mjs')
const log = makeLog(300)
const evidence = shop.write(JSON.stringify(log.evidence([3, 200], { since: 100, witnesses: [witness] })), 'evidence.json')
const altered = shop.write(JSON.stringify(log.evidence([3])).replace('booked', 'looked'), 'altered.json')
const unreadable = shop.write('{', 'unreadable.json')

/** Opens no file but for reading, starts nothing, and any word to a network ends it: Node's own permission model watches. */
const walledIn = ['--permission', '--allow-fs-read=*']
const environment = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' }
const run = (args: readonly string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...walledIn, program, ...args], { encoding: 'utf8', env: { ...environment, ...env } })
  return { status, stdout, stderr }
}

describe('the program', () => {
  it('ends with 0 for proven, 1 for disproven, 2 for not checkable', () => {
    for (const [path, status, word] of [[evidence, 0, 'PROVEN'], [altered, 1, 'DISPROVEN'], [unreadable, 2, 'NOT CHECKABLE'], [join(shop.folder, 'none'), 2, 'NOT CHECKABLE']] as const) {
      const ran = run([path, '--key', operator.verifierKey])
      assert.deepEqual([ran.status, ran.stderr], [status, ''])
      assert.ok(ran.stdout.startsWith(`${word}: `))
    }
  })

  it('says in Dutch and in English what it proves and what it does not', () => {
    const english = run([evidence, '--key', operator.verifierKey, '--lang', 'en']).stdout
    assert.match(english, /2 entries stood, exactly so and in their places, in the log vrijplek\.example\/trail\/\S+ when it had 300 entries/)
    assert.match(english, /The log of 100 entries is the beginning of that of 300 entries/)
    assert.match(english, /Witness witness\.example\/one co-signed the checkpoint at 2026-11-22T10:00:00Z \(by that witness’s clock\)/)
    assert.match(english, /What this does not prove:\n(?: {2}– .*\n)*? {2}– That the operator wrote down everything that happened\./)
    assert.match(english, /When exactly it happened: the times are the operator’s own/)
    const dutch = run([evidence, '--key', operator.verifierKey, '--lang', 'nl']).stdout
    assert.match(dutch, /^BEWEZEN: /)
    assert.match(dutch, /2 regels stonden, precies zo en op hun plaats, in het logboek/)
    assert.match(dutch, /Wat dit niet bewijst:\n/)
    assert.match(dutch, /Dat de beheerder alles heeft opgeschreven wat er gebeurde/)
    assert.match(run([altered, '--lang', 'nl']).stdout, /Weerlegd:\n {2}✗ Regel 3 stond niet zo in het logboek/)
    assert.match(run([altered, '--lang', 'en']).stdout, /Disproven:\n {2}✗ Entry 3 did not stand so in the log/)
  })

  it('takes its language from the environment', () => {
    assert.match(run([evidence], { LANG: 'nl_NL.UTF-8' }).stdout, /^BEWEZEN/)
    assert.match(run([evidence], { LANG: 'nl_NL.UTF-8', LC_ALL: 'en_GB.UTF-8' }).stdout, /^PROVEN/)
    assert.match(run([evidence]).stdout, /^PROVEN/)
    assert.match(run(['--help'], { LANG: 'nl' }).stdout, /Uitgang: 0 bewezen/)
  })

  it('tells a key that was given from one that came with the file', () => {
    const given = shop.write(JSON.stringify({ verifierKey: operator.verifierKey }), 'key.json')
    for (const key of [operator.verifierKey, given, shop.write(`${operator.verifierKey}\n`, 'key.txt')]) {
      const { stdout } = run([evidence, '--key', key])
      assert.match(stdout, /Checked with the key that you gave/)
      assert.doesNotMatch(stdout, /Whose key it is/)
    }
    assert.match(run([evidence]).stdout, /What this does not prove:\n {2}– Whose key it is: it came with the evidence/)
    assert.equal(run([evidence, '--key', signatory(operator.name, 1, 'forger').verifierKey]).status, 1)
    assert.equal(run([evidence, '--key', 'nothing']).status, 2)
    assert.equal(run([evidence, '--witness', operator.verifierKey]).status, 2)
  })

  it('gives JSON for machines, with the same verdict', () => {
    for (const [path, status] of [[evidence, 0], [altered, 1], [unreadable, 2]] as const) {
      const ran = run([path, '--json'])
      const told = JSON.parse(ran.stdout) as { format: string; verdict: string; exitCode: number; findings: { code: string; sentence: string }[] }
      assert.deepEqual([ran.status, told.exitCode, told.format], [status, status, 'vrijplek-verify/1'])
      assert.ok(told.findings.every(({ code, sentence }) => Object.hasOwn(sentences, code) && !/[{}]|undefined/.test(sentence)))
    }
    assert.equal(run(['--nonsense', '--json']).status, 2)
    assert.equal((JSON.parse(run(['--nonsense', '--json']).stdout) as { verdict: string }).verdict, 'not checkable')
  })

  it('compares the views of two witnesses', () => {
    const forged = new Log(log.entries.with(7, partsOf(9999)))
    const [one, other] = [shop.write(log.checkpoint(), 'one.txt'), shop.write(forged.checkpoint(), 'other.txt')]
    assert.equal(run(['--compare', one, one, '--key', operator.verifierKey]).status, 0)
    const split = run(['--compare', one, other, '--key', operator.verifierKey])
    assert.equal(split.status, 1)
    assert.match(split.stdout, /Split view: there are two logs of 300 entries with different roots/)
    assert.equal(run(['--compare', one]).status, 2)
  })

  it('shows how to use it when it is asked in a way that it does not know', () => {
    for (const args of [[], ['a', 'b'], ['--lang', 'fr', evidence], ['--key'], ['--nonsense']]) assert.equal(run(args).status, 2, args.join(' '))
    assert.equal(run(['--help']).status, 0)
  })

  it('does not let evidence write to the terminal', () => {
    const parts = { ...partsOf(0), who: { salt: '00'.repeat(16), json: JSON.stringify({ actorKind: '\u001b[2J\u202e', actorId: 'x'.repeat(9000) }) } }
    const path = shop.write(JSON.stringify({ ...new Log([parts, partsOf(1)]).evidence([0]), kind: 'trail' }), 'terminal.json')
    const hostile = shop.write(documentOf('annex', { x: 1 }).replace('annex', 'annex\u202e\u009b2J'), 'hostile.txt')
    for (const { stdout } of [run([path]), run([hostile, '--key', operator.verifierKey])]) {
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      assert.ok(stdout.length < 8000)
    }
  })

  it('gives up on folders and files that are none of its business', () => {
    const folder = mkdtempSync(join(shop.folder, 'ring-'))
    mkdirSync(join(folder, 'tile'))
    symlinkSync(folder, join(folder, 'tile', 'ring'))
    writeFileSync(join(folder, 'checkpoint'), log.checkpoint())
    const links = shop.lay(log.files(), 'links')
    rmSync(join(links, 'tile/0/000'))
    symlinkSync('/dev/zero', join(links, 'tile/0/000'))
    for (const path of [folder, links, shop.folder, '/dev/null', '/dev/zero', '', '.']) {
      const ran = run([path, '--key', operator.verifierKey])
      assert.deepEqual([ran.status, ran.stderr], [2, ''], path)
      assert.doesNotMatch(ran.stdout, /stumbled/)
    }
  })
})

describe('what the program is made of', () => {
  const modules = globSync('*.mjs', { cwd: home })
  const allowed = new Set(['node:crypto', 'node:fs', 'node:path', 'node:util', 'node:zlib'])

  it('imports only its own files and five modules of Node, none of which reaches a network', () => {
    assert.ok(modules.length > 10)
    for (const file of modules) {
      const { program: tree, errors } = parseSync(file, readFileSync(join(home, file), 'utf8'))
      assert.deepEqual(errors, [])
      const found: string[] = []
      new Visitor({
        ImportDeclaration: (node) => void found.push(node.source.value),
        ExportNamedDeclaration: (node) => void (node.source && found.push(node.source.value)),
        ExportAllDeclaration: (node) => void found.push(node.source.value),
        ImportExpression: () => void found.push('import()'),
        Identifier: (node) => void (/^(?:fetch|WebSocket|EventSource|require|eval|Function|globalThis)$/.test(node.name) && found.push(node.name)),
        MemberExpression: (node) =>
          void (node.object.type === 'Identifier' && node.object.name === 'process' && node.property.type === 'Identifier'
            && !['env', 'argv', 'stdout', 'exitCode'].includes(node.property.name) && found.push(node.property.name)),
      }).visit(tree)
      for (const name of found) assert.ok(allowed.has(name) || (name.startsWith('./') && modules.includes(name.slice(2))), `${file}: ${name}`)
    }
  })

  it('runs alone, copied to an empty folder without packages', () => {
    const folder = mkdtempSync(join(shop.folder, 'alone-'))
    for (const file of [...modules, 'package.json']) copyFileSync(join(home, file), join(folder, basename(file)))
    const { status, stderr } = spawnSync(process.execPath, [...walledIn, join(folder, 'verify.mjs'), evidence], { cwd: folder, env: environment, encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''])
  })

  it('runs on the Node that is installed here, when that is another than this', (test) => {
    const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules')).join(':')
    const version = spawnSync('node', ['--version'], { env: { ...environment, PATH: path }, encoding: 'utf8' }).stdout?.trim() ?? ''
    const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0)
    if (major < 20) return test.diagnostic(`not run on another Node: ${version === '' ? 'there is none' : version}`)
    test.diagnostic(`run on ${version}`)
    for (const [file, wanted] of [[evidence, 0], [altered, 1], [unreadable, 2]] as const) {
      const { status, stderr } = spawnSync('node', [program, file], { env: { ...environment, PATH: path }, encoding: 'utf8' })
      assert.deepEqual([status, stderr], [wanted, ''])
    }
  })

  it('has every sentence in both languages, with the same facts', () => {
    for (const [code, { nl, en }] of Object.entries(sentences)) {
      const facts = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
      assert.deepEqual([...new Set(facts(nl))], [...new Set(facts(en))], code)
    }
    assert.deepEqual(Object.keys(headings.nl), Object.keys(headings.en))
  })
})

describe('a third reading of the standard', () => {
  it('comes to the same roots, in Python', (test) => {
    const entries = [0, 1, 100, 255, 256, 299].map((index) => log.entry(index))
    const root = log.tree.root().toString('base64')
    const ask = (given: object) => spawnSync('python3', [join(import.meta.dirname, 'check-proof.py')], { input: JSON.stringify(given), encoding: 'utf8' })
    const ran = ask({ origin, size: 300, root, entries })
    if (ran.error !== undefined) return test.diagnostic('not run: there is no python3 here')
    assert.deepEqual([ran.status, ran.stderr], [0, ''])
    assert.deepEqual(ran.stdout.trim().split('\n'), entries.map(() => root))
    assert.equal(ask({ origin, size: 300, root: sha256().toString('base64'), entries }).status, 1)
    const report = JSON.parse(run([shop.write(JSON.stringify(log.evidence([0, 1, 100, 255, 256, 299]))), '--json']).stdout) as { entries: unknown[] }
    assert.equal(report.entries.length, entries.length)
  })
})

describe('rubbish', () => {
  it('of any kind ends in a verdict, never in a crash', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\n', '\n\n— ', 'vrijplek annex 1\n', '"format":"vrijplek-evidence/1"', '"kind":"trail"', '"entries":',
      '"checkpoint":', log.checkpoint(), JSON.stringify(log.checkpoint()), operator.verifierKey, '1', '-1', 'null', '\u0000', 'PK\u0003\u0004', '\ufeff')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (text) => {
        const ran = run([shop.write(text.join(''), 'rubbish'), '--json'])
        assert.equal(ran.stderr, '')
        assert.ok([0, 1, 2].includes(ran.status ?? -1))
        assert.doesNotMatch(ran.stdout, /"unexpected"/)
      }),
      { numRuns: 25 },
    )
    for (const bytes of [Buffer.alloc(1_000_000), Buffer.alloc(100_000, 0xff), Buffer.from('504b0304', 'hex'), Buffer.alloc(0)]) {
      const ran = run([shop.write(bytes, 'rubbish')])
      assert.deepEqual([ran.status, ran.stderr], [2, ''])
    }
  })
})
