import type { Visibility } from '#contract/values.ts'

export type Viewer = { readonly person: string; readonly teamId: string | null }
export type Subject = { readonly person: string; readonly teamId: string | null; readonly visibility: Visibility }

/**
 * Whether a viewer may come to see a person's name with the place where they sit. The one rule, on the map, in lists,
 * in search, at doors, in the API and in streams. People always see themselves; a role gives no wider sight.
 */
export const maySee = (viewer: Viewer, subject: Subject): boolean => {
  if (viewer.person === subject.person) return true
  switch (subject.visibility) {
    case 'nobody':
      return false
    case 'team':
      return subject.teamId !== null && subject.teamId === viewer.teamId
    case 'organisation':
      return true
  }
}

/** Fewer hidden team members than this could point at one of them, so their number is not told. */
const fewestHidden = 3

/** How many of my team hide, as far as that may be told. */
export const hiddenToTell = (hidden: number): number | null => (hidden < fewestHidden ? null : hidden)
