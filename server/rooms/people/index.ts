/** Data subjects, their teams, and who may see them. Names exist only sealed; whoever shows one asks `maySee`. */
export { declaration } from './personal-data.ts'
export { routes } from './routes.ts'
export { correctPerson, dataSubjects, languageOf, restrictPerson } from './store-rights.ts'
export type { Correction } from './store-rights.ts'
export { matching } from './search.ts'
export { endsOf, personOfEmail, setAccessUntil, setTeams } from './store-ends.ts'
export { listTeams } from './store-teams.ts'
export { visitedPerson } from './store-visited.ts'
export { visiblePeople } from './store-visible.ts'
export type { VisiblePeople } from './store-visible.ts'
export {
  accountsOfEmail,
  addPeople,
  addPerson,
  changeProfile,
  countPeople,
  endFormation,
  isAlone,
  optIn,
  peopleAfter,
  personNames,
  profileOf,
  setTeam,
  setTeamOfEach,
} from './store.ts'
export { maySee } from './visibility.ts'
