import type { FileId, OrganisationId, PersonId } from '#contract/ids.ts'
import { mayPass } from '#kernel/database/passing.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import * as notices from '../notices/index.ts'
import { organisationOf } from '../organisations/index.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { exportZip } from './export-zip.ts'
import type { ExportOf } from './export-zip.ts'
import { tablesAboutPeople, tablesOfOrganisation } from './kept.ts'
import { readPeriods } from './store-kept.ts'
import * as store from './store-exports.ts'
import type { OpenExport } from './store-exports.ts'
import { setState } from './store.ts'

/** Makes exports, one at a time in this process. */
export type Exporter = {
  /** Has everything made that is open of an organisation, asked just now or left by a crash, when its turn comes. */
  takeUp(organisation: OrganisationId): void
  /** Settles when nothing is being made here. */
  settled(): Promise<void>
  /** Leaves what is under way; it is taken up again at the next start. */
  stop(): Promise<void>
}

/** An export can be fetched for a week (contract, part My data). */
const exportLivesHours = 7 * 24
/** A step of progress is written down when it is this much. */
const leastStepPct = 5
const system = { kind: 'system' } as const

class Stopped extends Error {}

type Made = { readonly file: FileId; readonly size: number; readonly erasedBefore: number }

export const createExporter = (kernel: Kernel, inventory: readonly RoomDeclaration[]): Exporter => {
  const personTables = tablesAboutPeople(inventory)
  const organisationTables = tablesOfOrganisation(inventory)
  const queued = new Set<OrganisationId>()
  let last: Promise<void> = Promise.resolve()
  let stopped = false

  const inRights = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>) =>
    kernel.inPurpose({ organisation, actor: system, purpose: 'rights' }, work)
  const inRetention = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>) =>
    kernel.inPurpose({ organisation, actor: system, purpose: 'retention' }, work)

  const describe = async (tx: Tx, { id, kind, person }: OpenExport): Promise<ExportOf> => {
    const [organisation, periods] = await Promise.all([organisationOf(tx), readPeriods(tx)])
    const base = { id, kind, organisation: { id: organisation.id, name: organisation.name }, periods, madeAt: tx.now }
    if (person === null) {
      return { ...base, person: null, scope: 'everyone', tables: organisationTables, language: organisation.language, name: organisation.name }
    }
    const [[subject], language] = await Promise.all([people.dataSubjects(tx, kernel.keys, [person]), people.languageOf(tx, person)])
    const name = subject?.name ?? ''
    return { ...base, person: { id: person, name }, scope: { person }, tables: personTables, language, name }
  }

  /** Writes progress with connections of another purpose: this one's are few, and held as long as the export takes. */
  const progressOf = (organisation: OrganisationId, request: OpenExport): ((done: number) => void) => {
    let told = 0
    return (done) => {
      const percent = Math.min(99, Math.floor(done * 100))
      if (percent < told + leastStepPct) return
      told = percent
      inRetention(organisation, (tx) => store.setProgress(tx, request.id, percent)).catch((error: unknown) =>
        kernel.log.warn({ err: error, organisation }, 'the progress of an export could not be written'),
      )
    }
  }

  async function* untilStopped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (stopped) throw new Stopped()
      yield chunk
    }
  }

  /** One transaction of one snapshot for everything that is read, so that JSON, CSV and page say the same. */
  const write = (organisation: OrganisationId, request: OpenExport): Promise<Made | null> =>
    inRights(organisation, async (tx) => {
      await store.oneSnapshot(tx)
      if (!(await store.holdExport(tx, request.id))) return null
      const file = crypto.randomUUID() as FileId
      if (!(await inRetention(organisation, (own) => store.beginExport(own, request.id, file)))) return null
      if (request.file !== null) await kernel.files.remove(tx, [request.file])
      const [of, { done: erasedBefore }] = await Promise.all([describe(tx, request), store.erasuresSeen(tx)])
      const { size } = await kernel.files.write(
        tx,
        {
          id: file,
          person: request.person,
          room: 'requests',
          kind: request.kind,
          name: `vrijplek-export-${tx.now.toString().slice(0, 10)}.zip`,
          mediaType: 'application/zip',
          expiresAt: tx.now.add({ hours: exportLivesHours }),
        },
        untilStopped(exportZip(kernel, tx, of, progressOf(organisation, request))),
      )
      return { file, size, erasedBefore }
    })

  const finish = (organisation: OrganisationId, request: OpenExport, made: Made) =>
    inRights(organisation, async (tx) => {
      const outcome = await store.finishExport(tx, request, made.file, made.erasedBefore, { size: made.size })
      if (outcome !== 'done') return outcome
      await trail.record(tx, {
        action: 'requests.export_made',
        subject: { kind: 'request', id: request.id },
        person: request.person,
        detail: { kind: request.kind, size: made.size },
      })
      const told: PersonId | null = request.askedById ?? request.person
      if (told !== null) await notices.tellPerson(kernel, tx, told, 'export_ready', request.id)
      return outcome
    })

  const make = async (organisation: OrganisationId, request: OpenExport): Promise<void> => {
    const made = await write(organisation, request)
    if (made === null) return
    const outcome = await finish(organisation, request, made)
    // Somebody in it is being erased: the next turn makes it anew, without them.
    if (outcome === 'stale') kernel.log.info({ organisation, request: request.id }, 'an export is made anew: somebody in it was erased')
  }

  const takeUp = async (organisation: OrganisationId): Promise<void> => {
    for (const request of await inRights(organisation, store.openExports)) {
      if (stopped) return
      try {
        await make(organisation, request)
      } catch (error) {
        if (error instanceof Stopped || stopped) return
        kernel.log.error({ err: error, organisation, request: request.id }, 'an export could not be made')
        if (!mayPass(error)) await inRights(organisation, (tx) => setState(tx, request.id, 'failed', 'internal'))
      }
    }
  }

  const enqueue = (organisation: OrganisationId): void => {
    if (stopped || queued.has(organisation)) return
    queued.add(organisation)
    last = last.then(async () => {
      queued.delete(organisation)
      if (stopped) return
      await takeUp(organisation).catch((error: unknown) =>
        kernel.log.error({ err: error, organisation }, 'exports could not be taken up; they are tried again'),
      )
    })
  }

  return {
    takeUp: enqueue,
    settled: async () => {
      for (let seen: Promise<void> | undefined; seen !== last; ) {
        seen = last
        await seen
      }
    },
    stop: async () => {
      stopped = true
      await last
    },
  }
}
