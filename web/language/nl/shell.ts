export const shell = {
  skip: 'Naar de inhoud',
  main: 'Hoofdmenu',
  today: 'Vandaag',
  map: 'Kaart',
  people: 'Mensen',
  me: 'Ik',
  language: 'Taal',
  newVersion: 'Er is een nieuwe versie van de app.',
  reload: 'Opnieuw laden',
  notFoundTitle: 'Deze pagina is er niet',
  notFoundText: 'De link is oud of niet helemaal overgenomen. Je plek voor vandaag staat op het beginscherm.',
  toToday: 'Naar vandaag',
} as const
