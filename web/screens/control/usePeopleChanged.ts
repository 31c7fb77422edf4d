import { useQueryClient } from '@tanstack/react-query'
import { getAccount, listAccounts } from '#contract/endpoints/people.ts'
import { listGrants, whoCanDoWhat, whyCan } from '#contract/endpoints/rights.ts'
import { listSessionsOf } from '#contract/endpoints/sign-in-policy.ts'
import { keyOf } from '../../client/queries.ts'

const told = [listAccounts, getAccount, listGrants, whyCan, whoCanDoWhat, listSessionsOf]

/** After a change to an account or a right: whatever tells of people is asked anew. */
export function usePeopleChanged() {
  const queries = useQueryClient()
  return () => Promise.all(told.map((one) => queries.invalidateQueries({ queryKey: keyOf(one) })))
}
