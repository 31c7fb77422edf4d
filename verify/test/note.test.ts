import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '../../test/properties.ts'
import { cosignatureBy, NoteError, readHead, readNote, readVerifierKey, signatureBy } from '../note.mjs'
import { noteOf, operator, signatory, witness } from './forge.ts'

// The example of C2SP signed-note, and the one of the Go checksum database from which the format comes.
const examples = [
  {
    key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    note: 'This is an example message.\n\n'
      + '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
  },
  {
    key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    note: 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n'
      + '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
  },
]

// A checkpoint that a public log signed with keys of several types and five witnesses co-signed, in May 2026.
const publicLog = 'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f'
const publicWitness = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
const publicCheckpoint = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`

const key = readVerifierKey(operator.verifierKey)

describe('a signed note', () => {
  for (const [number, example] of examples.entries())
    it(`of the known examples holds (${number + 1}), and not with a letter changed`, () => {
      const known = readVerifierKey(example.key)
      assert.equal(signatureBy(readNote(example.note), known), 'signed')
      assert.equal(signatureBy(readNote(example.note.replace('e', 'E')), known), 'wrong')
    })

  it('of a public log holds, as does the cosignature of a public witness', () => {
    const note = readNote(publicCheckpoint)
    assert.equal(signatureBy(note, readVerifierKey(publicLog)), 'signed')
    assert.deepEqual(cosignatureBy(note, readVerifierKey(publicWitness)), { atSeconds: 1_779_573_024n })
    assert.equal(readHead(note).size, 1_432_088_532n)
    const shrunk = readNote(publicCheckpoint.replace('1432088532', '1432088531'))
    assert.equal(signatureBy(shrunk, readVerifierKey(publicLog)), 'wrong')
    assert.equal(cosignatureBy(shrunk, readVerifierKey(publicWitness)), 'wrong')
  })

  it('tells a key of the same name from the key that is trusted', () => {
    const forged = noteOf('text\n', signatory(operator.name, 1, 'forger'))
    assert.equal(signatureBy(readNote(forged), key), 'other key')
    assert.equal(signatureBy(readNote(noteOf('text\n', signatory('other.example', 1, 'x'))), key), 'none')
  })

  it('does not take a true signature beside a false one of the same key', () => {
    const note = noteOf('text\n', operator)
    const other = noteOf('other\n', operator).split('\n\n')[1] ?? assert.fail()
    assert.equal(signatureBy(readNote(note + other), key), 'wrong')
  })

  it('has its text up to the last empty line', () => {
    assert.equal(readNote(noteOf('one\n\ntwo\n', operator)).text, 'one\n\ntwo\n')
  })

  it('is refused when it is not exactly of the form', () => {
    const good = noteOf('text\n', operator)
    assert.doesNotThrow(() => readNote(good))
    const bad = [
      '', '\n', '\n\n', 'text\n', good.slice(0, -1), good.replace('\n\n', '\n'), good.replace('—', '-'), good.replace('text', 'te\rxt'),
      good.replace('text', 'te\u0000xt'), good.replace('text', 'te\ud800xt'), `${good}\n`, good.replace(/=\n$/, '\n'),
      good.replace(/ \S+\n$/, ' AAAA\n'), good.replace(' vrijplek', '  vrijplek'), `${good}${'— a.example AAAAAAAA\n'.repeat(128)}`,
    ]
    for (const text of bad) assert.throws(() => readNote(text), NoteError, JSON.stringify(text.slice(0, 80)))
  })

  it('is refused when its base64 has bits that nobody reads', () => {
    // 68 bytes end in one padding sign: the last letter before it has two bits to spare.
    const good = noteOf('text\n', operator)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const last = good.at(-3) ?? assert.fail()
    const twin = letters[letters.indexOf(last) + 1] ?? assert.fail()
    assert.throws(() => readNote(`${good.slice(0, -3)}${twin}=\n`), NoteError)
  })
})

describe('a verifier key', () => {
  it('is refused when its id is not the hash of name, type and key, or its type is unknown', () => {
    const { name, id } = readVerifierKey(operator.verifierKey)
    const encoded = operator.verifierKey.slice(`${name}+${id}+`.length)
    assert.doesNotThrow(() => readVerifierKey(`${name}+${id}+${encoded}`))
    const bad = ['', '+', '++', `${name}+${id}`, `${name}+00000000+${encoded}`, `other+${id}+${encoded}`, `${name}+${id}+AAAA`,
      `${name}+${id}+${encoded}\n`, ` ${operator.verifierKey}`, 'na me+12345678+AQ==', `example.com/foo+00000000+${'+'.repeat(44)}`]
    for (const text of bad) assert.throws(() => readVerifierKey(text), NoteError, text)
  })
})

describe('a cosignature', () => {
  it('binds the witness’s time', () => {
    const text = 'log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'
    const witnessKey = readVerifierKey(witness.verifierKey)
    const note = readNote(noteOf(text, witness))
    assert.deepEqual(cosignatureBy(note, witnessKey), { atSeconds: 1_795_341_600n })
    const [line] = note.signatures
    line?.signature.writeUInt8((line.signature[7] ?? 0) ^ 1, 7)
    assert.equal(cosignatureBy(note, witnessKey), 'wrong')
  })

  it('is none when a witness signed as an operator would', () => {
    const asOperator = signatory(witness.name, 1, 'witness one')
    assert.equal(cosignatureBy(readNote(noteOf('log\n', asOperator)), readVerifierKey(witness.verifierKey)), 'none')
  })
})

describe('a checkpoint', () => {
  it('is refused when size or root have a second spelling or do not fit', () => {
    const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    const head = (text: string) => () => readHead({ text, signatures: [] })
    assert.doesNotThrow(head(`log\n0\n${root}\nextension\n`))
    const bad = [`\n0\n${root}\n`, `log\n00\n${root}\n`, `log\n-1\n${root}\n`, `log\n+1\n${root}\n`, `log\n1e3\n${root}\n`, `log\n1.0\n${root}\n`,
      `log\n\n${root}\n`, `log\n99999999999999999999\n${root}\n`, 'log\n1\n\n', 'log\n1\nAAAA\n', `log\n1\n${root.slice(0, -1)}\n`, 'log\n1\n', `log\n1\n${root}\n\n`]
    for (const text of bad) assert.throws(head(text), NoteError, JSON.stringify(text))
  })

  it('never fails otherwise than by refusing, whatever the text', () => {
    const piece = fc.constantFrom('\n', '\n\n', '— ', ' ', 'a', '+', '0', '9', '=', 'AAAA', operator.name, operator.verifierKey, '\u0000', '\ud800')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const read of [readNote, readVerifierKey, (text: string) => readHead({ text, signatures: [] })]) {
          try {
            read(pieces.join(''))
          } catch (cause) {
            assert.ok(cause instanceof NoteError)
          }
        }
      }),
      { numRuns: 3000 },
    )
  })
})
