import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as inventoryPapers from '#contract/endpoints/inventory.ts'
import { keepingRules } from '#contract/keeping.ts'
import type { Inventory } from '#kernel/purpose/stores.ts'
import { openAccountsHouse } from '../../../../test/accounts.ts'
import type { AccountsHouse } from '../../../../test/accounts.ts'
import { pdfWords } from '../../../../test/pdf-text.ts'
import { wholeInventory } from '../../../inventory.ts'
import { annexOf, inventoryHash } from './annex.ts'
import { dpvOf } from './dpv.ts'
import { recordOf, thirdCountries } from './record.ts'
import { storeList } from './store-list.ts'

const languages = ['nl', 'en'] as const
const at = Temporal.Instant.from('2026-11-22T10:00:00Z')
const contextIn = (language: 'nl' | 'en', countries: readonly string[] = ['NL']) => ({
  language,
  controller: 'Waterschap De Proef',
  processor: 'Voorbeeldplek Coöperatie U.A.',
  countries,
  at,
})
const parties = {
  operatorName: 'Voorbeeldplek Coöperatie U.A.',
  operatorSeat: 'Utrecht',
  operatorRegisterNumber: '01234567',
  operatorContact: 'hallo@voorbeeldplek.example',
  operatorPrivacyContact: 'privacy@voorbeeldplek.example',
  customerName: 'Waterschap De Proef',
}

/** The inventory with one more column about a person, as a developer would add it. */
const withColumn: Inventory = {
  ...wholeInventory,
  rooms: wholeInventory.rooms.map((room) => ({
    ...room,
    tables: room.tables.map((table) => {
      const like = table.personal['visibility']
      if (table.table !== 'people' || like === undefined) return table
      return { ...table, personal: { ...table.personal, shoe_size: { ...like, purposes: ['presence' as const], category: 'presence' as const } } }
    }),
  })),
}
const withWords: Inventory = {
  ...withColumn,
  words: {
    ...withColumn.words,
    people: {
      what: { nl: 'Accounts', en: 'Accounts' },
      columns: { ...withColumn.words['people']?.columns, shoe_size: { nl: 'Schoenmaat', en: 'Shoe size' } },
    },
  },
}

describe('Annex 1', () => {
  test('has words in both languages for everything: nothing is empty, and no language stands in for the other', () => {
    const [nl, en] = languages.map((language) => annexOf(wholeInventory, contextIn(language)))
    assert.ok(nl !== undefined && en !== undefined)
    const same = new Set<string>()
    nl.stores.forEach((store, index) => {
      const other = en.stores[index]
      assert.ok(store.what !== '' && other !== undefined && other.what !== '', store.id)
      store.items.forEach((item, row) => {
        const twin = other.items[row]
        assert.ok(twin !== undefined)
        for (const part of ['name', 'kept', 'erased'] as const) {
          assert.ok(item[part].trim() !== '' && twin[part].trim() !== '', `${store.id} ${part}`)
          if (item[part] === twin[part]) same.add(item[part])
        }
      })
    })
    assert.deepEqual([...same], ['Team'], 'the one word that is the same in Dutch')
  })

  test('tells how long each thing is kept by the rule that the agreement promises', () => {
    const annex = annexOf(wholeInventory, contextIn('nl'))
    const kept = (store: string, name: string) =>
      annex.stores.find(({ id }) => id === store)?.items.find((item) => item.name === name)?.kept
    assert.equal(kept('table:bookings', 'Wie boekte (nummer)'), `${keepingRules.bookings.mostDays} dagen na het einde van de boeking`)
    assert.equal(
      kept('table:bookings', 'Welke plek'),
      '90 dagen na het einde van de boeking; daarna zonder de persoon, zolang de overeenkomst duurt',
    )
    assert.equal(kept('table:people', 'Naam'), 'Zolang het account bestaat')
    assert.equal(kept('table:readings', 'Metingen van sensoren'), '60 dagen na de meting')
    assert.equal(kept('table:trail_entries', 'Wie het deed (nummer)'), '730 dagen na de gebeurtenis')
    assert.equal(kept('table:locations', 'Locaties: adres, openingstijden, boekingsregels'), 'Zolang de overeenkomst duurt, en daarna ten hoogste 14 × 24 uur')
  })

  test('lists what lies outside the database too, each kind at least once, and the phone in no country', () => {
    const annex = annexOf(wholeInventory, contextIn('en', ['NL', 'DE']))
    assert.deepEqual([...new Set(annex.stores.map(({ kind }) => kind))].toSorted(), [
      'backup', 'browser', 'file', 'key', 'log', 'mail', 'queue', 'table',
    ])
    for (const { id, kind, countries } of annex.stores) assert.deepEqual(countries, kind === 'browser' ? [] : ['NL', 'DE'], id)
    assert.deepEqual(inventoryPapers.Annex.parse(annex), annex)
  })

  test('every category, data subject, purpose and form that a store names is explained in the annex itself', () => {
    const annex = annexOf(wholeInventory, contextIn('en'))
    const known = {
      category: new Set(annex.categories.map(({ category }) => category)),
      whose: new Set(annex.dataSubjects.map(({ kind }) => kind)),
      form: new Set(annex.forms.map(({ form }) => form)),
    }
    const purposes = new Set(annex.purposes.map(({ purpose }) => purpose))
    for (const item of annex.stores.flatMap(({ items }) => items)) {
      for (const part of ['category', 'whose', 'form'] as const) assert.ok(known[part].has(item[part]), `${part} ${item[part]}`)
      for (const purpose of item.purposes) assert.ok(purposes.has(purpose), purpose)
    }
  })
})

test('a column without words stops the annex, by name', () => {
  assert.throws(() => annexOf(withColumn, contextIn('en')), /people\.shoe_size has no words/)
})

test('a new column shows up in annex, JSON-LD, record and list of stores, and changes the hash', () => {
  assert.match(JSON.stringify(annexOf(withWords, contextIn('nl'))), /Schoenmaat/)
  assert.match(JSON.stringify(dpvOf(withWords, contextIn('en'), 'x')), /table:people\/shoe_size/)
  assert.match(storeList(withWords), /\| Shoe size \| Presence \| Employees \| presence \|/)
  const presence = (inventory: Inventory) =>
    recordOf(inventory, contextIn('en'), parties).processing.find(({ purpose }) => purpose === 'presence')?.categories
  assert.equal(presence(wholeInventory)?.includes('Presence'), false)
  assert.equal(presence(withWords)?.includes('Presence'), true)
  assert.notEqual(inventoryHash(withWords, ['NL']), inventoryHash(wholeInventory, ['NL']))
})

describe('the hash of the inventory', () => {
  test('does not depend on the order in which rooms, tables and columns are written, nor on words', () => {
    const turned: Inventory = {
      ...wholeInventory,
      words: {},
      rooms: wholeInventory.rooms.toReversed().map((room) => ({
        ...room,
        tables: room.tables.toReversed().map((table) => ({
          ...table,
          plain: table.plain.toReversed(),
          personal: Object.fromEntries(Object.entries(table.personal).toReversed()),
        })),
      })),
    }
    assert.equal(inventoryHash(turned, ['NL', 'DE']), inventoryHash(wholeInventory, ['DE', 'NL']))
  })

  test('changes with a country, a purpose, a period and a store', () => {
    const hash = inventoryHash(wholeInventory, ['NL'])
    assert.notEqual(inventoryHash(wholeInventory, ['DE']), hash)
    assert.notEqual(inventoryHash({ ...wholeInventory, elsewhere: wholeInventory.elsewhere.slice(1) }, ['NL']), hash)
    assert.notEqual(inventoryHash({ ...wholeInventory, rooms: wholeInventory.rooms.slice(1) }, ['NL']), hash)
  })
})

describe('the record of processing activities', () => {
  test('names processor, controller, categories per purpose and measures; purposes without personal data are not in it', () => {
    const record = recordOf(wholeInventory, contextIn('en'), parties)
    assert.deepEqual(inventoryPapers.ProcessingRecord.parse(record), record)
    assert.equal(record.processor.registerNumber, '01234567')
    assert.equal(record.controller.name, 'Waterschap De Proef')
    const purposes = record.processing.map(({ purpose }) => purpose)
    assert.ok(purposes.includes('booking') && !purposes.includes('telemetry') && !purposes.includes('insight'))
    assert.ok(record.measures.some(({ mark }) => mark === 'G6.2f'))
    assert.deepEqual(record.transfers, [])
  })

  test('shows a country outside the European Economic Area, with the ground that is missing', () => {
    assert.deepEqual(thirdCountries(['NL', 'NO', 'US', 'CH']), ['US', 'CH'])
    assert.deepEqual(recordOf(wholeInventory, contextIn('en', ['NL', 'US']), parties).transfers, [
      { country: 'US', ground: 'No ground of Chapter V of the GDPR recorded yet' },
    ])
  })
})

describe('over HTTP', () => {
  let house: AccountsHouse
  let cookie: string
  before(async () => {
    house = await openAccountsHouse({ OPERATOR_NAME: 'Plekbeheer Noord B.V.', COUNTRIES: 'NL,DE' })
    ;({ cookie } = await house.signUp('bijlage@papieren.example', 'Gemeente Łódź'))
  })
  after(() => house.close())

  const bytes = async (path: string): Promise<Buffer> => {
    const answer = await house.http.inject({ method: 'GET', url: `/api/v1${path}`, headers: { cookie } })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal(answer.headers['content-type'], 'application/pdf')
    return answer.rawPayload
  }

  test('anybody who is signed in reads the annex of their organisation, before it is accepted too', async () => {
    const answer = await house.call(inventoryPapers.getAnnex, { cookie, query: { language: 'en' } })
    assert.equal(answer.status, 200)
    assert.equal(answer.body['controller'], 'Gemeente Łódź')
    assert.equal(answer.body['processor'], 'Plekbeheer Noord B.V.')
    assert.equal(answer.body['inventoryHash'], inventoryHash(wholeInventory, ['NL', 'DE']))
    assert.equal((await house.call(inventoryPapers.getAnnex, {})).status, 401)
  })

  test('as a PDF it says the same, in Dutch and in English', async () => {
    for (const language of languages) {
      const annex = (await house.call(inventoryPapers.getAnnex, { cookie, query: { language } })).body
      const words = pdfWords(await bytes(`/annex.pdf?language=${language}`))
      const { title, stores } = inventoryPapers.Annex.parse(annex)
      assert.ok(words.includes(title) && words.includes('Gemeente Łódź'))
      for (const { id, what, items } of stores) {
        assert.ok(words.includes(what), `${id}: ${what}`)
        for (const { kept, name } of items) {
          for (const word of `${kept} ${name}`.split(/\s+/)) assert.ok(words.includes(word), `${id}: ${word}`)
        }
      }
    }
  })

  test('the record is had as data and as a PDF', async () => {
    const record = await house.call(inventoryPapers.getProcessingRecord, { cookie, query: { language: 'nl' } })
    assert.equal(record.status, 200)
    const words = pdfWords(await bytes('/processing-record.pdf?language=nl'))
    for (const expected of ['Register van verwerkingen', 'artikel 30, tweede lid', 'Plekbeheer Noord B.V.', 'Toegang is gebonden aan een doel.']) {
      assert.ok(words.includes(expected), expected)
    }
  })

  test('a paper is drawn once a minute for an organisation and language, however often it is asked for', async () => {
    const [one, other] = [await house.establish('papier@annex.example', 'Waterschap Papier'), await house.establish('vel@annex.example', 'Waterschap Vel')]
    const draw = async (cookie: string, language = 'nl') => (await house.call(inventoryPapers.getAnnexPdf, { cookie, query: { language } })).text
    const first = await draw(one.cookie)
    house.clock.advance({ seconds: 59 })
    assert.equal(await draw(one.cookie), first)
    assert.notEqual(await draw(other.cookie), first, 'another organisation has a paper of its own')
    assert.notEqual(await draw(one.cookie, 'en'), first)
    house.clock.advance({ seconds: 1 })
    assert.notEqual(await draw(one.cookie), first, 'a minute later it is drawn anew, with its time')
  })
})
