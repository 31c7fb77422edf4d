/**
 * Categories of data as an approval of a third party names them (G5.3). An endpoint that a token may call says which of these its answer holds; the token's
 * approval must name them all.
 */
export const dataCategories = {
  places: { nl: 'Gebouwen, verdiepingen en werkplekken, zonder personen', en: 'Buildings, floors and workspaces, without people' },
  occupancy: { nl: 'Of plekken vrij of bezet zijn, zonder personen', en: 'Whether places are free or in use, without people' },
  bookings: { nl: 'Boekingen', en: 'Bookings' },
  presence: { nl: 'Wie waar zit', en: 'Who sits where' },
  identity: { nl: 'Namen van personen', en: 'Names of people' },
  contact: { nl: 'E-mailadressen van personen', en: 'E-mail addresses of people' },
  account: { nl: 'Accounts, teams en rollen', en: 'Accounts, teams and roles' },
  devices: { nl: 'Apparaten en hun toestand', en: 'Devices and their state' },
} as const satisfies Record<string, { nl: string; en: string }>
export type DataCategory = keyof typeof dataCategories
export const dataCategoryNames = Object.keys(dataCategories) as [DataCategory, ...DataCategory[]]
