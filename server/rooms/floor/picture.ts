import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { FloorId, PersonId } from '#contract/ids.ts'
import { maySee } from '../people/index.ts'
import type { FloorFacts, PersonFact } from './facts.ts'
import { instantText, spotAt } from './spot.ts'
import type { Spot } from './spot.ts'

/** Who looks at a floor. */
export type Viewer = {
  readonly person: string
  readonly teamId: string | null
  /** Sees places and never who is there: a third party whose approval does not name people. */
  readonly blind?: true
}

/** Opens a sealed name; null when its key is gone. */
export type NameOf = (person: PersonFact) => string | null

/** A floor at one instant, ready to be shown to anybody of its organisation. */
export type FloorPicture = {
  readonly floorId: FloorId
  readonly at: string
  readonly spots: readonly Spot[]
  readonly nameOf: NameOf
  /** Everybody with a booking in it. */
  readonly people: ReadonlySet<string>
  /** What was written for viewers who see the same. */
  readonly written: Map<string, Shown>
}

/** What somebody gets to see, as the JSON text of a LiveFloor, and whose names stand in it. */
export type Shown = { readonly text: string; readonly people: readonly PersonId[] }

/** Judges the facts; each name is opened at most once, and only when somebody who may see it looks. */
export const pictureOf = (facts: FloorFacts, nameOf: NameOf): FloorPicture => {
  const opened = new Map<string, string | null>()
  return {
    floorId: facts.floorId,
    at: instantText(facts.nowMs),
    spots: facts.workspaces.map((workspace) => spotAt(workspace, facts.nowMs)),
    nameOf: (person) => {
      const known = opened.get(person.id)
      if (known !== undefined) return known
      const name = nameOf(person)
      opened.set(person.id, name)
      return name
    },
    people: new Set(
      facts.workspaces.flatMap(({ bookings }) => bookings.flatMap(({ person }) => (person === null ? [] : [person.id]))),
    ),
    written: new Map(),
  }
}

/** The person as this viewer may see them, or null. */
export const seenBy = (
  viewer: Viewer,
  person: PersonFact | null,
  nameOf: NameOf,
): { id: PersonFact['id']; name: string } | null => {
  if (person === null || viewer.blind === true || !maySee(viewer, { person: person.id, teamId: person.teamId, visibility: person.visibility })) return null
  const name = nameOf(person)
  return name === null ? null : { id: person.id, name }
}

/** One workspace as this viewer may see it. */
const viewOf = (spot: Spot, viewer: Viewer, nameOf: NameOf): LiveWorkspace => {
  const mine = spot.bookings.find(({ person }) => person?.id === viewer.person)
  const person = seenBy(viewer, spot.occupant, nameOf)
  return mine === undefined && person === null ? spot.shared : { ...spot.shared, myBookingId: mine?.id ?? null, person }
}

/** Viewers of one team who have no booking in these pictures see the same. */
const sightOf = (viewer: Viewer, ...pictures: readonly FloorPicture[]): string =>
  viewer.blind === true ? 'blind' : `${viewer.teamId ?? ''} ${pictures.some(({ people }) => people.has(viewer.person)) ? viewer.person : ''}`

const written = (picture: FloorPicture, sight: string, write: () => Shown): Shown => {
  const known = picture.written.get(sight)
  if (known !== undefined) return known
  const shown = write()
  picture.written.set(sight, shown)
  return shown
}

const shownFloor = ({ floorId, at }: FloorPicture, workspaces: readonly LiveWorkspace[]): Shown => ({
  text: JSON.stringify({ floorId, at, workspaces }),
  people: workspaces.flatMap(({ person }) => (person === null ? [] : [person.id])),
})

/** The whole floor for this viewer. */
export const wholeFloor = (picture: FloorPicture, viewer: Viewer): Shown =>
  written(picture, sightOf(viewer, picture), () =>
    shownFloor(picture, picture.spots.map((spot) => viewOf(spot, viewer, picture.nameOf))),
  )

/** What differs between two pictures of a floor, for whoever watches it. */
export type FloorChange = {
  /** Workspaces came or went: everything has to be told anew. */
  readonly whole: boolean
  /** A LiveFloor with the workspaces that look different to this viewer; null when none does. */
  readonly shownTo: (viewer: Viewer) => Shown | null
}

export const changeBetween = (before: FloorPicture, after: FloorPicture): FloorChange => {
  const old = new Map(before.spots.map((spot) => [spot.shared.id, spot]))
  const whole = after.spots.length !== before.spots.length || after.spots.some((spot) => !old.has(spot.shared.id))
  const candidates = whole
    ? []
    : after.spots.flatMap((spot) => {
        const was = old.get(spot.shared.id)
        return was === undefined || JSON.stringify(was) === JSON.stringify(spot) ? [] : [{ was, is: spot }]
      })
  const written = new Map<string, Shown | null>()
  const write = (viewer: Viewer): Shown | null => {
    const changed = candidates.flatMap(({ was, is }) => {
      const view = viewOf(is, viewer, after.nameOf)
      return JSON.stringify(view) === JSON.stringify(viewOf(was, viewer, before.nameOf)) ? [] : [view]
    })
    return changed.length === 0 ? null : shownFloor(after, changed)
  }
  return {
    whole,
    shownTo: (viewer) => {
      const sight = sightOf(viewer, before, after)
      const known = written.get(sight)
      if (known !== undefined) return known
      const shown = write(viewer)
      written.set(sight, shown)
      return shown
    },
  }
}
