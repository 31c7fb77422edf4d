import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { endAgreement, getEndingByLink, getOrganisationExportFile, askOrganisationExport } from '#contract/endpoints/keeping.ts'
import { askMyExport, getMyExportFile } from '#contract/endpoints/my-data.ts'
import { getAnnexNote } from '#contract/endpoints/inventory.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { readArchive } from '../archive.ts'
import { pdfAttachments, pdfText, pdfWords } from '../pdf-text.ts'
import { trailScene } from '../trail-scene.ts'
import { openEvidenceHouse, otherAt, placesIn, verify } from './scene.ts'
import type { EvidenceHouse } from './scene.ts'

let house: EvidenceHouse
/** Another instance, at the same host and so under the same name: only its key is another. */
let stranger: EvidenceHouse
before(async () => {
  ;[house, stranger] = await Promise.all([openEvidenceHouse(), openEvidenceHouse()])
})
after(() => Promise.all([house.close(), stranger.close()]))
const { write } = trailScene(() => house)

const start = '2026-11-24T07:00:00Z'
const place = async (inHouse = house) => {
  inHouse.clock.set(start)
  const organisation = await inHouse.seed.organisation({ name: 'Waterschap Proefsloot' })
  const manager = await inHouse.seed.person(organisation, { roles: ['organisation_manager', 'privacy_officer', 'employee'], name: 'Max Meijer' })
  return { organisation, manager, person: await inHouse.seed.person(organisation) }
}
type Content = Record<string, unknown>
const contentOf = (note: string): Content => JSON.parse(note.split('\n')[1] ?? '') as Content
/** What the operator would sign if it told something else. */
const signed = (kind: string, content: Content): string => house.kernel.signer.sign(`vrijplek ${kind} 1\n${JSON.stringify(content)}\n`)
const wellOrNot = (verdict: { told: (weight: 'disproven' | 'unclear') => string[] }) => JSON.stringify([verdict.told('disproven'), verdict.told('unclear')])

/** One letter or digit changed, at many places of a signed text: nothing of it is proven. */
const changedEverywhere = async (note: string) => {
  const body = note.indexOf('\n') + 1
  const [, line = ''] = note.split('\n')
  const spread = Array.from({ length: 6 }, (_, at) => Math.floor((at * line.length) / 6)).map((at) => body + at + line.slice(at).search(/[A-Za-z0-9]/))
  const signature = note.lastIndexOf(' ') + 20
  for (const at of [...spread, signature]) {
    const verdict = await house.check(house.save('changed.note', otherAt(note, at)))
    assert.equal(verdict.exit, 1, `${at}: ${note.slice(at - 10, at + 10)} ${wellOrNot(verdict)}`)
    assert.ok(verdict.told('disproven').some((said) => said.startsWith('signature_wrong what=')))
  }
}

describe('the receipt of an erasure', () => {
  test('is proven with its place in the trail, lies in the log that others copied, and every change to it is found', async () => {
    const { organisation, manager, person } = await place()
    await write(organisation, 270)
    const receipt = await house.erase(person)
    const file = house.save('receipt.note', receipt)
    const verdict = await house.check(file)
    assert.equal(verdict.exit, 0, wellOrNot(verdict))
    const { anchor, erasure, journal } = contentOf(receipt) as { anchor: { index: number; checkpoint: string; proof: string[]; leafParts: { what: { json: string } } }; erasure: string; journal: number }
    const origin = `${house.kernel.signer.name}/trail/${organisation}`
    const size = anchor.checkpoint.split('\n')[1]
    assert.deepEqual(verdict.told('proven').filter((said) => !said.startsWith('signed')), [
      'document kind=erasure-receipt',
      `entry_stands index=${anchor.index} size=${size} origin=${origin}`,
      'anchor_tied fields=journal, erasure',
    ])
    assert.ok(!receipt.includes(person.person))
    const [line] = house.kernel.journal.read().filter((each) => each.n === journal)
    assert.equal(line?.erasure, erasure)

    await house.sequence(organisation)
    const copy = await house.copyLog(organisation, 'with-receipt')
    assert.equal((await house.check('--compare', file, copy.folder)).exit, 0)
    const evidence = house.save('receipt-evidence.json', await house.evidence(manager, { since: String(size) }))
    assert.equal((await house.check('--compare', file, evidence)).exit, 0)
    await changedEverywhere(receipt)
  })

  test('of which the operator itself signs another, contradicts the entry that it rests on', async () => {
    const { organisation, person } = await place()
    await write(organisation, 10)
    const content = contentOf(await house.erase(person))
    const anchor = content['anchor'] as { index: number; leafParts: { what: { salt: string; json: string } }; proof: string[] }
    const lies: readonly (readonly [what: string, lie: Content, named: string])[] = [
      ['another erasure', { ...content, erasure: crypto.randomUUID() }, 'contradiction field=erasure'],
      ['another line of the journal', { ...content, journal: Number(content['journal']) + 1 }, 'contradiction field=journal'],
      ['another organisation', { ...content, anchor: { ...anchor, organisation: crypto.randomUUID() } }, 'contradiction field=anchor.organisation'],
      ['another place', { ...content, anchor: { ...anchor, index: anchor.index - 1 } }, `entry_altered index=${anchor.index - 1}`],
      [
        'another deed',
        { ...content, anchor: { ...anchor, leafParts: { ...anchor.leafParts, what: { ...anchor.leafParts.what, json: anchor.leafParts.what.json.replace('erased', 'spared') } } } },
        `entry_altered index=${anchor.index}`,
      ],
    ]
    for (const [what, lie, named] of lies) {
      const verdict = await house.check(house.save('lie.note', signed('erasure-receipt', lie)))
      assert.deepEqual([verdict.exit, verdict.told('disproven').includes(named)], [1, true], `${what} ${wellOrNot(verdict)}`)
    }
    assert.equal((await house.check(house.save('true.note', signed('erasure-receipt', content)))).exit, 0)
  })
})

/** Ends an agreement and has the last copy go so long after. @returns what anybody with the link gets */
const endIn = async (inHouse: EvidenceHouse, manager: PersonPrincipal, seconds: number) => {
  inHouse.copies.goneAt = null
  const endsAt = Temporal.Instant.from('2026-12-01T00:00:00Z')
  const told = await inHouse.call(endAgreement, { as: manager, body: { endsAt: endsAt.toString(), timeZone: 'Europe/Amsterdam', end: true } })
  assert.equal(told.status, 201, told.text)
  const link = String(told.body['link'])
  const goneAt = endsAt.add({ hours: 336 }).add({ seconds })
  inHouse.copies.goneAt = goneAt.toString()
  for (const moment of [endsAt, goneAt.subtract({ seconds: 1 }), goneAt]) {
    inHouse.clock.set(moment.toString())
    await inHouse.rooms.retention.endings.tick()
    await inHouse.rooms.retention.endings.settled()
  }
  const { certificate } = JSON.parse((await inHouse.get(getEndingByLink.path.replace('{link}', link))).bytes.toString()) as { certificate: string | null }
  return { certificate: certificate ?? assert.fail('not certified'), pdf: (await inHouse.get(`/endings/${link}/certificate.pdf`)).bytes }
}

describe('the certificate of deletion', () => {
  for (const [seconds, inTime] of [[-1, true], [0, true], [1, false]] as const) {
    test(`${seconds} seconds after the deadline is ${inTime ? 'in time' : 'late, and says so'}; the paper has the same facts and the same signed text`, async () => {
      const { organisation, manager } = await place()
      await write(organisation, 300)
      const { certificate, pdf } = await endIn(house, manager, seconds)
      const file = house.save('certificate.note', certificate)
      const verdict = await house.check(file)
      assert.equal(verdict.exit, 0, wellOrNot(verdict))
      assert.ok(verdict.told('proven').includes('document kind=deletion-certificate'))
      assert.deepEqual(verdict.told('note').filter((said) => said === 'late'), inTime ? [] : ['late'])
      const content = contentOf(certificate)
      const sentences = content['notProven'] as string[]
      assert.deepEqual(verdict.told('limit').filter((said) => said.startsWith('own_words')), sentences.map((sentence) => `own_words sentence=${sentence}`))
      assert.ok(sentences.length >= 4)

      // An operator that signs something better than it was.
      const lies: readonly (readonly [Content, string])[] = [
        // To the second both could be said of the deadline itself.
        ...(seconds === 0 ? [] : [[{ ...content, inTime: !inTime }, 'inTime'] as const]),
        [{ ...content, deadlineAt: '2026-12-16T00:00:00Z' }, 'deadlineAt'],
        [{ ...content, certifiedAt: '2026-12-10T00:00:00Z' }, 'certifiedAt'],
        [{ ...content, liveDoneAt: '2026-11-30T23:59:59Z' }, 'liveDoneAt'],
      ]
      for (const [lie, field] of lies) {
        const found = await house.check(house.save('lie.note', signed('deletion-certificate', lie)))
        assert.deepEqual([found.exit, found.told('disproven').includes(`contradiction field=${field}`)], [1, true], `${field} ${wellOrNot(found)}`)
      }
      if (!inTime) await changedEverywhere(certificate)

      const words = pdfWords(pdf)
      const zoned = (field: string) => Temporal.Instant.from(String(content[field])).toZonedDateTimeISO('Europe/Amsterdam').toString({ smallestUnit: 'second' })
      for (const field of ['endedAt', 'liveDoneAt', 'backupsGoneAt', 'certifiedAt', 'deadlineAt']) assert.ok(words.includes(zoned(field)), field)
      for (const { table, rows } of content['tables'] as { table: string; rows: number }[]) assert.ok(words.includes(`${table} ${rows}`), table)
      assert.ok(words.includes(inTime ? 'Op tijd: binnen' : 'Te laat: niet binnen'))
      for (const sentence of sentences) assert.ok(words.includes(sentence), sentence)
      const trail = content['trail'] as { size: number; root: string }
      assert.ok(words.includes(`${trail.size} regels, wortel`))
      assert.equal(noteIn(pdfText(pdf)), certificate, 'the signed text can be read off the paper')
      const attached = pdfAttachments(pdf)
      assert.deepEqual([...attached.keys()], ['vrijplek-certificate.note'])
      assert.equal((await house.check(house.save('attached.note', attached.get('vrijplek-certificate.note') ?? ''))).exit, 0)
      assert.equal(attached.get('vrijplek-certificate.note'), certificate)
    })
  }
})

/** The signed text as somebody copies it off the paper: lines end where the paper was full, and at the two line feeds that a note has. */
const noteIn = (pages: readonly string[]): string => {
  const lines = pages.flatMap((page) => page.split('\n')).filter((line) => !/ · pagina \d+ van \d+$/.test(line))
  const from = lines.findLastIndex((line) => line.startsWith('vrijplek deletion-certificate 1'))
  const until = lines.findLastIndex((line) => line.startsWith('— '))
  return `${lines[from]}\n${lines.slice(from + 1, until).join('')}\n\n${lines.slice(until).join('')}\n`
}

const read = async (file: string) => readArchive(readFileSync(file))

describe('an export', () => {
  const kinds: readonly (readonly [what: string, ask: EndpointSpec, file: EndpointSpec])[] = [
    ['of a person', askMyExport, getMyExportFile],
    ['of an organisation', askOrganisationExport, getOrganisationExportFile],
  ]
  for (const [what, ask, path] of kinds) {
    test(`${what} is proven as ZIP and unpacked, and each file in it that was altered, taken out or put in is named`, async () => {
      const { manager } = await place()
      const asked = await house.call(ask, { as: manager })
      assert.equal(asked.status, 202, asked.text)
      await house.rooms.exporter.settled()
      const { status, bytes } = await house.get(path.path.replace('{requestId}', String(asked.body['id'])), await house.signIn(manager))
      assert.equal(status, 200)
      const zip = house.save(`${what}.zip`, bytes)
      const files = await read(zip)
      const whole = await house.check(zip)
      assert.equal(whole.exit, 0, wellOrNot(whole))
      assert.ok(whole.told('proven').includes(`files_whole count=${files.size - 1}`))
      for (const [name, content] of files) house.save(`${what}/${name}`, content)
      const folder = join(dirname(zip), what)
      assert.deepEqual((await house.check(folder)).told('proven'), whole.told('proven'))

      for (const name of ['data.json', 'data.schema.json', 'index.html', 'csv/people.csv']) {
        const content = files.get(name) ?? assert.fail(name)
        house.save(`${what}/${name}`, otherAt(content.toString('latin1'), placesIn(content.toString('latin1'))[1] ?? 0))
        const altered = await house.check(folder)
        assert.deepEqual([altered.exit, altered.told('disproven')], [1, [`file_altered path=${name}`]])
        writeFileSync(join(folder, name), content)
      }
      rmSync(join(folder, 'csv/people.csv'))
      const gone = await house.check(folder)
      assert.deepEqual([gone.exit, gone.told('disproven')], [1, ['file_gone path=csv/people.csv']])
      writeFileSync(join(folder, 'csv/people.csv'), files.get('csv/people.csv') ?? assert.fail())
      copyFileSync(join(folder, 'index.html'), join(folder, 'more.html'))
      assert.deepEqual((await house.check(folder)).told('note').filter((said) => said.startsWith('file_')), ['file_unlisted path=more.html'])

      // In the ZIP itself: a byte in the middle of a file's packed bytes.
      const at = bytes.indexOf('data.json') + 'data.json'.length + 60
      const spoilt = Buffer.from(bytes)
      spoilt[at] = (spoilt[at] ?? 0) ^ 1
      const broken = await house.check(house.save('spoilt.zip', spoilt))
      assert.deepEqual([broken.exit, broken.told('disproven')], [1, ['file_altered path=data.json']])
      await changedEverywhere((files.get('manifest.json.note') ?? assert.fail()).toString('utf8'))
      assert.equal((await verify('--key', stranger.key, zip)).exit, 1)
    })
  }
})

describe('a document of another instance', () => {
  test('is refused with the key of this one, and proven with its own', async () => {
    const theirs = await place(stranger)
    const note = await stranger.call(getAnnexNote, { as: theirs.manager })
    assert.equal(note.status, 200, note.text)
    const receipt = await stranger.erase(theirs.person)
    const { certificate } = await endIn(stranger, theirs.manager, -1)
    for (const [kind, text] of [['annex', note.text], ['erasure-receipt', receipt], ['deletion-certificate', certificate]] as const) {
      const file = house.save('theirs.note', text)
      const refused = await house.check(file)
      assert.equal(refused.exit, 1, kind)
      assert.ok(refused.told('disproven').some((said) => said.startsWith(`other_key what=${kind} `)), wellOrNot(refused))
      assert.deepEqual(refused.told('proven').filter((said) => said.startsWith('document')), [])
      const own = await verify('--key', stranger.key, file)
      assert.equal(own.exit, 0, wellOrNot(own))
      const none = await verify(file)
      assert.deepEqual([none.exit, none.told('unclear')], [2, ['key_needed']])
    }
  })
})
