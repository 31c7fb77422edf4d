/** What the drill says, in Dutch and English. */
export const words = {
  nl: {
    begin: (folder: string) => `Hersteloefening in ${folder}; er wordt niets anders aangeraakt.`,
    people: (count: number) => `Een organisatie met ${count} mensen is ingericht, zoals een klant dat doet.`,
    backedUp: (id: string, mb: number) => `Back-up gemaakt terwijl de dienst draait: ${id} (${mb} MB, versleuteld).`,
    stolen: 'Een dief maakt een kopie van de back-ups, de sleutelopslag en de hoofdsleutel. Het tijdvakgeheim ligt elders en heeft hij niet.',
    erased: (name: string) => `${name} vraagt in de app om gewist te worden. Het is gedaan en er is een ondertekend bewijs.`,
    lost: 'De schijf met de database en de sleutelopslag gaat verloren. De hoofdsleutel, het tijdvakgeheim en het wisjournaal liggen elders.',
    stale: 'Herstellen met een wisjournaal van vóór het wissen wordt geweigerd:',
    noEpoch: 'Herstellen zonder het tijdvakgeheim wordt geweigerd:',
    killed: (moment: string) => `Het herstel wordt hard afgebroken op het moment "${moment}"; de dienst weigert te openen:`,
    atGate: 'De gegevens van vóór het wissen zijn terug, in quarantaine. De dienst weigert te openen:',
    gate: (count: number) => `De poort: ${count} persoon uit het wisjournaal was terug in de database en is opnieuw gewist; in elke tabel is gezocht en niets gevonden.`,
    open: 'De dienst opent.',
    gone: (name: string) => `${name} staat nergens meer en kan niet inloggen.`,
    whole: 'Alle anderen zijn er, met naam en adres als tevoren.',
    thief: 'De dief probeert de gestolen sleutelopslag te openen, met de hoofdsleutel van die dag en het tijdvakgeheim van nu:',
    thiefBytes: 'In de uitgepakte back-up staat geen naam en geen adres leesbaar, van niemand.',
    thiefToday: (name: string) =>
      `Zelfs met alle sleutels van nu erbij blijft ${name} in de oude back-up onleesbaar. Wie niet gewist is gaat daarmee wel open: bewaar ze gescheiden.`,
    thiefReads: 'Wat deze dief met back-up en hoofdsleutel wél leest, ook van wie gewist is, tot de back-up na 13 dagen weg is (tabel: kolommen, aantal rijen):',
    thiefEpoch: 'Had de dief ook het tijdvakgeheim van die dag, dan las hij alles van die dag. Daarom ligt het in geen enkele back-up.',
    done: (seconds: number) => `Oefening geslaagd in ${seconds} seconden.`,
    failed: (what: string) => `OEFENING MISLUKT: ${what}`,
  },
  en: {
    begin: (folder: string) => `Restore drill in ${folder}; nothing else is touched.`,
    people: (count: number) => `An organisation of ${count} people is set up, as a customer would.`,
    backedUp: (id: string, mb: number) => `Backed up while the service runs: ${id} (${mb} MB, encrypted).`,
    stolen: 'A thief copies the back-ups, the key store and the root key. The epoch secret lies elsewhere, and the thief does not have it.',
    erased: (name: string) => `${name} asks in the app to be erased. It is done, and there is a signed receipt.`,
    lost: 'The disk with the database and the key store is lost. Root key, epoch secret and erasure journal lie elsewhere.',
    stale: 'A restore with an erasure journal from before the erasure is refused:',
    noEpoch: 'A restore without the epoch secret is refused:',
    killed: (moment: string) => `The restore is killed at the moment "${moment}"; the service refuses to open:`,
    atGate: 'The data of before the erasure is back, in quarantine. The service refuses to open:',
    gate: (count: number) => `The gate: ${count} person of the erasure journal was back in the database and is erased again; every table was searched, nothing was found.`,
    open: 'The service opens.',
    gone: (name: string) => `${name} stands nowhere any more and cannot sign in.`,
    whole: 'All others are there, with name and address as before.',
    thief: 'The thief tries to open the stolen key store, with the root key of that day and the epoch secret of now:',
    thiefBytes: 'In the unpacked back-up no name and no address can be read, of nobody.',
    thiefToday: (name: string) =>
      `Even with all keys of now on top, ${name} stays unreadable in the old back-up. Who is not erased does open with them: keep them apart.`,
    thiefReads: 'What this thief does read with back-up and root key, also of who is erased, until the back-up is gone after 13 days (table: columns, rows):',
    thiefEpoch: 'Had the thief had the epoch secret of that day too, everything of that day would be read. That is why it is in no back-up.',
    done: (seconds: number) => `The drill passed in ${seconds} seconds.`,
    failed: (what: string) => `THE DRILL FAILED: ${what}`,
  },
} as const

export type DrillWords = (typeof words)['nl'] | (typeof words)['en']

/** By LC_ALL, LC_MESSAGES or LANG, as programs on a command line do. */
export const wordsOf = (environment: Readonly<Record<string, string | undefined>>): DrillWords => {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((each) => each !== undefined && each !== '')
  return locale?.startsWith('nl') === true ? words.nl : words.en
}
