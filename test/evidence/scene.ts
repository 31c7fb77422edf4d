import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { apiPrefix } from '#contract/api.ts'
import { getErasureReceipt, eraseMe } from '#contract/endpoints/my-data.ts'
import { getEvidence } from '#contract/endpoints/trail.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { BackupsState } from '#kernel/backups.ts'
import { cookieNames } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../../server/house.ts'
import type { Rooms } from '../../server/house.ts'
import { startSession } from '../../server/rooms/access/index.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'

export type Weight = 'proven' | 'disproven' | 'unclear' | 'limit' | 'note'
export type Verdict = {
  /** Of the process: 0 proven, 1 disproven, 2 not checkable. */
  readonly exit: number
  /** What it says of a weight: each a code with its facts, `entry_altered index=41`. */
  readonly told: (weight: Weight) => string[]
  readonly entries: readonly { readonly index: number; readonly parts: Readonly<Record<'who' | 'whom' | 'what', string | null>> }[]
}

const program = join(import.meta.dirname, '../../verify/verify.mjs')

/** Runs the offline verifier as whoever doubts us would: a program of its own, plain Node. */
export const verify = (...words: readonly string[]): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [program, '--json', ...words], { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (stderr !== '') return reject(new Error(stderr))
      const said = JSON.parse(stdout) as { exitCode: number; entries: Verdict['entries']; findings: { weight: Weight; code: string; facts: object }[] }
      const exit = error === null ? 0 : Number(error.code)
      if (exit !== said.exitCode) return reject(new Error(`it says ${said.exitCode} and ends with ${exit}`))
      const told = (weight: Weight) =>
        said.findings
          .filter((finding) => finding.weight === weight)
          .map(({ code, facts }) => [code, ...Object.entries(facts).map(([name, fact]) => `${name}=${fact}`)].join(' '))
      resolve({ exit, told, entries: said.entries.map(({ index, parts }) => ({ index, parts })) })
    })
  })

/** The name of a tile as C2SP tlog-tiles writes it: groups of three digits, all but the last with an x; a partial one with its width. */
const tileName = (level: number | 'entries', index: number, width: number): string => {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
  const groups = digits.match(/.{3}/g) ?? []
  return `tile/${level}/${groups.map((group, at) => (at + 1 < groups.length ? `x${group}` : group)).join('/')}${width === 256 ? '' : `.p/${width}`}`
}

/** Every tile and bundle of a tree of this size. */
export const tilesOf = (size: number): string[] => {
  const names = []
  for (const level of ['entries', 0, 1, 2, 3] as const) {
    const count = Math.floor(size / 256 ** (level === 'entries' ? 0 : level))
    for (let index = 0; index * 256 < count; index++) names.push(tileName(level, index, Math.min(256, count - index * 256)))
  }
  return names
}

export type Copy = { readonly folder: string; readonly size: number; readonly checkpoint: string; readonly missing: readonly string[] }

export type EvidenceHouse = TestHouse & {
  readonly rooms: Rooms
  /** File with the answer of `GET /trail/key`. */
  readonly key: string
  /** A file in a folder that goes with the house. */
  readonly save: (name: string, content: string | Uint8Array) => string
  /** Over a real connection, without a session or with one. */
  readonly get: (path: string, cookie?: string) => Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }>
  /** The verifier with the key of this house. */
  readonly check: (...words: readonly string[]) => Promise<Verdict>
  /** What the minute job does: every entry gets its place. */
  readonly sequence: (organisation: OrganisationId) => Promise<void>
  readonly checkpointOf: (organisation: OrganisationId) => Promise<string>
  /** Fetches the log into a folder as a client of C2SP tlog-tiles would. */
  readonly copyLog: (organisation: OrganisationId, name: string) => Promise<Copy>
  readonly evidence: (as: PersonPrincipal, query?: Readonly<Record<string, string>>) => Promise<string>
  readonly signIn: (person: PersonPrincipal) => Promise<string>
  /** Erases a person at their own word. @returns the receipt, as whoever has its link gets it */
  readonly erase: (person: PersonPrincipal) => Promise<string>
  /** When the last copy goes; null: never. */
  readonly copies: { goneAt: string | null }
}

/** The house with all its rooms, listening, and a verifier beside it. */
export const openEvidenceHouse = async (): Promise<EvidenceHouse> => {
  let rooms: Rooms | undefined
  const joined = (): Rooms => rooms ?? assert.fail('the house asked for no routes')
  const copies: EvidenceHouse['copies'] = { goneAt: null }
  const state: BackupsState = { kind: 'embedded', keptDays: 13, newest: null, oldestAt: null, failure: null }
  const opened: { house?: TestHouse } = {}
  const house = await openTestHouse({
    routes: (kernel) => (rooms = joinRooms(kernel)).routes,
    authenticate: () => joined().authenticate,
    settings: { LOG_LEVEL: 'silent' },
    backups: {
      state: async () => state,
      goneBefore: async () => opened.house !== undefined && copies.goneAt !== null && Temporal.Instant.compare(opened.house.clock.now(), copies.goneAt) >= 0,
    },
  })
  opened.house = house
  const address = await house.http.listen({ host: '127.0.0.1', port: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-evidence-'))

  const save: EvidenceHouse['save'] = (name, content) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }
  const get: EvidenceHouse['get'] = async (path, cookie) => {
    const answer = await fetch(`${address}${apiPrefix}${path}`, cookie === undefined ? {} : { headers: { cookie } })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const found = async (path: string): Promise<string> => {
    const { status, bytes } = await get(path)
    assert.equal(status, 200, `${path} ${bytes.toString()}`)
    return bytes.toString('utf8')
  }
  const key = save('key.json', await found('/trail/key'))
  const checkpointOf = (organisation: OrganisationId) => found(`/trail/${organisation}/checkpoint`)

  return {
    ...house,
    rooms: joined(),
    copies,
    key,
    save,
    get,
    checkpointOf,
    check: (...words) => verify('--key', key, ...words),
    sequence: async (organisation) => {
      const job = joined().jobs.find(({ name }) => name === 'trail.sequence')
      assert.ok(job !== undefined && 'run' in job)
      await job.run(organisation)
    },
    copyLog: async (organisation, name) => {
      const checkpoint = await checkpointOf(organisation)
      const size = Number(checkpoint.split('\n')[1])
      save(`${name}/checkpoint`, checkpoint)
      const missing = []
      for (const tile of tilesOf(size)) {
        const { status, bytes } = await get(`/trail/${organisation}/${tile}`)
        if (status === 200) save(`${name}/${tile}`, bytes)
        else missing.push(tile)
      }
      return { folder: join(folder, name), size, checkpoint, missing }
    },
    evidence: async (as, query = {}) => {
      const answer = await house.call(getEvidence, { as, query })
      assert.equal(answer.status, 200, answer.text)
      return answer.text
    },
    signIn: async ({ organisation, person }) => {
      const { cookie } = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
        startSession(tx, person, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'),
      )
      return `${cookieNames(false).session}=${cookie}`
    },
    erase: async (person) => {
      const asked = await house.call(eraseMe, { as: person, body: { erase: true } })
      assert.equal(asked.status, 202, asked.text)
      await joined().retention.erasures.settled()
      const receiptId = String(asked.body['receiptId'])
      const { state: at, receipt } = JSON.parse(await found(getErasureReceipt.path.replace('{receiptId}', receiptId))) as { state: string; receipt: string | null }
      assert.equal(at, 'done')
      return receipt ?? assert.fail('no receipt')
    },
    close: async () => {
      await joined().exporter.stop()
      await joined().retention.stop()
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same text with another letter or digit at a place: one that reads as well as the one that stood there. */
export const otherAt = (text: string, at: number): string => {
  const was = text[at] ?? assert.fail(`no character ${at}`)
  const is = /\d/.test(was) ? String((Number(was) + 1) % 10) : was === 'b' ? 'c' : was === 'B' ? 'C' : /[a-z]/.test(was) ? 'b' : 'B'
  return text.slice(0, at) + is + text.slice(at + 1)
}

/** Places of letters and digits at the beginning, in the middle and towards the end. */
export const placesIn = (text: string): number[] => {
  const places = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index)
  return [...new Set([places[0], places[places.length >> 1], places.at(-3)])].filter((place) => place !== undefined)
}
