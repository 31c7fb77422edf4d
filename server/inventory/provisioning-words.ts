import type { Said, TableWords } from '#kernel/purpose/stores.ts'

const whose: Said = { nl: 'Van wie het is (nummer)', en: 'Whose it is (id)' }
const client: Said = { nl: 'Welk programma het deed (nummer)', en: 'Which program did it (id)' }
const group: Said = { nl: 'Welke groep (nummer)', en: 'Which group (id)' }
const days: Said = { nl: 'Veertien dagen', en: 'Fourteen days' }

/** People that the organisation's own directory brings in. */
export const provisioningWords: Readonly<Record<string, TableWords>> = {
  scim_users: {
    what: { nl: 'Wie de adreslijst van de organisatie heeft aangemeld', en: 'Who was brought in by the organisation’s own directory' },
    columns: {
      person_id: whose,
      client_id: client,
      user_name_index: { nl: 'Zoekkenmerk van de gebruikersnaam', en: 'Look-up mark of the user name' },
      external_id_index: { nl: 'Zoekkenmerk van het nummer in de adreslijst', en: 'Look-up mark of the id in the directory' },
      attributes_sealed: {
        nl: 'Gebruikersnaam, nummer en namen zoals de adreslijst ze gaf',
        en: 'User name, id and names as the directory gave them',
      },
      active: { nl: 'Of de adreslijst toegang gaf', en: 'Whether the directory gave access' },
      created_at: { nl: 'Wanneer aangemeld', en: 'When brought in' },
      modified_at: { nl: 'Wanneer voor het laatst gewijzigd', en: 'When last changed' },
      deleted_at: { nl: 'Wanneer afgemeld', en: 'When taken away' },
    },
  },
  scim_groups: {
    what: { nl: 'Groepen van de adreslijst, met het team en de rollen die ze geven', en: 'Groups of the directory, with the team and roles that they give' },
    columns: {
      id: group,
      name: { nl: 'Naam van de groep', en: 'Name of the group' },
      external_id: { nl: 'Nummer in de adreslijst', en: 'Id in the directory' },
      team_id: { nl: 'Team dat leden krijgen (nummer)', en: 'Team that members get (id)' },
      roles: { nl: 'Rollen die leden krijgen', en: 'Roles that members get' },
      created_at: { nl: 'Wanneer aangemeld', en: 'When brought in' },
      modified_at: { nl: 'Wanneer voor het laatst gewijzigd', en: 'When last changed' },
      mapped_by: { nl: 'Wie de groep aan team en rollen koppelde (nummer)', en: 'Who tied the group to team and roles (id)' },
    },
  },
  scim_members: { what: { nl: 'Wie in welke groep van de adreslijst zit', en: 'Who is in which group of the directory' }, columns: { group_id: group, person_id: whose } },
  scim_calls: {
    what: { nl: 'Hoe vaak een adreslijst iets vroeg, per uur; niets over personen', en: 'How often a directory asked, by the hour; nothing about people' },
    kept: days,
  },
  scim_refusals: {
    what: { nl: 'Wat een adreslijst geweigerd werd, met de reden; niets over personen', en: 'What a directory was refused, with the reason; nothing about people' },
    kept: days,
  },
}
