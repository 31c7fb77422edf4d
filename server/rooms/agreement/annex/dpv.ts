import type { Purpose } from '#contract/purposes.ts'
import type { Inventory, Said } from '#kernel/purpose/stores.ts'
import { annexTitle, inventoryHash } from './annex.ts'
import type { PaperContext } from './annex.ts'
import { keptStores } from './kept-stores.ts'
import type { KeptItem, KeptStore } from './kept-stores.ts'
import { purposeWords } from './names.ts'
import type { Category, Whose } from './names.ts'

/**
 * Annex 1 in JSON-LD with terms of the W3C Data Privacy Vocabulary 2 (dpv) and its extensions for personal data (pd) and countries (loc):
 * https://w3id.org/dpv. A term that DPV does not have is not made up: the general one stands there, with our own title beside it.
 */
type Node = { readonly [member: string]: unknown }

const context = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

const personalDataTerm: Readonly<Record<Exclude<Category, 'none'>, string>> = {
  identity: 'pd:Name',
  contact: 'pd:EmailAddress',
  account: 'pd:UID',
  authentication: 'pd:Authenticating',
  preference: 'pd:Preference',
  booking: 'pd:ServiceConsumptionBehavior',
  presence: 'pd:Location',
  acceptance: 'dpv:PersonalData',
  request: 'dpv:PersonalData',
  export: 'dpv:PersonalData',
  trail: 'pd:Behavioral',
}

const subjectTerm: Readonly<Record<Exclude<Whose, 'nobody'>, string>> = {
  employee: 'dpv:Employee',
  manager: 'dpv:Employee',
  visitor: 'dpv:Visitor',
  staff: 'dpv:Employee',
}

const purposeTerm: Readonly<Record<Purpose, string>> = {
  sign_in: 'dpv:IdentityAuthentication',
  booking: 'dpv:RequestedServiceProvision',
  presence: 'dpv:ServiceProvision',
  administration: 'dpv:AccountManagement',
  telemetry: 'dpv:TechnicalServiceProvision',
  insight: 'dpv:ServiceUsageAnalytics',
  rights: 'dpv:RightsFulfillment',
  retention: 'dpv:LegalObligation',
  security: 'dpv:EnforceSecurity',
  support: 'dpv:RepairImpairments',
  audit: 'dpv:RecordManagement',
}

const formMeasure: Readonly<Record<KeptItem['form'], string | null>> = {
  sealed: 'dpv:EncryptionAtRest',
  blind_index: 'dpv:HashMessageAuthenticationCode',
  hash: 'dpv:HashFunctions',
  reference: 'dpv:Pseudonymisation',
  clear: null,
}

/** Measures that hold for everything (G6.1, G6.2). */
const measures = [
  'dpv:AccessControlMethod',
  'dpv:AuthenticationProtocols',
  'dpv:CryptographicKeyManagement',
  'dpv:ActivityMonitoring',
  'dpv:DigitalSignatures',
  'dpv:DataBackupProtocols',
]

const id = (term: string): Node => ({ '@id': term })
const inBoth = ({ nl, en }: Said) => [
  { '@language': 'nl', '@value': nl },
  { '@language': 'en', '@value': en },
]
const measured = (terms: readonly string[]): Node =>
  terms.length === 0 ? {} : { 'dpv:hasTechnicalOrganisationalMeasure': terms.map(id) }

const storageConditions = ({ kept, erased }: KeptItem): Node[] => [
  {
    '@type': 'dpv:StorageDuration',
    'dpv:hasDuration': {
      '@type': kept.period === null ? 'dpv:UntilEventDuration' : 'dpv:TemporalDuration',
      'dct:description': inBoth(kept.said),
      ...(kept.period === null ? {} : { 'rdf:value': { '@type': 'xsd:duration', '@value': kept.period } }),
    },
  },
  { '@type': 'dpv:StorageDeletion', 'dct:description': inBoth(erased) },
]

const personalData = (store: KeptStore, item: KeptItem, category: Exclude<Category, 'none'>): Node => {
  const term = personalDataTerm[category]
  const measure = formMeasure[item.form]
  return {
    '@type': term === 'dpv:PersonalData' ? term : ['dpv:PersonalData', term],
    'dct:identifier': `${store.id}/${item.key}`,
    'dct:title': inBoth(item.name),
    'dpv:hasPurpose': item.purposes.map((purpose) => id(`#purpose-${purpose}`)),
    'dpv:hasStorageCondition': storageConditions(item),
    ...measured(measure === null ? [] : [measure]),
  }
}

const processOf = (store: KeptStore): Node => {
  const subjects = [...new Set(store.items.flatMap(({ whose }) => (whose === 'nobody' ? [] : [subjectTerm[whose]])))]
  const used = [...new Set(store.items.flatMap(({ purposes }) => purposes))]
  const data = store.items.flatMap((item) => (item.category === 'none' ? [] : [personalData(store, item, item.category)]))
  const [only] = store.items
  return {
    '@id': `#${store.id.replaceAll(/[^a-z0-9]+/gi, '-')}`,
    '@type': data.length === 0 ? 'dpv:NonPersonalDataProcess' : 'dpv:PersonalDataProcess',
    'dct:identifier': store.id,
    'dct:title': inBoth(store.what),
    'dpv:hasPurpose': used.map((purpose) => id(`#purpose-${purpose}`)),
    ...(subjects.length === 0 ? {} : { 'dpv:hasDataSubject': subjects.map(id) }),
    ...(data.length === 0 ? {} : { 'dpv:hasPersonalData': data }),
    'dpv:hasStorageCondition': [
      {
        '@type': 'dpv:StorageLocation',
        'dpv:hasLocation': store.countries.length === 0 ? [id('dpv:WithinDevice')] : store.countries.map((country) => id(`loc:${country}`)),
      },
      ...(data.length === 0 && only !== undefined ? storageConditions(only) : []),
    ],
    ...measured(store.encrypted === 'none' ? [] : ['dpv:EncryptionAtRest']),
  }
}

/** @param contact where the processor can be reached about privacy */
export const dpvOf = (
  inventory: Inventory,
  { controller, processor, countries, at }: Omit<PaperContext, 'language'>,
  contact: string,
): Node => ({
  '@context': context,
  '@id': '#annex-1',
  '@type': 'dpv:Process',
  'dct:title': inBoth(annexTitle),
  'dct:created': { '@type': 'xsd:dateTime', '@value': at.toString() },
  'dct:identifier': `sha256:${inventoryHash(inventory, countries)}`,
  'dpv:hasDataController': { '@type': 'dpv:DataController', 'dpv:hasName': controller },
  'dpv:hasDataProcessor': { '@type': 'dpv:DataProcessor', 'dpv:hasName': processor, 'dpv:hasContact': contact },
  'dpv:hasPurpose': Object.entries(purposeTerm).map(([purpose, term]) => {
    const { name, why } = purposeWords[purpose as Purpose]
    return { '@id': `#purpose-${purpose}`, '@type': term, 'dct:title': inBoth(name), 'dct:description': inBoth(why) }
  }),
  'dpv:hasTechnicalOrganisationalMeasure': measures.map(id),
  'dpv:hasProcess': keptStores(inventory, countries).map(processOf),
})
