import type { Colleague } from '#contract/endpoints/people.ts'

export type Group = { readonly name: 'team' | 'others' | 'found'; readonly people: readonly Colleague[] }

/**
 * Who stands in which group: my team first, then the others, each only with a place; in a search everyone found, those
 * with a place first. Empty groups are left out, and so am I.
 */
export function groupsOf(
  people: readonly Colleague[], me: { readonly id: string; readonly team: { readonly id: string } | null }, searching: boolean,
): Group[] {
  const others = people.filter(({ id }) => id !== me.id)
  if (searching) {
    const found = others.toSorted((a, b) => Number(a.place === null) - Number(b.place === null) || byName(a, b))
    return found.length === 0 ? [] : [{ name: 'found', people: found }]
  }
  const seated = others.filter(({ place }) => place !== null).toSorted(byName)
  const isMate = ({ team }: Colleague) => team !== null && team.id === me.team?.id
  const groups: Group[] = [
    { name: 'team', people: seated.filter(isMate) },
    { name: 'others', people: seated.filter((one) => !isMate(one)) },
  ]
  return groups.filter((group) => group.people.length > 0)
}

const byName = (a: Colleague, b: Colleague) => a.name.localeCompare(b.name, 'nl')
