import type { Annex } from '#contract/endpoints/inventory.ts'
import type { Language } from '#contract/values.ts'
import type { PdfDocument, PdfPart } from '#kernel/pdf/index.ts'
import { encryptionWords, kindWords } from './names.ts'
import type { RecordOfProcessing } from './record.ts'

const words = {
  nl: {
    parties: 'Deze bijlage hoort bij de verwerkersovereenkomst tussen {controller} (verwerkingsverantwoordelijke) en {processor} (verwerker).',
    made: 'Gemaakt uit de lopende dienst op {at}. Vingerafdruk van de inventaris (SHA-256): {hash}',
    purposes: 'Doelen',
    purposesCaption: 'Waarvoor gegevens mogen worden gebruikt',
    purpose: 'Doel',
    why: 'Waarom',
    ground: 'Grondslag',
    categories: 'Soorten gegevens',
    categoriesCaption: 'Soorten gegevens met voorbeelden',
    category: 'Soort',
    examples: 'Voorbeelden',
    subjects: 'Betrokkenen',
    stores: 'Waar gegevens staan',
    without: 'Wat niets over een persoon zegt',
    withoutCaption: 'Plekken die niets over een persoon bewaren',
    store: 'Plek',
    lies: 'Landen: {countries}. {encryption}.',
    ownDevice: 'het eigen apparaat',
    what: 'Wat',
    whose: 'Van wie',
    form: 'Vorm',
    kept: 'Hoe lang',
    erased: 'Als de persoon wordt gewist',
    processor: 'Verwerker',
    controller: 'Verwerkingsverantwoordelijke',
    fact: 'Gegeven',
    value: 'Waarde',
    name: 'Naam',
    seat: 'Vestigingsplaats',
    register: 'Handelsregister',
    contact: 'Contact',
    privacy: 'Contact voor privacy',
    processing: 'Verwerkingen',
    processingCaption: 'Categorieën van verwerkingen die voor de klant worden uitgevoerd',
    answersFor: 'Wie waarvoor instaat',
    transfers: 'Doorgifte buiten de Europese Economische Ruimte',
    noTransfers: 'Er gaan geen gegevens buiten de Europese Economische Ruimte.',
    country: 'Land',
    measures: 'Maatregelen',
    measuresCaption: 'Technische en organisatorische maatregelen, met hun plaats in de overeenkomst',
    mark: 'Bepaling',
    recordLaw: 'Register als bedoeld in artikel 30, tweede lid, van de AVG.',
  },
  en: {
    parties: 'This annex belongs to the data processing agreement between {controller} (controller) and {processor} (processor).',
    made: 'Made from the running service at {at}. Fingerprint of the inventory (SHA-256): {hash}',
    purposes: 'Purposes',
    purposesCaption: 'What data may be used for',
    purpose: 'Purpose',
    why: 'Why',
    ground: 'Legal ground',
    categories: 'Categories of data',
    categoriesCaption: 'Categories of data with examples',
    category: 'Category',
    examples: 'Examples',
    subjects: 'Data subjects',
    stores: 'Where data is kept',
    without: 'What says nothing about a person',
    withoutCaption: 'Places that keep nothing about a person',
    store: 'Place',
    lies: 'Countries: {countries}. {encryption}.',
    ownDevice: 'the own device',
    what: 'What',
    whose: 'Of whom',
    form: 'Form',
    kept: 'How long',
    erased: 'When the person is erased',
    processor: 'Processor',
    controller: 'Controller',
    fact: 'Fact',
    value: 'Value',
    name: 'Name',
    seat: 'Seat',
    register: 'Trade register',
    contact: 'Contact',
    privacy: 'Contact for privacy',
    processing: 'Processing',
    processingCaption: 'Categories of processing carried out for the customer',
    answersFor: 'Who answers for what',
    transfers: 'Transfers out of the European Economic Area',
    noTransfers: 'No data goes out of the European Economic Area.',
    country: 'Country',
    measures: 'Measures',
    measuresCaption: 'Technical and organisational measures, with their place in the agreement',
    mark: 'Clause',
    recordLaw: 'Record as meant in Article 30(2) of the GDPR.',
  },
} as const

const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '')

const countryNames = (countries: readonly string[], language: Language): string => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return countries.map((code) => `${names.of(code) ?? code} (${code})`).join(', ')
}

const heading = (text: string): PdfPart => ({ kind: 'heading', level: 2, text })

type Store = Annex['stores'][number]

const storeParts = (annex: Annex, { id, kind, what, countries, encrypted, items }: Store): PdfPart[] => {
  const { language } = annex
  const said = words[language]
  const named = (list: readonly { readonly name: string }[], at: number) => list[at]?.name ?? ''
  const category = (code: string) => named(annex.categories, annex.categories.findIndex((each) => each.category === code))
  const whose = (code: string) => named(annex.dataSubjects, annex.dataSubjects.findIndex((each) => each.kind === code))
  const form = (code: string) => named(annex.forms, annex.forms.findIndex((each) => each.form === code))
  const purposes = (codes: readonly string[]) =>
    codes.map((code) => named(annex.purposes, annex.purposes.findIndex((each) => each.purpose === code))).join(', ')
  return [
    { kind: 'heading', level: 3, text: what },
    {
      kind: 'paragraph',
      small: true,
      text: `${kindWords[kind][language]} (${id}). ${filled(said.lies, {
        countries: countries.length === 0 ? said.ownDevice : countryNames(countries, language),
        encryption: encryptionWords[encrypted][language],
      })}`,
    },
    {
      kind: 'table',
      caption: what,
      columns: [
        { heading: said.what, share: 3 },
        { heading: said.category, share: 2 },
        { heading: said.whose, share: 1.6 },
        { heading: said.purposes, share: 3 },
        { heading: said.form, share: 2 },
        { heading: said.kept, share: 2.6 },
        { heading: said.erased, share: 2.6 },
      ],
      rows: items.map((item) => [
        item.name,
        category(item.category),
        whose(item.whose),
        purposes(item.purposes),
        form(item.form),
        item.kept,
        item.erased,
      ]),
    },
  ]
}

/** Annex 1 as a paper. */
export const annexPaper = (annex: Annex): PdfDocument => {
  const { language, controller, processor, generatedAt, inventoryHash } = annex
  const said = words[language]
  const personal = annex.stores.filter(({ items }) => items.some(({ category }) => category !== 'none'))
  const others = annex.stores.filter((store) => !personal.includes(store))
  return {
    language,
    title: annex.title,
    subject: filled(said.parties, { controller, processor }),
    author: processor,
    madeAt: Temporal.Instant.from(generatedAt),
    landscape: true,
    parts: [
      { kind: 'paragraph', text: filled(said.parties, { controller, processor }) },
      { kind: 'paragraph', small: true, text: filled(said.made, { at: generatedAt, hash: inventoryHash }) },
      heading(said.purposes),
      {
        kind: 'table',
        caption: said.purposesCaption,
        columns: [
          { heading: said.purpose, share: 2 },
          { heading: said.why, share: 4 },
          { heading: said.ground, share: 4 },
        ],
        rows: annex.purposes.map(({ name, why, legalGround }) => [name, why, legalGround]),
      },
      heading(said.categories),
      {
        kind: 'table',
        caption: said.categoriesCaption,
        columns: [
          { heading: said.category, share: 2 },
          { heading: said.examples, share: 5 },
        ],
        rows: annex.categories.filter(({ category }) => category !== 'none').map(({ name, examples }) => [name, examples]),
      },
      heading(said.subjects),
      { kind: 'list', items: annex.dataSubjects.filter(({ kind }) => kind !== 'nobody').map(({ name }) => name) },
      heading(said.stores),
      ...personal.flatMap((store) => storeParts(annex, store)),
      heading(said.without),
      {
        kind: 'table',
        caption: said.withoutCaption,
        columns: [
          { heading: said.store, share: 3 },
          { heading: said.what, share: 5 },
          { heading: said.kept, share: 4 },
        ],
        rows: others.map(({ kind, id, what, items }) => [
          `${kindWords[kind][language]} (${id})`,
          [what, ...items.map(({ name }) => name).filter((name) => name !== what)].join('\n'),
          items.map(({ kept }) => kept).join('\n'),
        ]),
      },
    ],
  }
}

/** The record of processing activities as a paper. */
export const recordPaper = (record: RecordOfProcessing): PdfDocument => {
  const { language, processor } = record
  const said = words[language]
  return {
    language,
    title: record.title,
    subject: said.recordLaw,
    author: processor.name,
    madeAt: Temporal.Instant.from(record.generatedAt),
    landscape: true,
    parts: [
      { kind: 'paragraph', text: `${said.recordLaw} ${record.generatedAt}` },
      heading(said.processor),
      {
        kind: 'table',
        caption: said.processor,
        columns: [
          { heading: said.fact, share: 2 },
          { heading: said.value, share: 5 },
        ],
        rows: [
          [said.name, processor.name],
          [said.seat, processor.seat],
          [said.register, processor.registerNumber],
          [said.contact, processor.contact],
          [said.privacy, processor.privacyContact],
        ],
      },
      heading(said.controller),
      { kind: 'paragraph', text: record.controller.name },
      heading(said.processing),
      {
        kind: 'table',
        caption: said.processingCaption,
        columns: [
          { heading: said.purpose, share: 2 },
          { heading: said.categories, share: 4 },
          { heading: said.subjects, share: 3 },
          { heading: said.answersFor, share: 4 },
        ],
        rows: record.processing.map((each) => [each.name, each.categories.join(', '), each.dataSubjects.join(', '), each.answersFor]),
      },
      heading(said.transfers),
      record.transfers.length === 0
        ? { kind: 'paragraph', text: said.noTransfers }
        : {
          kind: 'table',
          caption: said.transfers,
          columns: [
            { heading: said.country, share: 2 },
            { heading: said.ground, share: 5 },
          ],
          rows: record.transfers.map(({ country, ground }) => [countryNames([country], language), ground]),
        },
      heading(said.measures),
      {
        kind: 'table',
        caption: said.measuresCaption,
        columns: [
          { heading: said.mark, share: 1 },
          { heading: said.what, share: 7 },
        ],
        rows: record.measures.map(({ mark, what }) => [mark, what]),
      },
    ],
  }
}
