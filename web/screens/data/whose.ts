import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { Result } from '#contract/endpoint.ts'
import {
  askMyExport, correctMyData, eraseMe, getMyData, getMyExportFile, getMyLooks, liftMyRestriction, listMyRequests, previewMyErasure,
  restrictMyData, type Corrections,
} from '#contract/endpoints/my-data.ts'
import {
  askExportOf, correctDataOf, erasePerson, getDataOf, getExportFileOf, getLooksAt, liftRestrictionOf, listDataRequests, listDataSubjects,
  previewErasureOf, restrictDataOf,
} from '#contract/endpoints/privacy-desk.ts'
import type { PersonId } from '#contract/ids.ts'
import { call, type Answer } from '../../client/call.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'

/** Whose data a screen is about: one's own, or that of a person of whom the privacy officer answers for. */
export type Whose = { readonly id: PersonId | null; readonly name: string }

const nobody = '' as PersonId

/**
 * Read from the address. The name comes from what was shown of the person a moment ago, else from the list of persons: asking for the data itself would
 * count as a look at all of it.
 */
export function useWhose(): Whose {
  const { personId } = useParams({ strict: false })
  const id = (personId ?? null) as PersonId | null
  const shown = useQueryClient().getQueryData<Answer<Result<typeof getDataOf>>>(keyOf(getDataOf, { params: { personId: id ?? nobody } }))
  const people = useCall(listDataSubjects, {}, { enabled: id !== null && shown === undefined, staleTime: 60_000 })
  return { id, name: shown?.data.name ?? people.data?.people.find((one) => one.id === id)?.name ?? '' }
}

/** Everything that is kept. */
export function useKept({ id }: Whose) {
  const mine = useCall(getMyData, {}, { enabled: id === null, staleTime: 60_000 })
  // Each time it is asked for, the person is told that somebody looked: so not again at every change of window.
  const theirs = useCall(getDataOf, { params: { personId: id ?? nobody } }, { enabled: id !== null, staleTime: 600_000 })
  return id === null ? mine : theirs
}

export const looksPage = async ({ id }: Whose, before: string | null) => {
  const query = before === null ? {} : { before }
  return id === null ? await call(getMyLooks, { query }) : await call(getLooksAt, { params: { personId: id }, query })
}

/** Requests about this person, newest first; while one is under way it is asked again and again. */
export function useRequests({ id }: Whose, everyMs: number | false) {
  const settings = everyMs === false ? {} : { refetchInterval: everyMs }
  const mine = useCall(listMyRequests, {}, { enabled: id === null, ...settings })
  const all = useCall(listDataRequests, {}, { enabled: id !== null, ...settings })
  if (id === null) return { ...mine, requests: mine.data?.requests ?? null }
  return { ...all, requests: all.data?.requests.filter(({ person }) => person?.id === id) ?? null }
}

export function usePreview({ id }: Whose) {
  const mine = useCall(previewMyErasure, {}, { enabled: id === null, staleTime: 60_000 })
  const theirs = useCall(previewErasureOf, { params: { personId: id ?? nobody } }, { enabled: id !== null, staleTime: 60_000 })
  return id === null ? mine : theirs
}

/** What can be done about the data, whoever's it is. */
export function actsOn({ id }: Whose) {
  const params = { personId: id ?? nobody }
  return {
    correct: (body: z.input<typeof Corrections>) => (id === null ? call(correctMyData, { body }) : call(correctDataOf, { params, body })),
    freeze: () => (id === null ? call(restrictMyData) : call(restrictDataOf, { params })),
    lift: () => (id === null ? call(liftMyRestriction) : call(liftRestrictionOf, { params })),
    take: () => (id === null ? call(askMyExport) : call(askExportOf, { params })),
    erase: () => (id === null ? call(eraseMe, { body: { erase: true } }) : call(erasePerson, { params, body: { erase: true } })),
    fileUrl: (requestId: string) => (id === null ? urlOf(getMyExportFile.path, { requestId }) : urlOf(getExportFileOf.path, { ...params, requestId })),
  }
}

/** Keys of what an act changes, to be asked anew. */
export const changedBy = [getMyData, getDataOf, listMyRequests, listDataRequests, listDataSubjects, previewMyErasure, previewErasureOf]
  .map((spec) => keyOf(spec))

/** Where the screens about this person stand. */
export const baseOf = ({ id }: Whose): string => (id === null ? '/me/data' : `/privacy/people/${id}`)
