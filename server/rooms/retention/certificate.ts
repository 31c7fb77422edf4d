import type { Language } from '#contract/values.ts'
import type { BackupsState } from '#kernel/backups.ts'
import type { PdfDocument } from '#kernel/pdf/index.ts'
import { isInTime } from './deadline.ts'
import type { EndingRow } from './store-endings.ts'

/** What no program can prove, said in the certificate itself so that nobody reads more into it than it holds. */
const notProven: Readonly<Record<Language, readonly string[]>> = {
  nl: [
    'Dat de fysieke schijven waarop de gegevens stonden zijn gewist of vernietigd: een schijf kan oude blokken bewaren waar geen programma bij kan.',
    'Wat mensen zelf op hun telefoon, op papier of in een eigen export hebben bewaard; de overeenkomst laat hun dat.',
    'Kopieën die de beheerder of de hoster buiten deze dienst om maakte, zoals momentopnamen van een virtuele machine.',
    'Wat ontvangers die de klant zelf koos met eerder verstrekte gegevens hebben gedaan.',
    'Dat de klok van de server juist liep; de tijden zijn die van de server.',
  ],
  en: [
    'That the physical disks on which the data stood were wiped or destroyed: a disk can keep old blocks that no program reaches.',
    'What people keep themselves on their phone, on paper or in an export of their own; the agreement leaves them that.',
    'Copies that the operator or the host made past this service, such as snapshots of a virtual machine.',
    'What recipients that the customer chose did with data they were given before.',
    'That the clock of the server was right; the times are those of the server.',
  ],
}

export type Certificate = {
  readonly organisation: { readonly id: string; readonly name: string }
  readonly endedAt: string
  readonly timeZone: string
  readonly deadlineAt: string
  readonly liveDoneAt: string
  readonly backupsGoneAt: string
  readonly certifiedAt: string
  readonly inTime: boolean
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly files: number
  readonly keysDestroyed: number
  readonly indexesDestroyed: number
  readonly backups: { readonly kind: BackupsState['kind']; readonly keptDays: number | null }
  readonly trail: { readonly size: number; readonly root: string } | null
  /** Its line in the erasure journal, which every restore replays. */
  readonly journal: number | null
  /** Duties by law that suspended a part of it. */
  readonly suspendedBy: readonly { readonly statute: string; readonly endsAt: string }[]
  readonly notProven: readonly string[]
}

/** Counts that are no tables. */
export const filesCount = '(files)'
export const keysCount = '(keys)'

const known = (instant: Temporal.Instant | null, what: string): string => {
  if (instant === null) throw new Error(`nothing is certified before ${what} is known`)
  return instant.toString()
}

export const certificateOf = (ending: EndingRow, backups: BackupsState, certifiedAt: Temporal.Instant): Certificate => ({
  organisation: { id: ending.organisation, name: ending.name },
  endedAt: ending.endsAt.toString(),
  timeZone: ending.timeZone,
  deadlineAt: ending.deadlineAt.toString(),
  liveDoneAt: known(ending.liveDoneAt, 'the end of live data'),
  backupsGoneAt: known(ending.backupsGoneAt, 'the end of the last copy'),
  certifiedAt: certifiedAt.toString(),
  inTime: isInTime(certifiedAt, ending.deadlineAt),
  tables: Object.entries(ending.counts)
    .filter(([table]) => !table.startsWith('('))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([table, rows]) => ({ table, rows })),
  files: ending.counts[filesCount] ?? 0,
  keysDestroyed: ending.counts[keysCount] ?? 0,
  indexesDestroyed: 1,
  backups: { kind: backups.kind, keptDays: backups.keptDays },
  trail: ending.trailSize === null || ending.trailRoot === null ? null : { size: ending.trailSize, root: ending.trailRoot.toString('base64') },
  journal: ending.journalN,
  suspendedBy: ending.holds.map(({ statute, endsAt }) => ({ statute, endsAt })),
  notProven: notProven[ending.language],
})

/** The text to be signed. */
export const certificateText = (certificate: Certificate): string => `vrijplek deletion-certificate 1\n${JSON.stringify(certificate)}\n`

const words = {
  nl: {
    title: 'Bewijs van verwijdering',
    subject: 'Wat na het einde van de verwerkersovereenkomst is verwijderd, waar en wanneer',
    lead: (name: string) =>
      `Alle gegevens van ${name} in deze dienst zijn verwijderd, back-ups inbegrepen (overeenkomst G9). Dit bewijs is te controleren met het programma verify en de sleutel van deze dienst.`,
    inTime: 'Op tijd: binnen 14 × 24 uur na het einde.',
    late: 'Te laat: niet binnen 14 × 24 uur na het einde.',
    clock: 'Tijden',
    clockCaption: 'Van het einde tot dit bewijs',
    what: 'Wat',
    when: 'Wanneer',
    rows: 'Verwijderde rijen',
    rowsCaption: 'Per tabel van de databank',
    table: 'Tabel',
    count: 'Rijen',
    else: 'Verder',
    ended: 'Einde van de overeenkomst',
    deadline: 'Uiterste moment',
    live: 'Lopende gegevens weg',
    backups: 'Laatste kopie weg',
    certified: 'Dit bewijs',
    files: (n: number) => `Bestanden verwijderd: ${n}`,
    keys: (n: number) => `Sleutels vernietigd: ${n}, en de zoekindex van de organisatie`,
    trail: (size: number, root: string) => `Spoor bij het einde: ${size} regels, wortel ${root}`,
    suspended: 'Opgeschort door een wettelijke bewaarplicht',
    notProven: 'Wat een programma niet kan bewijzen',
    signed: 'Ondertekend',
    attached: (file: string) => `Deze tekst zit ook als bestand ${file} in deze PDF; dat bestand is te controleren met verify.`,
    attachment: 'Het ondertekende bewijs, voor verify',
  },
  en: {
    title: 'Certificate of deletion',
    subject: 'What was deleted after the end of the processing agreement, where and when',
    lead: (name: string) =>
      `All data of ${name} in this service is deleted, back-ups included (agreement G9). This certificate can be checked with the program verify and the key of this service.`,
    inTime: 'In time: within 14 × 24 hours of the end.',
    late: 'Late: not within 14 × 24 hours of the end.',
    clock: 'Times',
    clockCaption: 'From the end to this certificate',
    what: 'What',
    when: 'When',
    rows: 'Rows deleted',
    rowsCaption: 'By table of the database',
    table: 'Table',
    count: 'Rows',
    else: 'Besides',
    ended: 'End of the agreement',
    deadline: 'Deadline',
    live: 'Live data gone',
    backups: 'Last copy gone',
    certified: 'This certificate',
    files: (n: number) => `Files deleted: ${n}`,
    keys: (n: number) => `Keys destroyed: ${n}, and the look-up index of the organisation`,
    trail: (size: number, root: string) => `Trail at the end: ${size} entries, root ${root}`,
    suspended: 'Suspended by a duty by law to keep',
    notProven: 'What a program cannot prove',
    signed: 'Signed',
    attached: (file: string) => `This text is also in this PDF as the file ${file}; that file can be checked with verify.`,
    attachment: 'The signed certificate, for verify',
  },
} as const

const attachmentName = 'vrijplek-certificate.note'

/**
 * The certificate as a paper. The signed text stands in it, for whoever has it printed; and is attached to it, so that the file alone can be verified:
 * lines that are copied off a page are broken, and a broken line is not what was signed.
 */
export const certificatePaper = (certificate: Certificate, note: string, language: Language, operator: string): PdfDocument => {
  const say = words[language]
  const inZone = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(certificate.timeZone).toString({ smallestUnit: 'second' })
  return {
    language,
    title: say.title,
    subject: say.subject,
    author: operator,
    madeAt: Temporal.Instant.from(certificate.certifiedAt),
    parts: [
      { kind: 'paragraph', text: say.lead(certificate.organisation.name) },
      { kind: 'paragraph', text: certificate.inTime ? say.inTime : say.late },
      { kind: 'heading', level: 2, text: say.clock },
      {
        kind: 'table',
        caption: say.clockCaption,
        columns: [
          { heading: say.what, share: 2 },
          { heading: say.when, share: 3 },
        ],
        rows: [
          [say.ended, inZone(certificate.endedAt)],
          [say.live, inZone(certificate.liveDoneAt)],
          [say.backups, inZone(certificate.backupsGoneAt)],
          [say.certified, inZone(certificate.certifiedAt)],
          [say.deadline, inZone(certificate.deadlineAt)],
        ],
      },
      { kind: 'heading', level: 2, text: say.rows },
      {
        kind: 'table',
        caption: say.rowsCaption,
        columns: [
          { heading: say.table, share: 3 },
          { heading: say.count, share: 1 },
        ],
        rows: certificate.tables.map(({ table, rows }) => [table, String(rows)]),
      },
      { kind: 'heading', level: 2, text: say.else },
      {
        kind: 'list',
        items: [
          say.files(certificate.files),
          say.keys(certificate.keysDestroyed),
          ...(certificate.trail === null ? [] : [say.trail(certificate.trail.size, certificate.trail.root)]),
          ...certificate.suspendedBy.map(({ statute, endsAt }) => `${say.suspended}: ${statute} (${inZone(endsAt)})`),
        ],
      },
      { kind: 'heading', level: 2, text: say.notProven },
      { kind: 'list', items: certificate.notProven },
      { kind: 'heading', level: 2, text: say.signed },
      { kind: 'paragraph', text: say.attached(attachmentName) },
      { kind: 'paragraph', text: note, small: true },
    ],
    attachments: [{ name: attachmentName, mediaType: 'text/plain', description: say.attachment, content: note }],
  }
}

/** The certificate out of its signed note. */
export const readCertificate = (note: string): Certificate => JSON.parse(note.split('\n')[1] ?? '') as Certificate
