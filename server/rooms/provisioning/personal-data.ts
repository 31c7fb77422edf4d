import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const column = (category: PersonalColumn['category'], form: PersonalColumn['form']): PersonalColumn => ({
  category,
  whose: 'employee',
  purposes: ['administration', 'rights', 'retention'],
  keep: { after: 'account_end', period: 'P0D' },
  form,
})
const access = { administration: 'siud', rights: 'sd', retention: 'sud' } as const

export const declaration: RoomDeclaration = {
  room: 'provisioning',
  tables: [
    {
      table: 'scim_users',
      access,
      plain: ['organisation_id', 'client_id'],
      personal: {
        person_id: column('account', 'reference'),
        user_name_index: column('contact', 'blind_index'),
        external_id_index: column('account', 'blind_index'),
        attributes_sealed: column('identity', 'sealed'),
        active: column('account', 'clear'),
        created_at: column('account', 'clear'),
        modified_at: column('account', 'clear'),
        deleted_at: column('account', 'clear'),
      },
      people: [rowOf('person_id')],
    },
    {
      table: 'scim_groups',
      access,
      plain: ['organisation_id', 'id', 'name', 'external_id', 'team_id', 'roles', 'created_at', 'modified_at'],
      personal: { mapped_by: column('account', 'reference') },
      people: [{ column: 'mapped_by', about: false, whenErased: { emptied: ['mapped_by'] } }],
    },
    {
      table: 'scim_members',
      access,
      plain: ['organisation_id', 'group_id'],
      personal: { person_id: column('account', 'reference') },
      people: [rowOf('person_id')],
    },
    {
      table: 'scim_calls',
      access: { administration: 'siud', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'client_id', 'hour', 'reads', 'writes', 'refusals', 'last_at'],
      personal: {},
    },
    {
      table: 'scim_refusals',
      access: { administration: 'sid', rights: 's', retention: 'sd' },
      plain: ['organisation_id', 'id', 'at', 'client_id', 'resource', 'act', 'code'],
      personal: {},
    },
  ],
}
