import type { Said, StoreDeclaration, StoreItem } from '#kernel/purpose/stores.ts'
import { mostBackupDays } from '#contract/keeping.ts'

const whileRunning: Said = { nl: 'Zolang de dienst draait', en: 'As long as the service runs' }
const notAboutPeople: Said = { nl: 'Zegt niets over een persoon', en: 'Says nothing about a person' }

const nobody = (name: Said, kept: Said, erased: Said = notAboutPeople): StoreItem => ({
  name,
  category: 'none',
  whose: 'nobody',
  purposes: [],
  form: 'clear',
  kept,
  erased,
})

/** Everything that is kept outside the tables and outside the browser. */
export const elsewhere: readonly StoreDeclaration[] = [
  {
    id: 'files:exports',
    kind: 'file',
    room: 'requests',
    what: { nl: 'Exportbestanden, gemaakt op verzoek', en: 'Export files, made on request' },
    paths: ['files/**'],
    writtenBy: ['server/kernel/files/'],
    encrypted: 'file',
    lies: 'instance',
    items: [
      {
        name: { nl: 'Alles wat over één persoon wordt bewaard', en: 'Everything that is kept about one person' },
        category: 'export',
        whose: 'employee',
        purposes: ['rights'],
        form: 'sealed',
        kept: { nl: 'Tot de link verloopt', en: 'Until the link expires' },
        erased: { nl: 'Bestand en sleutel worden gewist', en: 'File and key are destroyed' },
      },
      {
        name: { nl: 'Alles van de organisatie', en: 'Everything of the organisation' },
        category: 'export',
        whose: 'employee',
        purposes: ['rights'],
        form: 'sealed',
        kept: { nl: 'Tot de link verloopt', en: 'Until the link expires' },
        erased: {
          nl: 'Exports van de organisatie die er nog staan worden gewist',
          en: 'Exports of the organisation that are still there are removed',
        },
      },
    ],
  },
  {
    id: 'files:erasure-journal',
    kind: 'file',
    room: 'retention',
    what: {
      nl: 'Wisjournaal: wat bij een herstel opnieuw moet worden gewist',
      en: 'Erasure journal: what a restore has to erase again',
    },
    paths: ['erasures/**'],
    writtenBy: ['server/kernel/erasure-journal.ts', 'server/kernel/file-lock.ts'],
    encrypted: 'none',
    lies: 'instance',
    items: [
      {
        name: { nl: 'Kenmerk van wie is gewist, en wanneer', en: 'Mark of who was erased, and when' },
        category: 'request',
        whose: 'employee',
        purposes: ['retention'],
        form: 'hash',
        kept: { nl: 'Zolang er een back-up kan zijn, en als bewijs daarna', en: 'As long as a back-up may exist, and as proof after that' },
        erased: {
          nl: 'Blijft: het kenmerk is met een geheime sleutel gemaakt en wijst zonder die sleutel naar niemand',
          en: 'Stays: the mark is made with a secret key and points at nobody without that key',
        },
      },
    ],
  },
  {
    id: 'keys:store',
    kind: 'key',
    room: 'kernel',
    what: {
      nl: 'Sleutelkluis: de sleutel van elke persoon en elke organisatie, ingepakt',
      en: 'Key store: the key of each person and each organisation, wrapped',
    },
    paths: ['keys/person-keys.db', 'keys/person-keys.db-*'],
    writtenBy: ['server/kernel/keys/'],
    encrypted: 'sealed',
    lies: 'instance',
    items: [
      {
        name: { nl: 'Sleutel van een persoon', en: 'Key of a person' },
        category: 'account',
        whose: 'employee',
        purposes: ['retention'],
        form: 'sealed',
        kept: { nl: 'Zolang het account bestaat', en: 'As long as the account exists' },
        erased: {
          nl: 'Wordt als eerste vernietigd, met het pad ernaartoe en het tijdvakgeheim',
          en: 'Is destroyed first, with the path to it and the epoch secret',
        },
      },
    ],
  },
  {
    id: 'keys:root',
    kind: 'key',
    room: 'kernel',
    what: { nl: 'Hoofdsleutel', en: 'Root key' },
    paths: ['keys/root.key', 'keys/root.key.*'],
    encrypted: 'none',
    lies: 'instance',
    items: [nobody({ nl: 'Hoofdsleutel', en: 'Root key' }, { nl: 'Tot hij wordt vervangen', en: 'Until it is rotated' })],
  },
  {
    id: 'keys:epoch',
    kind: 'key',
    room: 'kernel',
    what: { nl: 'Tijdvakgeheim, dat in geen enkele back-up staat', en: 'Epoch secret, which is in no back-up' },
    paths: ['epoch/**'],
    encrypted: 'none',
    lies: 'instance',
    items: [
      nobody({ nl: 'Tijdvakgeheim', en: 'Epoch secret' }, { nl: 'Tot de volgende wissing', en: 'Until the next erasure' }, {
        nl: 'Wordt bij elke wissing vervangen; het oude wordt vernietigd',
        en: 'Is replaced at each erasure; the old one is destroyed',
      }),
    ],
  },
  {
    id: 'backup:own',
    kind: 'backup',
    room: 'retention',
    what: {
      nl: 'Back-ups van de databank en het archief van wijzigingen (WAL), in een map of een S3-opslag',
      en: 'Back-ups of the database and its archive of changes (WAL), in a folder or S3 storage',
    },
    paths: ['postgres/wal-spool/**', 'postgres/back-up-line.json*', 'postgres/restore*/**', 'restore-unfinished.json'],
    writtenBy: ['server/kernel/backup/', 'server/restore/', 'server/restore.ts', 'server/backup.ts'],
    encrypted: 'file',
    lies: 'instance',
    items: [
      {
        name: { nl: 'Alles wat in de tabellen staat, zoals het toen was', en: 'Everything in the tables, as it was then' },
        category: 'account',
        whose: 'employee',
        purposes: ['retention'],
        form: 'sealed',
        kept: { nl: `Ten hoogste ${mostBackupDays} dagen`, en: `At most ${mostBackupDays} days` },
        erased: {
          nl: `Blijft staan tot de back-up weggaat, na ten hoogste ${mostBackupDays} dagen, en opent niets meer; bij een herstel wordt opnieuw gewist voor de dienst opengaat`,
          en: `Stays until the back-up goes, after at most ${mostBackupDays} days, and opens nothing any more; a restore erases again before the service opens`,
        },
      },
    ],
  },
  {
    id: 'files:database',
    kind: 'file',
    room: 'kernel',
    what: {
      nl: 'De map van de databank zelf: tabellen, indexen en lopende wijzigingen (WAL)',
      en: 'The folder of the database itself: tables, indexes and current changes (WAL)',
    },
    paths: [
      'postgres/cluster/**',
      'postgres/*.conf',
      'postgres/superuser-password*',
      'postgres/socket-folder',
      'postgres/run/.s.PGSQL.*',
      'postgres/instance.*',
      'postgres/.probe-*',
    ],
    writtenBy: ['server/kernel/postgres/'],
    encrypted: 'none',
    lies: 'instance',
    items: [
      nobody(
        { nl: 'De bestanden onder de tabellen die hierboven staan', en: 'The files below the tables listed above' },
        { nl: 'Zoals de tabellen; overschreven wijzigingen worden niet hergebruikt', en: 'As the tables; overwritten changes are not recycled' },
        {
          nl: 'Wordt na een wissing herschreven, zodat ook de oude plek op schijf leeg is',
          en: 'Is rewritten after an erasure, so that the old place on disk is empty too',
        },
      ),
    ],
  },
  {
    id: 'log:database',
    kind: 'log',
    room: 'kernel',
    what: {
      nl: 'Logboek van de databank: wat de server doet, zonder opdrachten, waarden of rijen',
      en: 'Log of the database: what the server does, without statements, values or rows',
    },
    paths: ['postgres/*.log', 'postgres/*.log.1'],
    encrypted: 'none',
    lies: 'instance',
    items: [
      nobody({ nl: 'Regels over de server', en: 'Lines about the server' }, {
        nl: 'Twee bestanden van beperkte grootte; het oudste gaat weg',
        en: 'Two files of limited size; the oldest goes',
      }),
    ],
  },
  {
    id: 'log:program',
    kind: 'log',
    room: 'kernel',
    what: {
      nl: 'Logboek van het programma, alleen op de uitvoer: nummers en codes, geen namen, adressen of inhoud',
      en: 'Log of the program, on its output only: ids and codes, no names, addresses or content',
    },
    encrypted: 'none',
    lies: 'instance',
    items: [
      nobody({ nl: 'Regels met codes', en: 'Lines with codes' }, {
        nl: 'Wordt door de dienst zelf niet bewaard',
        en: 'Is not kept by the service itself',
      }),
    ],
  },
  {
    id: 'queue:jobs',
    kind: 'queue',
    room: 'kernel',
    what: { nl: 'Werkvoorraad van terugkerend werk (pg-boss)', en: 'Queue of recurring work (pg-boss)' },
    encrypted: 'none',
    lies: 'instance',
    items: [
      nobody(
        { nl: 'Naam van het werk en wanneer het liep', en: 'Name of the work and when it ran' },
        { nl: 'Ten hoogste twee weken', en: 'At most two weeks' },
      ),
    ],
  },
  {
    id: 'queue:mqtt',
    kind: 'queue',
    room: 'devices',
    what: {
      nl: 'MQTT-berichten van sensoren en schermen: niets wordt vastgehouden, ook niet voor wie even weg is',
      en: 'MQTT messages of sensors and displays: nothing is retained, not for who is away either',
    },
    encrypted: 'none',
    lies: 'instance',
    items: [nobody({ nl: 'Berichten onderweg', en: 'Messages under way' }, { nl: 'Niet', en: 'Not at all' })],
  },
  {
    id: 'mail:none',
    kind: 'mail',
    room: 'notices',
    what: {
      nl: 'E-mail: Vrijplek verstuurt nog geen e-mail, er is dus ook geen map met verzonden berichten',
      en: 'E-mail: Vrijplek sends no e-mail yet, so there is no folder of sent messages either',
    },
    encrypted: 'none',
    lies: 'instance',
    items: [nobody({ nl: 'Niets', en: 'Nothing' }, { nl: 'Niet', en: 'Not at all' })],
  },
  {
    id: 'files:demo',
    kind: 'file',
    room: 'kernel',
    what: {
      nl: 'Alleen in een proefopstelling of hersteloefening: verzonnen accounts met hun wachtwoord',
      en: 'Only in a demo or a restore drill: made-up accounts with their passwords',
    },
    paths: ['demo.json', 'demo.json.*', '.demo', '.demo*'],
    writtenBy: ['server/demo/', 'server/drill/', 'server/drill.ts'],
    encrypted: 'none',
    lies: 'instance',
    items: [nobody({ nl: 'Verzonnen mensen', en: 'Made-up people' }, { nl: 'Tot de map wordt gewist', en: 'Until the folder is removed' })],
  },
  {
    id: 'files:start',
    kind: 'file',
    room: 'kernel',
    what: {
      nl: 'Bestanden van het starten zelf: een schrijfproef, de gebouwde app, programma’s van de databank',
      en: 'Files of starting itself: a trial write, the built app, programs of the database',
    },
    paths: ['.write-test'],
    writtenBy: ['server/start/'],
    encrypted: 'none',
    lies: 'instance',
    items: [nobody({ nl: 'Geen gegevens', en: 'No data' }, whileRunning)],
  },
]
