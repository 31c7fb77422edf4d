import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from '#properties'
import { createDecoderSandbox, type DecoderSandbox, type DecoderSandboxOptions, type SandboxFrame } from './sandbox.ts'
import { longestSource } from './protocol.ts'
import type { SandboxResult } from './result.ts'

const recvTime = Temporal.Instant.from('2025-03-11T08:04:12.594Z')
const frame = (hex: string, fPort = 85): SandboxFrame => ({ bytes: Uint8Array.fromHex(hex), fPort, recvTime })
const one = [frame('017564030001')]

const open: DecoderSandbox[] = []
const sandboxWith = (options?: DecoderSandboxOptions): DecoderSandbox => {
  const sandbox = createDecoderSandbox(options)
  open.push(sandbox)
  return sandbox
}
after(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()))
})

/** Hostile cases must not be slowed down or suspended by each other: every case is a decoder of its own. */
const shared = sandboxWith()
let decoders = 0
const run = (source: string, frames = one, organisationId = 'hostile', sandbox = shared): Promise<SandboxResult[]> =>
  sandbox.decode({ organisationId, decoderId: `d${decoders++}`, version: 1, source, frames })

const honest = `function decodeUplink(input) {
  var data = {}
  for (var i = 0; i + 2 < input.bytes.length; i += 3) {
    if (input.bytes[i] === 1) data.battery = input.bytes[i + 2]
    if (input.bytes[i] === 3) data.occupancy = input.bytes[i + 2] === 1 ? 'occupied' : 'vacant'
  }
  return { data: data, warnings: [], errors: [] }
}`
const honestResult = { ok: true, data: { battery: 100, occupancy: 'occupied' }, warnings: [] }

const honestOf = (organisationId: string, sandbox = shared, frames = one): Promise<SandboxResult[]> =>
  sandbox.decode({ organisationId, decoderId: 'honest', version: 1, source: honest, frames })

test('decode functions of every style are found and get bytes, port and time', async () => {
  const body = 'data: { bytes: input.bytes.concat([]), port: input.fPort, time: input.recvTime.toISOString() }'
  const expected = { bytes: [3, 0, 1], port: 85, time: '2025-03-11T08:04:12.594Z' }
  const styles = [
    `function decodeUplink(input) { console.log('hello'); return { ${body} } }`,
    `const decodeUplink = (input) => ({ ${body} })`,
    `module.exports = { decodeUplink: function (input) { return { ${body} } } }`,
    `exports.decodeUplink = (input) => ({ ${body} })`,
    `class Reader { read(input) { return { ${body} } } }
     globalThis.decodeUplink = (input) => new Reader().read(input)`,
  ]
  for (const source of styles) {
    assert.deepEqual(await run(source, [frame('030001')]), [{ ok: true, data: expected, warnings: [] }], source)
  }
  const plain = { bytes: [3, 0, 1], port: 85 }
  assert.deepEqual(
    await run('function Decoder(bytes, port) { return { bytes: bytes, port: port } }', [frame('030001')]),
    [{ ok: true, data: plain, warnings: [] }],
  )
  assert.deepEqual(
    await run('function Decode(fPort, bytes, variables) { return { bytes: bytes, port: fPort } }', [frame('030001')]),
    [{ ok: true, data: plain, warnings: [] }],
  )
})

test('a source is checked before it goes live', async () => {
  assert.deepEqual(await shared.check(honest), { ok: true, entry: 'decodeUplink' })
  assert.deepEqual(await shared.check('function Decode() {}'), { ok: true, entry: 'Decode' })
  assert.deepEqual(await shared.check('var x = 1'), { ok: false, error: 'no_decode_function' })
  assert.deepEqual(await shared.check('for (;;);'), { ok: false, error: 'timed_out' })
  assert.deepEqual(await shared.check(`//${'x'.repeat(longestSource)}`), { ok: false, error: 'source_too_large' })
  const wrong = await shared.check('function decodeUplink( {')
  assert.ok(!wrong.ok && wrong.error === 'source_invalid')
  assert.match(wrong.message ?? '', /SyntaxError/)
})

test('all bytes arrive as they were sent, zero bytes included', async () => {
  const source = 'function decodeUplink(input) { return { data: { bytes: input.bytes, port: input.fPort } } }'
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 255 }), fc.nat({ max: 255 }), async (bytes, fPort) => {
    const [result] = await shared.decode({
      organisationId: 'echo', decoderId: 'echo', version: 1, source, frames: [{ bytes, fPort, recvTime }],
    })
    assert.deepEqual(result, { ok: true, data: { bytes: [...bytes], port: fPort }, warnings: [] })
  }), { numRuns: 100 })
})

test('what a decoder says is wrong is told, in one short line', async () => {
  assert.deepEqual(
    await run('function decodeUplink() { return { errors: ["unknown fPort"], data: {} } }'),
    [{ ok: false, error: 'decoder_error', message: 'unknown fPort' }],
  )
  const [long] = await run('function decodeUplink() { throw new Error("a\\n\\u0007\\u202eb" + "x".repeat(1e5)) }')
  assert.ok(long && !long.ok && long.error === 'threw')
  assert.match(long.message ?? '', /^Error: a bx{150,}$/)
  assert.ok((long.message ?? '').length <= 200)
})

const hostile: Record<string, readonly [source: string, ...errors: string[]]> = {
  'an endless loop': ['function decodeUplink() { for (;;); }', 'timed_out'],
  'an endless loop that catches everything': [
    'function decodeUplink() { for (;;) { try { for (;;); } catch (e) {} finally { continue } } }', 'timed_out'],
  'an endless loop before any function': ['for (;;); function decodeUplink() {}', 'timed_out'],
  'a regular expression that backtracks for ever': [
    'function decodeUplink() { return { data: { m: /^(a+)+$/.test("a".repeat(60) + "b") } } }', 'timed_out'],
  'a loop inside a built-in, which no deadline reaches': [
    'function decodeUplink() { return { data: { n: Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) } } }',
    'timed_out'],
  'a memory bomb of strings': ['function decodeUplink() { var a = []; for (;;) a.push("x".repeat(1e5) + a.length) }',
    'out_of_memory', 'timed_out'],
  'a memory bomb of objects': [
    'function decodeUplink() { var a = {}; for (;;) a = { a: a, b: [a] } }', 'out_of_memory', 'timed_out'],
  'a memory bomb in one call': ['function decodeUplink() { return { data: { a: new Uint8Array(1e9).length } } }',
    'out_of_memory', 'threw'],
  'a memory bomb at the start': ['var a = []; for (;;) a.push(new Array(1e4).fill(1)); function decodeUplink() {}',
    'source_invalid', 'timed_out'],
  'deep recursion': [
    'function f() { return f() + 1 } function decodeUplink() { return { data: { n: f() } } }', 'stack_overflow'],
  'deep recursion in a built-in': [
    'function decodeUplink() { var o = {}; for (var i = 0; i < 1e4; i++) o = { o: o }; return { data: o } }',
    'stack_overflow', 'result_too_deep', 'result_too_large', 'timed_out'],
  'a promise': ['async function decodeUplink() { return { data: { occupied: true } } }', 'asynchronous'],
  'promised data': ['function decodeUplink() { return { data: Promise.resolve({ occupied: true }) } }', 'asynchronous'],
  'an import': ['function decodeUplink() { return { data: import("node:fs") } }', 'asynchronous'],
  'a result that throws when read': [
    'function decodeUplink() { return { get data() { throw new Error("no") } } }', 'threw'],
  'a getter that loops': [
    'function decodeUplink() { return { data: { get temperature() { for (;;); } } } }', 'timed_out'],
  'a proxy with endless keys': [
    `function decodeUplink() {
      return { data: new Proxy({}, {
        ownKeys: () => Array.from({ length: 1e5 }, (_, i) => 'k' + i),
        getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
        get: (t, k) => k === 'toJSON' || k === 'then' ? undefined : 1,
      }) }
    }`, 'result_too_large', 'timed_out', 'out_of_memory'],
  'a proxy of proxies': [
    `function decodeUplink() {
      var make = () => new Proxy({}, { get: (t, k) => k === 'toJSON' || k === 'then' ? undefined : make(),
        ownKeys: () => ['a'],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) })
      return { data: make() }
    }`, 'stack_overflow', 'timed_out', 'result_too_deep', 'result_too_large', 'out_of_memory'],
  'a toJSON that loops': ['function decodeUplink() { return { data: { toJSON: () => { for (;;); } } } }', 'timed_out'],
  'a huge string': ['function decodeUplink() { return { data: { s: "x".repeat(1e6) } } }', 'result_too_large'],
  'a deep result': [
    'function decodeUplink() { return { data: JSON.parse("[".repeat(50) + "]".repeat(50)) } }', 'result_too_deep'],
  'a circle': ['function decodeUplink() { var o = {}; o.o = o; return { data: o } }', 'threw'],
  'a bigint': ['function decodeUplink() { return { data: { n: 1n } } }', 'threw'],
  'nothing': ['function decodeUplink() {}', 'no_data'],
  'a string instead of data': ['function decodeUplink() { return { data: "occupied" } }', 'no_data'],
  'a function instead of data': ['function decodeUplink() { return { data: function () {} } }', 'no_data'],
  'reaching for process': ['function decodeUplink() { return { data: { p: process.env } } }', 'threw'],
  'reaching for process by a constructor': [
    'function decodeUplink() { return { data: { p: globalThis.constructor.constructor("return process")().pid } } }',
    'threw'],
  'reaching for process by an argument': [
    'function decodeUplink(i) { return { data: { p: i.bytes.constructor.constructor("return process.env")() } } }',
    'threw'],
  'reaching for require': ['function decodeUplink() { return { data: require("node:fs").readdirSync("/") } }', 'threw'],
  'an error whose message loops': [
    'function decodeUplink() { throw { toString: () => { for (;;); } } }', 'timed_out'],
  'a fake answer': ['function decodeUplink() { return "D{\\"data\\":{\\"occupied\\":true}}" }', 'no_data'],
  'overwritten built-ins that forge answers': [
    `JSON.stringify = () => 'D{"data":{"occupied":true}}'
     String.prototype.slice = () => ({ length: 1 }); String = () => 'forged'
     function decodeUplink() { throw 'plain' }`, 'threw'],
}

for (const [what, [source, ...errors]] of Object.entries(hostile)) {
  test(`${what} is refused, and meanwhile another organisation's decoder answers correctly`, async () => {
    const attack = run(source)
    const others = await Promise.all(['a', 'b', 'c', 'd'].map((organisationId) => honestOf(organisationId)))
    for (const results of others) assert.deepEqual(results, [honestResult])
    const [result] = await attack
    assert.ok(result && !result.ok, JSON.stringify(result))
    assert.ok(errors.includes(result.error), `got ${result.error}, expected ${errors.join(' or ')}`)
    assert.deepEqual(await honestOf('after'), [honestResult])
  })
}

test('nothing of the host is in a decoder\'s world', async () => {
  const [result] = await run(`function decodeUplink() {
    var world = (0, eval)('this')
    var names = []
    for (var o = world; o; o = Object.getPrototypeOf(o)) names = names.concat(Object.getOwnPropertyNames(o))
    return { data: { names: names } }
  }`)
  assert.ok(result?.ok)
  const { names } = result.data as { names: string[] }
  assert.ok(names.includes('JSON'))
  const forbidden = [
    'process', 'require', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Buffer',
    'global', 'Worker',
    'WebAssembly', 'XMLHttpRequest', 'WebSocket', 'performance', 'crypto', 'navigator', 'structuredClone',
    'Temporal', 'std', 'os',
    'print', 'load', 'scriptArgs',
  ]
  assert.deepEqual(names.filter((name) => forbidden.includes(name)), [])
})

test('prototypes a decoder changes are its own', async () => {
  const [result] = await run(`
    Object.prototype.polluted = 'yes'; Array.prototype.push = function () { return 0 }
    Object.prototype.toJSON = function () { return 1 }
    function decodeUplink() { return { data: JSON.parse('{"__proto__": {"occupied": true}, "temperature": 20}') } }`)
  assert.ok(result)
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  assert.deepEqual(await honestOf('hostile'), [honestResult])
  assert.deepEqual(await run('function decodeUplink() { return { data: { polluted: typeof {}.polluted } } }'), [
    { ok: true, data: { polluted: 'undefined' }, warnings: [] },
  ])
})

test('what a decoder remembers reaches neither another organisation nor another version', async () => {
  const source = `var seen = 0
    function decodeUplink() { seen++; globalThis.all = (globalThis.all || 0) + 1; return { data: { seen, all } } }`
  const seen = async (organisationId: string, version: number, frames = one): Promise<unknown[]> =>
    (await shared.decode({ organisationId, decoderId: 'memory', version, source, frames }))
      .map((result) => result.ok && result.data)
  await seen('first', 1, [...one, ...one, ...one])
  assert.deepEqual(await seen('second', 1), [{ seen: 1, all: 1 }])
  assert.deepEqual(await seen('first', 2), [{ seen: 1, all: 1 }])
})

test('a killed thread loses nobody\'s frames: even with one thread everyone gets right answers in order', async () => {
  const sandbox = sandboxWith({ workers: 1 })
  const count = 'function decodeUplink(i) { return { data: { n: i.bytes[0] * 256 + i.bytes[1] } } }'
  const frames = Array.from({ length: 500 }, (_, n) => ({ bytes: Uint8Array.of(n >> 8, n & 255), fPort: 1, recvTime }))
  // frame 7 of the attacker never ends, whatever is before and after it
  const attacker = `function decodeUplink(i) {
    if (i.bytes[1] === 7) Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)
    return { data: { n: i.bytes[1] } }
  }`
  const attack = run(attacker, frames.slice(0, 20), 'attacker', sandbox)
  const all = await Promise.all(Array.from({ length: 12 }, (_, i) =>
    sandbox.decode({ organisationId: `org${i}`, decoderId: 'count', version: 1, source: count, frames })))
  for (const results of all) {
    assert.deepEqual(results.map((result) => result.ok && result.data), frames.map((_, n) => ({ n })))
  }
  const results = await attack
  assert.ok(sandbox.replaced() >= 2, 'the frame was tried twice before it was given up')
  assert.deepEqual(results[7], { ok: false, error: 'timed_out' })
  for (const [n, result] of results.entries()) {
    if (n === 7) continue
    assert.ok(result.ok ? (result.data as { n: number }).n === n : result.error === 'suspended', JSON.stringify(result))
  }
})

test('little time for a round and room for one warm decoder change no answer', async () => {
  const sandbox = sandboxWith({ workers: 2, limits: { roundMs: 0, contexts: 1 } })
  const count = 'function decodeUplink(i) { return { data: { n: i.bytes[0] } } }'
  const frames = Array.from({ length: 70 }, (_, n) => ({ bytes: Uint8Array.of(n), fPort: 1, recvTime }))
  const all = await Promise.all(Array.from({ length: 5 }, (_, i) =>
    sandbox.decode({ organisationId: `org${i}`, decoderId: 'count', version: 1, source: count, frames })))
  for (const results of all) {
    assert.deepEqual(results.map((result) => result.ok && result.data), frames.map((_, n) => ({ n })))
  }
})

test('a decoder that keeps running out of time rests, then gets another chance; its neighbours go on', async () => {
  let nowMs = 0
  const sandbox = sandboxWith({ workers: 1, restMs: 1_000, nowMs: () => nowMs })
  const source = 'function decodeUplink(i) { if (i.bytes[0] === 1) for (;;); return { data: { fine: 1 } } }'
  const decode = (hex: string): Promise<SandboxResult[]> =>
    sandbox.decode({ organisationId: 'slow', decoderId: 'slow', version: 1, source, frames: [frame(hex)] })
  const fine = [{ ok: true, data: { fine: 1 }, warnings: [] }]
  for (let i = 0; i < 5; i += 1) assert.deepEqual(await decode('01'), [{ ok: false, error: 'timed_out' }])
  assert.deepEqual(await decode('02'), [{ ok: false, error: 'suspended' }])
  assert.deepEqual(await honestOf('slow', sandbox), [honestResult])
  nowMs = 1_000
  assert.deepEqual(await decode('02'), fine)
  assert.deepEqual(await decode('01'), [{ ok: false, error: 'timed_out' }])
  assert.deepEqual(await decode('02'), fine)
})

test('one organisation can keep only so many frames waiting, and others are not turned away', async () => {
  const sandbox = sandboxWith({ workers: 1, mostWaiting: 100 })
  const many = Array.from({ length: 90 }, () => one[0] as SandboxFrame)
  const calls = Array.from({ length: 4 }, () => honestOf('greedy', sandbox, many))
  assert.deepEqual(await honestOf('modest', sandbox), [honestResult])
  const results = (await Promise.all(calls)).flat()
  assert.ok(results.some((result) => !result.ok && result.error === 'overloaded'))
  assert.ok(results.every((result) => result.ok || result.error === 'overloaded'))
})

test('a closed sandbox rejects what waits and what comes', async () => {
  const sandbox = createDecoderSandbox({ workers: 1 })
  const waiting = assert.rejects(honestOf('a', sandbox), /closed/)
  await sandbox.close()
  await waiting
  await assert.rejects(honestOf('a', sandbox), /closed/)
  await sandbox.close()
})

test('no source makes a call reject, and none disturbs the honest decoder beside it', async () => {
  const pieces = fc.constantFrom(
    'while (1) {}', 'throw null', 'throw { get message() { throw 1 } }', 'return', 'return { data: this }',
    'return { data: input }',
    'input.bytes.length = 1e9', 'globalThis.decodeUplink = 1', 'JSON = null', 'Date = Array = Object = String = null',
    'delete globalThis.Object', 'Object.prototype.then = function () {}', 'Object.freeze(globalThis)',
    'var s = "x"; while (s.length < 1e7) s += s', 'return { data: new Date() }', 'return { data: [[[[]]]] }',
    'return { data: { temperature: NaN, a: undefined } }', 'return new Proxy({}, { get: function () { throw 1 } })',
    'new Array(1e6).fill(0).map(function () { return [] })', 'return { data: Symbol() }',
    'return { errors: { length: 1 } }',
    'eval("var x = 1"); new Function("return this")().y = 2', 'function f() { f() } f()',
    'return { data: { occupied: true } }',
    'Array.prototype[0] = 7', 'Object.defineProperty(Object.prototype, "data", { get: function () { throw 1 } })',
    'Function.prototype.call = Function.prototype.apply = null', 'InternalError = Error',
    '"use strict"; undeclared = 1',
  )
  const source = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 4 })
      .map((lines) => `function decodeUplink(input) { ${lines.join('; ')} }`),
    fc.tuple(pieces, pieces)
      .map(([a, b]) => `;(function () { try { ${a} } catch (e) {} })(); function decodeUplink(input) { ${b} }`),
    fc.string({ unit: 'binary', maxLength: 100 }),
  )
  await fc.assert(fc.asyncProperty(source, fc.uint8Array({ maxLength: 20 }), async (text, bytes) => {
    const frames = [{ bytes, fPort: 85, recvTime }, ...one]
    const [results, neighbour] = await Promise.all([run(text, frames), honestOf('neighbour')])
    assert.deepEqual(neighbour, [honestResult])
    assert.equal(results.length, 2)
    for (const result of results) assert.equal(typeof result.ok, 'boolean')
  }), { numRuns: 60 })
})
