import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { PersonId, RequestId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as notices from '../notices/index.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import type { Asker } from './acts.ts'
import type { Exporter } from './exporter.ts'
import { organisationExportFiles } from './store-exports.ts'
import { addRequest, requestOf } from './store.ts'
import type { RequestView } from './store.ts'

/**
 * Asks for everything about a person (GDPR art. 15 and 20), or with null of the organisation (G1.5); it is made after the commit. Purpose `rights`.
 * @throws Refusal not_found, request_already_open
 */
export const askExport = async (kernel: Kernel, exporter: Exporter, tx: Tx, asker: Asker, person: PersonId | null): Promise<RequestView> => {
  if (person !== null && (await people.dataSubjects(tx, kernel.keys, [person])).length === 0) throw new Refusal('not_found')
  const kind = person === null ? 'organisation_export' : 'export'
  const id = await addRequest(tx, { kind, person, askedBy: asker.by, askedById: asker.id })
  await trail.record(tx, { action: 'requests.export_asked', subject: { kind: 'request', id }, person, detail: { kind } })
  tx.afterCommit(() => exporter.takeUp(tx.organisation))
  return (await requestOf(tx, person, id)).view
}

/**
 * The archive of a request, as it is being opened; recorded, and told to the person when somebody else takes it. Purpose `rights`.
 * @throws Refusal not_found also when it has expired or its key is gone
 */
export const takeExport = async (
  kernel: Kernel,
  tx: Tx,
  asker: Asker,
  person: PersonId | null,
  id: RequestId,
  reply: FastifyReply,
): Promise<Readable> => {
  const { file, view } = await requestOf(tx, person, id)
  const content = file === null ? null : await kernel.files.read(tx, file)
  if (content === null || view.file === null) throw new Refusal('not_found')
  await trail.record(tx, { action: 'requests.export_taken', subject: { kind: 'request', id }, person, detail: { kind: view.kind } })
  if (person !== null && asker.id !== person) await notices.tellPerson(kernel, tx, person, 'data_exported', id)
  const day = (view.doneAt ?? view.askedAt).slice(0, 10)
  reply.header('content-length', view.file.size)
  reply.header('content-disposition', `attachment; filename="vrijplek-${person === null ? 'organisation' : 'my-data'}-${day}.zip"`)
  return content
}

/**
 * Removes what was exported of the whole organisation: whoever is being erased stands in it. One that is under way begins anew by itself.
 * Purposes `rights`, `retention`.
 */
export const dropOrganisationExports = async (kernel: Pick<Kernel, 'files'>, tx: Tx): Promise<void> => {
  const files = await organisationExportFiles(tx)
  if (files.length > 0) await kernel.files.remove(tx, files)
}
