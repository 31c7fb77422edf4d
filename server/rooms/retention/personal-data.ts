import { rowOf } from '#kernel/purpose/personal-data.ts'
import type { PersonalColumn, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

const reference = (
  whose: PersonalColumn['whose'],
  purposes: PersonalColumn['purposes'],
  keep: PersonalColumn['keep'],
): PersonalColumn => ({ category: 'request', whose, purposes, keep, form: 'reference' })

const untilAgreementEnds = { after: 'agreement_end', period: 'P0D' } as const
const desks = ['rights', 'retention', 'administration'] as const

export const declaration: RoomDeclaration = {
  room: 'retention',
  tables: [
    {
      table: 'keeping_periods',
      access: { rights: 's', retention: 'siud', administration: 's', audit: 's' },
      plain: ['organisation_id', 'rule', 'days', 'set_at'],
      personal: { set_by: reference('manager', ['rights', 'retention'], untilAgreementEnds) },
      people: [{ column: 'set_by', about: false, whenErased: { emptied: ['set_by'] } }],
    },
    {
      table: 'keeping_runs',
      access: { rights: 's', retention: 'siud' },
      plain: ['organisation_id', 'id', 'rule', 'started_at', 'finished_at', 'due_before', 'rows_done', 'failure'],
      personal: {},
    },
    {
      table: 'holds',
      access: { rights: 'siu', retention: 'sud', administration: 's' },
      plain: ['organisation_id', 'id', 'ground', 'statute', 'placed_at', 'ends_at', 'lifted_at'],
      personal: {
        person_id: reference('employee', desks, { after: 'hold_end', period: 'P730D' }),
        placed_by: reference('manager', desks, { after: 'hold_end', period: 'P730D' }),
      },
      // Emptied it would hold everybody; when the person goes nothing is held any more.
      people: [rowOf('person_id'), { column: 'placed_by', about: false, whenErased: { emptied: ['placed_by'] } }],
      keeping: [
        { rule: 'holds', since: 'ends_at', act: 'row_goes' },
        { rule: 'holds', since: 'lifted_at', act: 'row_goes' },
      ],
    },
    {
      table: 'erasures',
      access: { rights: 'si', retention: 'sud' },
      plain: ['organisation_id', 'id', 'request_id', 'started_at', 'step', 'done_at', 'counts', 'journal_n', 'link_hash', 'receipt'],
      personal: { person_id: reference('employee', ['rights', 'retention'], { after: 'request_end', period: 'P0D' }) },
      people: [{ column: 'person_id', about: true, whenErased: { emptied: ['person_id'] } }],
    },
    {
      table: 'table_rewrites',
      access: { retention: 'siu' },
      plain: ['table_name', 'marks'],
      personal: {},
    },
    {
      // Outlives the organisation; nothing personal stands in it.
      table: 'endings',
      access: { retention: 'su', administration: 'siu', jobs: 's' },
      plain: [
        'id',
        'tenant_id',
        'name',
        'language',
        'told_at',
        'ends_at',
        'time_zone',
        'deadline_at',
        'withdrawn_at',
        'access_ended_at',
        'step',
        'counts',
        'holds',
        'live_done_at',
        'journal_n',
        'trail_size',
        'trail_root',
        'backups_gone_by',
        'backups_gone_at',
        'escalated',
        'certified_at',
        'certificate',
        'link_hash',
      ],
      personal: {},
    },
  ],
}
