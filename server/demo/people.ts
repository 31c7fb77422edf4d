/**
 * The demo's people: all invented, with addresses under `.example`, which nobody can own (RFC 2606 §3).
 *
 * Passwords: an organisation's sentence and the person's place in its list, with two digits. The first person of the
 * water board signs in with `reiger-wacht-op-vis-01`, the tenth with `reiger-wacht-op-vis-10`, the librarian with
 * `boek-terug-voor-zondag-01`.
 */
import type { Role } from '#contract/permissions.ts'
import type { Language, Visibility } from '#contract/values.ts'

export type DemoPerson = {
  name: string
  email: string
  password: string
  role: Role
  team: string | null
  visibility: Visibility
  language: Language
  /** Whether they have said yes to their part of the agreement. */
  pastFirstUse: boolean
  /** Whether the demo plans bookings for them. The others have an empty week, for scripts and for trying things. */
  plansAhead: boolean
}

export type DemoOrganisation = {
  name: string
  agreementInForce: boolean
  teams: readonly string[]
  people: readonly DemoPerson[]
}

const TEAMS = ['Dijken', 'Zuivering', 'Peilbeheer', 'Vergunningen', 'Bedrijfsvoering'] as const

/**
 * One person: name, team, then marks. `p` plans ahead, `t` is seen by the team only, `n` by nobody (else by the
 * organisation), `e` reads English, `f` still has the first use before them, `L`, `O`, `P` manage a location, the
 * organisation, or guard privacy.
 */
const WATER_BOARD: readonly (readonly [name: string, team: (typeof TEAMS)[number], marks: string])[] = [
  ['Sanne de Wit', 'Dijken', 'p'],
  ['Joris van Dalen', 'Dijken', 'p'],
  ['Fatima el Amrani', 'Dijken', 'p'],
  ['Wouter Kuipers', 'Dijken', 'pt'],
  ['Ravi Ramdin', 'Dijken', 'p'],
  ['Marieke Hoekstra', 'Dijken', 'pn'],
  ['Bram Vermeulen', 'Dijken', ''],
  ['Aylin Demir', 'Dijken', 't'],
  ['Teun Postma', 'Dijken', ''],
  ['Lotte Zijlstra', 'Zuivering', 'p'],
  ['Mohamed Bouzid', 'Zuivering', 'p'],
  ['Anouk Peters', 'Zuivering', 'pt'],
  ['Daan Scholten', 'Zuivering', 'p'],
  ['Soraya Mahabier', 'Zuivering', 'p'],
  ['Pieter Feenstra', 'Zuivering', ''],
  ['Esra Yıldız', 'Zuivering', 'n'],
  ['Niels Brandsma', 'Zuivering', ''],
  ['Gerda Oosterhuis', 'Zuivering', 't'],
  ['Thijs Blom', 'Peilbeheer', 'p'],
  ['Nadia Benali', 'Peilbeheer', 'p'],
  ['Kees Verhoef', 'Peilbeheer', 'pn'],
  ['Ilse Wiersma', 'Peilbeheer', 'p'],
  ['Jaydon Martina', 'Peilbeheer', 'p'],
  ['Roos van Vliet', 'Peilbeheer', 't'],
  ['Sjoerd Dijkstra', 'Peilbeheer', ''],
  ['Mei Lin Chan', 'Peilbeheer', 'e'],
  ['Hanneke Smit', 'Vergunningen', 'p'],
  ['Youssef Haddou', 'Vergunningen', 'pt'],
  ['Eva Nijland', 'Vergunningen', 'p'],
  ['Giulia Conti', 'Vergunningen', 'pe'],
  ['Stijn Mulder', 'Vergunningen', 'n'],
  ['Marloes Prins', 'Vergunningen', ''],
  ['Desmond Pinas', 'Vergunningen', ''],
  ['Femke Bakker', 'Bedrijfsvoering', 'p'],
  ['Tomasz Nowak', 'Bedrijfsvoering', 'pe'],
  ['Yara Suleiman', 'Bedrijfsvoering', 'p'],
  ['Ruben Goossens', 'Bedrijfsvoering', 't'],
  ['Petra Langendijk', 'Bedrijfsvoering', ''],
  ['Siem Otten', 'Bedrijfsvoering', 'f'],
  ['Amber Jacobs', 'Vergunningen', 'f'],
  ['Henk Terpstra', 'Bedrijfsvoering', 'Lp'],
  ['Chantal Wijngaarde', 'Bedrijfsvoering', 'L'],
  ['Margriet van Loon', 'Bedrijfsvoering', 'O'],
  ['Arjan Hulshof', 'Bedrijfsvoering', 'Pt'],
]

/** "Mei Lin Chan" → mei.lin.chan, "Esra Yıldız" → esra.yildiz. */
const mailbox = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '.')

const password = (sentence: string, index: number): string => `${sentence}-${String(index + 1).padStart(2, '0')}`

function role(marks: string): Role {
  if (marks.includes('L')) return 'location_manager'
  if (marks.includes('O')) return 'organisation_manager'
  return marks.includes('P') ? 'privacy_officer' : 'employee'
}

function visibility(marks: string): Visibility {
  if (marks.includes('n')) return 'nobody'
  return marks.includes('t') ? 'team' : 'organisation'
}

export const waterBoard: DemoOrganisation = {
  name: 'Waterschap Vaart en Diep',
  agreementInForce: true,
  teams: TEAMS,
  people: WATER_BOARD.map(([name, team, marks], i) => ({
    name,
    team,
    role: role(marks),
    visibility: visibility(marks),
    email: `${mailbox(name)}@vaartendiep.example`,
    password: password('reiger-wacht-op-vis', i),
    language: marks.includes('e') ? 'en' : 'nl',
    pastFirstUse: !marks.includes('f'),
    plansAhead: marks.includes('p'),
  })),
}

/** Its manager has signed in but not yet brought the agreement about: nothing of it is processed. */
export const library: DemoOrganisation = {
  name: 'Bibliotheek De Sluiswachter',
  agreementInForce: false,
  teams: [],
  people: [
    {
      name: 'Ineke van der Meij',
      email: 'ineke.van.der.meij@desluiswachter.example',
      password: password('boek-terug-voor-zondag', 0),
      role: 'organisation_manager',
      team: null,
      visibility: 'nobody',
      language: 'nl',
      pastFirstUse: false,
      plansAhead: false,
    },
  ],
}

export const demoOrganisations: readonly DemoOrganisation[] = [waterBoard, library]
