/*
 * Every sentence that the verifier says, in Dutch and English. {name} stands for a fact.
 */

/** @typedef {'nl' | 'en'} Language */
/** @typedef {keyof typeof sentences} Code */

export const sentences = {
  // Signatures and keys
  signed: {
    nl: 'De handtekening van {name} onder {what} klopt.',
    en: 'The signature of {name} under {what} holds.',
  },
  signature_wrong: {
    nl: 'De handtekening van {name} onder {what} klopt niet: de tekst of de handtekening is veranderd.',
    en: 'The signature of {name} under {what} does not hold: the text or the signature was altered.',
  },
  other_key: {
    nl: '{what} is onder de naam {name} getekend met een andere sleutel dan {name}+{id}: vervalst, of met een eerdere of latere sleutel getekend.',
    en: '{what} is signed under the name {name} with another key than {name}+{id}: forged, or signed with an earlier or later key.',
  },
  not_signed: {
    nl: '{what} draagt geen handtekening van {name}.',
    en: '{what} carries no signature of {name}.',
  },
  cosigned: {
    nl: 'Getuige {name} heeft {what} meegetekend op {at} (naar de klok van die getuige) en zag tot dan geen herschreven logboek.',
    en: 'Witness {name} co-signed {what} at {at} (by that witness’s clock) and had seen no rewritten log until then.',
  },
  cosignature_wrong: {
    nl: 'De handtekening van getuige {name} onder {what} klopt niet.',
    en: 'The signature of witness {name} under {what} does not hold.',
  },
  witness_missing: {
    nl: 'Getuige {name} heeft {what} niet meegetekend.',
    en: 'Witness {name} did not co-sign {what}.',
  },
  key_given: {
    nl: 'Gecontroleerd met de sleutel die u gaf: {key}',
    en: 'Checked with the key that you gave: {key}',
  },
  key_differs: {
    nl: 'Het bewijs noemt zelf een andere sleutel; die is niet gebruikt: {key}',
    en: 'The evidence itself names another key, which was not used: {key}',
  },
  key_enclosed: {
    nl: 'Van wie de sleutel is: hij kwam met het bewijs mee, en een vervalser kan zijn eigen sleutel meesturen. '
      + 'Vergelijk hem met de sleutel die u langs een andere weg kreeg, of geef die met --key: {key}',
    en: 'Whose key it is: it came with the evidence, and a forger can enclose a key of his own. '
      + 'Compare it with the key that you got another way, or give that one with --key: {key}',
  },
  witness_enclosed: {
    nl: 'Van wie de sleutel van de getuige is: hij kwam met het bewijs mee. Geef de sleutel die u kent met --witness: {key}',
    en: 'Whose key the witness’s is: it came with the evidence. Give the key that you know with --witness: {key}',
  },
  key_needed: {
    nl: 'Hierin staat geen sleutel. Geef de sleutel van de beheerder met --key (te vinden op /api/v1/trail/key).',
    en: 'There is no key in this. Give the operator’s key with --key (to be found at /api/v1/trail/key).',
  },
  bad_key: { nl: 'Dit is geen sleutel: {key} ({why})', en: 'This is no key: {key} ({why})' },
  wrong_key_type: {
    nl: 'Deze sleutel is van soort {got}, verwacht was {expected} (1 voor de beheerder, 4 voor een getuige): {key}',
    en: 'This key is of type {got}, expected was {expected} (1 for the operator, 4 for a witness): {key}',
  },
  origin_differs: {
    nl: '{what} is van logboek {origin}, niet van {expected}.',
    en: '{what} is of the log {origin}, not of {expected}.',
  },
  empty_root: {
    nl: '{what} noemt een leeg logboek met een wortel die niet die van een leeg logboek is.',
    en: '{what} names an empty log with a root that is not that of an empty log.',
  },
  // Entries
  entry_stands: {
    nl: 'Regel {index} stond, precies zo, in het logboek {origin} toen dat {size} regels had.',
    en: 'Entry {index} stood, exactly so, in the log {origin} when it had {size} entries.',
  },
  entries_stand: {
    nl: '{count} regels stonden, precies zo en op hun plaats, in het logboek {origin} toen dat {size} regels had.',
    en: '{count} entries stood, exactly so and in their places, in the log {origin} when it had {size} entries.',
  },
  entry_altered: {
    nl: 'Regel {index} stond niet zo in het logboek: de inhoud, de plaats of het bewijs ervan is veranderd.',
    en: 'Entry {index} did not stand so in the log: its content, its place or its proof was altered.',
  },
  entries_swapped: {
    nl: 'Regels {index} en {to} zijn verwisseld.',
    en: 'Entries {index} and {to} were swapped.',
  },
  entry_moved: {
    nl: 'Regel {index} is verplaatst: hij staat op {to}.',
    en: 'Entry {index} was moved: it stands at {to}.',
  },
  entry_beyond: {
    nl: 'Regel {index} ligt voorbij het einde: het logboek had {size} regels. Het is ingekort, of de regel is verzonnen.',
    en: 'Entry {index} lies beyond the end: the log had {size} entries. It was truncated, or the entry is made up.',
  },
  entry_twice: { nl: 'Regel {index} staat er tweemaal in.', en: 'Entry {index} is in it twice.' },
  not_canonical: {
    nl: '{what}: het deel {part} is niet in zijn enige vorm geschreven; twee lezers kunnen er twee dingen in lezen.',
    en: '{what}: the part {part} is not written in its only form; two readers may read two things in it.',
  },
  parts_absent: {
    nl: 'Wat er stond in delen die gewist of niet meegegeven zijn: daarvan is alleen de verbintenis over. '
      + 'Zij laat zien dat er iets stond en dat het niet vervangen is, niet wat.',
    en: 'What stood in parts that were erased or not handed out: of those only the commitment is left. '
      + 'It shows that something stood there and was not replaced, not what.',
  },
  // Growth
  consistent: {
    nl: 'Het logboek van {from} regels is het begin van dat van {to} regels: tot daar is niets veranderd, verwijderd of verplaatst.',
    en: 'The log of {from} entries is the beginning of that of {to} entries: up to there nothing was altered, deleted or reordered.',
  },
  forked: {
    nl: 'Gesplitst of herschreven: het logboek van {from} regels is niet aangetoond het begin te zijn van dat van {to} regels; het bewijs leidt er niet heen.',
    en: 'Forked or rewritten: the log of {from} entries is not shown to be the beginning of that of {to} entries; the proof does not lead there.',
  },
  shrunk: {
    nl: 'Ingekort: het eerdere logboek had {from} regels, het latere {to}.',
    en: 'Truncated: the earlier log had {from} entries, the later one {to}.',
  },
  split_view: {
    nl: 'Gesplitst beeld: er zijn twee logboeken van {size} regels met verschillende wortels. De beheerder toonde niet iedereen hetzelfde.',
    en: 'Split view: there are two logs of {size} entries with different roots. The operator did not show everybody the same.',
  },
  // Documents
  document: {
    nl: 'Dit document ({kind}) is zo door de beheerder ondertekend.',
    en: 'This document ({kind}) was signed so by the operator.',
  },
  anchor_tied: {
    nl: 'De regel in het logboek en het document noemen dezelfde: {fields}.',
    en: 'The entry in the log and the document name the same: {fields}.',
  },
  anchor_loose: {
    nl: 'Dat de regel in het logboek over dit document gaat: zij hebben geen gegeven gemeen.',
    en: 'That the entry in the log is about this document: they have no fact in common.',
  },
  anchor_erased: {
    nl: 'Dat de regel in het logboek over dit document gaat: wat er gebeurde is er niet bij.',
    en: 'That the entry in the log is about this document: what happened is not with it.',
  },
  no_anchor: {
    nl: 'Dat het document in het logboek staat: het is alleen ondertekend, niet verankerd.',
    en: 'That the document stands in the log: it is signed only, not anchored.',
  },
  contradiction: {
    nl: 'Het document spreekt zichzelf of zijn anker tegen: {field}.',
    en: 'The document contradicts itself or its anchor: {field}.',
  },
  late: { nl: 'Het certificaat zegt zelf dat het te laat was.', en: 'The certificate itself says that it was late.' },
  own_words: { nl: 'Naar zijn eigen woorden: {sentence}', en: 'In its own words: {sentence}' },
  limit_erasure_receipt: {
    nl: 'Dat de gegevens overal weg zijn: het bewijs is dat de beheerder verklaart ze te hebben gewist.',
    en: 'That the data are gone everywhere: what is proven is that the operator states to have erased them.',
  },
  limit_deletion_certificate: {
    nl: 'Dat er nergens een kopie over is, zoals op een losse schijf of iemands eigen telefoon: het bewijs is wat de beheerder verklaart.',
    en: 'That no copy is left anywhere, such as on a loose disk or somebody’s own phone: what is proven is what the operator states.',
  },
  limit_annex: {
    nl: 'Dat de verwerking zo verloopt: het bewijs is dat de beheerder dit zo opgaf.',
    en: 'That the processing is so: what is proven is that the operator declared it so.',
  },
  limit_export_manifest: {
    nl: 'Dat de uitvoer volledig is: het bewijs is welke bestanden de beheerder meegaf.',
    en: 'That the export is complete: what is proven is which files the operator handed out.',
  },
  limit_integration_approval: {
    nl: 'Dat de goedkeuring nog geldt, en wie tekende: dat staat in het spoor, bij de regel die zij noemt.',
    en: 'That the approval is still in force, and who signed: the trail says so, in the entry that it names.',
  },
  files_whole: {
    nl: '{count} bestanden zijn precies zoals de lijst ze noemt.',
    en: '{count} files are exactly as the list has them.',
  },
  file_altered: { nl: 'Het bestand {path} is veranderd.', en: 'The file {path} was altered.' },
  file_gone: { nl: 'Het bestand {path} staat op de lijst en is er niet.', en: 'The file {path} is on the list and not there.' },
  file_unlisted: {
    nl: 'Het bestand {path} staat niet op de lijst; daarover is niets bewezen.',
    en: 'The file {path} is not on the list; nothing is proven about it.',
  },
  // A copy of the log
  log_whole: {
    nl: 'De hele kopie is nagerekend: {size} regels leiden tot de ondertekende wortel van {origin}.',
    en: 'The whole copy was recomputed: {size} entries lead to the signed root of {origin}.',
  },
  tiles_whole: { nl: 'Elke hash in {count} tegels klopt.', en: 'Every hash in {count} tiles holds.' },
  checkpoint_contained: {
    nl: '{name} ({size} regels) is het begin van dit logboek.',
    en: '{name} ({size} entries) is the beginning of this log.',
  },
  checkpoint_forked: {
    nl: 'Gesplitst: {name} ({size} regels) is niet het begin van dit logboek. Het logboek is later herschreven.',
    en: 'Forked: {name} ({size} entries) is not the beginning of this log. The log was rewritten later.',
  },
  rewritten: {
    nl: 'Veranderd: de regels leiden niet tot de wortel van {name} ({size} regels). Tot {fits} regels klopt het nog; '
      + 'daarna is er een veranderd, verwijderd, ingevoegd of verplaatst.',
    en: 'Altered: the entries do not lead to the root of {name} ({size} entries). Up to {fits} entries it still fits; '
      + 'after that one was altered, deleted, inserted or moved.',
  },
  truncated: {
    nl: 'Ingekort: er zijn {have} van de {size} regels.',
    en: 'Truncated: there are {have} of the {size} entries.',
  },
  entries_altered: { nl: 'Veranderde regels: {indexes}.', en: 'Altered entries: {indexes}.' },
  entries_deleted: { nl: 'Verwijderde regels: {indexes}.', en: 'Deleted entries: {indexes}.' },
  entries_inserted: { nl: 'Ingevoegde regels: {indexes}.', en: 'Inserted entries: {indexes}.' },
  entries_rewritten: { nl: 'Herschreven van regel {index} tot en met {to}.', en: 'Rewritten from entry {index} to {to}.' },
  tiles_level_wrong: {
    nl: 'De regels leiden tot de ondertekende wortel, de tegels niet: de tegels zijn veranderd.',
    en: 'The entries lead to the signed root, the tiles do not: the tiles were altered.',
  },
  entries_and_tiles_differ: {
    nl: 'Regels en tegels verschillen, en geen van beide leidt tot de ondertekende wortel.',
    en: 'Entries and tiles differ, and neither leads to the signed root.',
  },
  tile_altered: {
    nl: 'Tegel {path} is veranderd (hash {position}).',
    en: 'Tile {path} was altered (hash {position}).',
  },
  tile_disagrees: {
    nl: 'Tegel {path} (hash {position}) past niet bij de regels {first} tot en met {last}.',
    en: 'Tile {path} (hash {position}) does not fit the entries {first} to {last}.',
  },
  tile_length: {
    nl: 'Tegel {path} is {bytes} bytes lang in plaats van {expected}.',
    en: 'Tile {path} is {bytes} bytes long instead of {expected}.',
  },
  tile_missing: { nl: 'Tegel {path} ontbreekt.', en: 'Tile {path} is missing.' },
  bundle_torn: {
    nl: 'Bundel {path} is stuk bij regel {position} ervan.',
    en: 'Bundle {path} is torn at its entry {position}.',
  },
  strange_entries: {
    nl: 'In {path} zijn {count} regels geen regels van een Vrijplek-logboek.',
    en: 'In {path} {count} entries are no entries of a Vrijplek trail.',
  },
  odd_file: { nl: 'Overgeslagen, geen tegel: {path}', en: 'Passed over, no tile: {path}' },
  beyond: {
    nl: '{path} gaat verder dan het nieuwste controlepunt; dat deel is niet nagegaan.',
    en: '{path} goes beyond the newest checkpoint; that part was not checked.',
  },
  hashes_only: {
    nl: 'Wat de regels zeggen: in deze kopie staan alleen hun hashes.',
    en: 'What the entries say: this copy has only their hashes.',
  },
  no_checkpoint: { nl: 'Er is geen controlepunt in deze map.', en: 'There is no checkpoint in this folder.' },
  no_tiles: {
    nl: 'Er zijn geen tegels in deze map, en het controlepunt noemt {size} regels.',
    en: 'There are no tiles in this folder, and the checkpoint names {size} entries.',
  },
  log_too_large: {
    nl: 'Dit logboek heeft {size} regels; tot {most} kunnen hier worden nagerekend.',
    en: 'This log has {size} entries; up to {most} can be recomputed here.',
  },
  head_only: {
    nl: 'De beheerder tekende dat het logboek {origin} {size} regels had, met deze wortel.',
    en: 'The operator signed that the log {origin} had {size} entries, with this root.',
  },
  // Comparison
  same_view: {
    nl: 'Beide tonen hetzelfde logboek van {size} regels.',
    en: 'Both show the same log of {size} entries.',
  },
  consistent_views: {
    nl: 'Beide tonen één logboek: dat van {from} regels is het begin van dat van {to} regels.',
    en: 'Both show one log: that of {from} entries is the beginning of that of {to} entries.',
  },
  no_link: {
    nl: 'Of het logboek van {from} regels het begin is van dat van {to} regels: geen van beide bewijst het. '
      + 'Vraag een bewijsbestand met since={from}; wie het niet kan geven, heeft herschreven.',
    en: 'Whether the log of {from} entries is the beginning of that of {to} entries: neither proves it. '
      + 'Ask for an evidence file with since={from}; who cannot give it has rewritten.',
  },
  entry_forked: {
    nl: 'Gesplitst: regel {index} is in het ene een andere dan in het andere.',
    en: 'Forked: entry {index} is another in the one than in the other.',
  },
  different_logs: {
    nl: 'Dit zijn twee verschillende logboeken: {first} en {second}.',
    en: 'These are two different logs: {first} and {second}.',
  },
  different_signers: {
    nl: 'De twee zijn met verschillende sleutels gecontroleerd. Geef de sleutel van de beheerder met --key.',
    en: 'The two were checked with different keys. Give the operator’s key with --key.',
  },
  first_witnesses: { nl: 'Het eerste beeld is meegetekend door: {names}', en: 'The first view is co-signed by: {names}' },
  second_witnesses: { nl: 'Het tweede beeld is meegetekend door: {names}', en: 'The second view is co-signed by: {names}' },
  nothing_to_compare: {
    nl: '{path} toont geen logboek om te vergelijken.',
    en: '{path} shows no log to compare.',
  },
  // What no evidence proves
  not_everything: {
    nl: 'Dat de beheerder alles heeft opgeschreven wat er gebeurde.',
    en: 'That the operator wrote down everything that happened.',
  },
  times: {
    nl: 'Wanneer het precies gebeurde: de tijden zijn die van de beheerder zelf.',
    en: 'When exactly it happened: the times are the operator’s own.',
  },
  not_all_shown: {
    nl: 'Dat dit alle regels zijn die ertoe doen: er worden er {count} van de {size} getoond.',
    en: 'That these are all the entries that matter: {count} of {size} are shown.',
  },
  no_witness: {
    nl: 'Dat iedereen hetzelfde logboek te zien krijgt: geen bekende getuige tekende mee.',
    en: 'That everybody is shown the same log: no known witness co-signed.',
  },
  // Input
  not_found: { nl: '{path} is er niet.', en: '{path} is not there.' },
  unreadable: { nl: '{path} is niet te lezen: {why}', en: '{path} cannot be read: {why}' },
  too_large: { nl: '{path} is groter dan {mib} MiB.', en: '{path} is larger than {mib} MiB.' },
  not_utf8: { nl: '{path} is geen UTF-8.', en: '{path} is not UTF-8.' },
  bad_json: { nl: 'Dit is niet als JSON te lezen: {why}', en: 'This cannot be read as JSON: {why}' },
  bad_note: { nl: '{what} is geen ondertekende notitie: {why}', en: '{what} is no signed note: {why}' },
  bad_checkpoint: { nl: '{what} is geen controlepunt: {why}', en: '{what} is no checkpoint: {why}' },
  bad_field: {
    nl: '{what}: {field} ontbreekt of heeft niet de verwachte vorm.',
    en: '{what}: {field} is missing or not of the expected form.',
  },
  bad_zip: { nl: 'Deze ZIP is niet te lezen ({why}). Pak hem uit en geef de map.', en: 'This ZIP cannot be read ({why}). Unpack it and give the folder.' },
  unknown_format: {
    nl: '{path} is geen bewijsbestand, ondertekend document, controlepunt, uitvoer of kopie van een logboek.',
    en: '{path} is no evidence file, signed document, checkpoint, export or copy of a log.',
  },
  unknown_kind: { nl: 'Deze soort is niet bekend: {kind}', en: 'This kind is not known: {kind}' },
  unexpected: {
    nl: 'De controle is gestruikeld, en dat had niet mogen gebeuren; niets is bewezen: {why}',
    en: 'The check stumbled, which it should not have; nothing is proven: {why}',
  },
  usage: { nl: 'Zo kan het niet worden gevraagd: {why}', en: 'It cannot be asked so: {why}' },
}
