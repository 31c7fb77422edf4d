/*
 * What things are called, in Dutch and English; the sentences stand in words.mjs.
 */

/** What a document or a piece of one is called in a sentence. */
export const names = {
  nl: {
    checkpoint: 'het controlepunt',
    'consistency.from': 'het eerdere controlepunt',
    'anchor.checkpoint': 'het controlepunt van het anker',
    anchor: 'het anker',
    document: 'het document',
    evidence: 'het bewijsbestand',
    consistency: 'het bewijs van groei',
    'erasure-receipt': 'ontvangstbewijs van wissing',
    'deletion-certificate': 'certificaat van verwijdering',
    annex: 'bijlage',
    'export-manifest': 'lijst van een uitvoer',
    'integration-approval': 'goedkeuring van een derde partij',
  },
  en: {
    checkpoint: 'the checkpoint',
    'consistency.from': 'the earlier checkpoint',
    'anchor.checkpoint': 'the anchor’s checkpoint',
    anchor: 'the anchor',
    document: 'the document',
    evidence: 'the evidence file',
    consistency: 'the proof of growth',
    'erasure-receipt': 'receipt of erasure',
    'deletion-certificate': 'certificate of deletion',
    annex: 'annex',
    'export-manifest': 'list of an export',
    'integration-approval': 'approval of a third party',
  },
}

export const headings = {
  nl: {
    proven: 'BEWEZEN',
    disproven: 'WEERLEGD',
    'not checkable': 'NIET NA TE GAAN',
    weights: {
      disproven: 'Weerlegd',
      unclear: 'Kon niet worden nagegaan',
      proven: 'Bewezen',
      limit: 'Wat dit niet bewijst',
      note: 'Verder',
    },
    entries: 'De regels',
    absent: '(gewist of niet meegegeven)',
    more: 'en nog {count}',
    parts: { who: 'wie', whom: 'over wie', what: 'wat' },
  },
  en: {
    proven: 'PROVEN',
    disproven: 'DISPROVEN',
    'not checkable': 'NOT CHECKABLE',
    weights: {
      disproven: 'Disproven',
      unclear: 'Could not be checked',
      proven: 'Proven',
      limit: 'What this does not prove',
      note: 'By the way',
    },
    entries: 'The entries',
    absent: '(erased or not handed out)',
    more: 'and {count} more',
    parts: { who: 'who', whom: 'whom', what: 'what' },
  },
}
