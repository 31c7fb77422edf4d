import type { Role } from '#contract/permissions.ts'
import { useControlWords } from '../../language/language.ts'

type Place = { readonly name: string }

/** Roles in words, with where they hold. */
export function useRoleWords() {
  const { t, app } = useControlWords()
  const role = (one: Role) => app(`access.role.${one}`)
  return {
    role,
    /** "Locatiebeheerder, Vaartkade 12"; of the whole organisation the role alone. */
    roleAt: (one: Role, location: Place | null) => (location === null ? role(one) : t('people.roleAt', { role: role(one), location: location.name })),
    /** "als locatiebeheerder, Vaartkade 12": through what somebody can do something. */
    asRole: (one: Role, location: Place | null) =>
      location === null ? t('rights.throughRole', { role: role(one).toLowerCase() }) : t('rights.throughRoleAt', { role: role(one).toLowerCase(), location: location.name }),
    where: (location: Place | null) => location?.name ?? t('person.whole'),
  }
}
