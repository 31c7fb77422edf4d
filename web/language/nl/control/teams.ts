/** The teams of the organisation. */
export const teams = {
  lead: 'Wie bij elkaar hoort, vindt elkaar als eerste.',
  newTeam: 'Naam van een nieuw team',
  add: 'Voeg toe',
  none: 'Er zijn nog geen teams.',
  rename: 'Hernoem',
  renameOf: 'Hernoem {{team}}',
  name: 'Naam van het team',
  save: 'Bewaar',
  remove: 'Verwijder',
  removeOf: 'Verwijder {{team}}',
  members: 'Leden',
  membersOf: 'Leden van {{team}}',
  removed: '{{team}} verwijderd.',
} as const
