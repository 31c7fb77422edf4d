import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { createAuthority } from '../../../test/certificates.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { readConfig } from '../config.ts'
import { openSmtp } from './smtp.ts'
import type { Letter } from './letter.ts'

let house: TestHouse
let mailbox: Mailbox
let organisation: OrganisationId
let person: PersonId
const from = 'Vrijplek <werkplek@vrijplek.example>'
const letter: Letter = {
  language: 'nl', subject: 'Eén bericht van Kunst & Co', paragraphs: ['Voor <jou> & je collega’s.'], button: { label: 'Openen', url: 'https://x.example/a?b=1&c=2' },
}
before(async () => {
  mailbox = await openMailbox()
  house = await openTestHouse({ routes: () => [], settings: { SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: from, LOG_LEVEL: 'silent' } })
  organisation = await house.seed.organisation()
  ;({ person } = await house.seed.person(organisation))
})
after(async () => {
  await house.close()
  await mailbox.close()
})
beforeEach(async () => {
  await house.kernel.mail.settled()
  mailbox.refuse(null)
  mailbox.mails.length = 0
  await house.query('DELETE FROM mails')
})

const queue = async (to = 'sanne@waterschap.example', validMinutes = 600) => {
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
    house.kernel.mail.queue(tx, { person, kind: 'test', to, letter, expiresAt: tx.now.add({ minutes: validMinutes }) }),
  )
  await house.kernel.mail.settled()
}
const waiting = () => house.query<{ attempts: number; next: Date }>('SELECT attempts, next_attempt_at AS next FROM mails')
const sendDue = () => house.kernel.mail.sendDue(organisation)

describe('mail', () => {
  test('goes out after the commit, in plain text and simple HTML, and its row is gone', async () => {
    await queue()
    const [mail] = mailbox.mails
    assert.deepEqual([mail?.to, mail?.subject], [['sanne@waterschap.example'], 'Eén bericht van Kunst & Co'])
    assert.match(mail?.text ?? '', /Voor <jou> & je collega’s/)
    assert.match(mail?.raw ?? '', /Voor &lt;jou&gt; &amp; je/)
    assert.match(mail?.raw ?? '', /^auto-submitted: auto-generated/im)
    assert.deepEqual(await waiting(), [])
  })

  test('is not sent when what it tells did not happen', async () => {
    await assert.rejects(
      house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
        await house.kernel.mail.queue(tx, { person, kind: 'test', to: 'a@b.example', letter, expiresAt: tx.now.add({ hours: 1 }) })
        throw new Error('rolled back')
      }),
    )
    await sendDue()
    assert.deepEqual(mailbox.mails, [])
  })

  test('that the mail server does not take yet is tried again, each time after twice as long', async () => {
    mailbox.refuse({ code: 451, message: 'later' })
    await queue()
    const waits = []
    for (let times = 0; times < 4; times += 1) {
      const [row] = await waiting()
      assert.ok(row)
      waits.push((row.next.getTime() - house.clock.now().epochMilliseconds) / 60_000)
      await sendDue()
      assert.equal((await waiting())[0]?.attempts, row.attempts, 'not before its time')
      house.clock.set(row.next.toISOString())
      await sendDue()
    }
    assert.deepEqual(waits, [1, 2, 4, 8])
    mailbox.refuse(null)
    house.clock.advance({ hours: 1 })
    await sendDue()
    assert.equal(mailbox.mails.length, 1)
    assert.deepEqual(await waiting(), [])
  })

  test('that the mail server refuses for good is let go', async () => {
    mailbox.refuse({ code: 550, message: 'no such mailbox' })
    await queue()
    assert.deepEqual(await waiting(), [])
  })

  test('whose time is over is not sent any more, and deleted', async () => {
    mailbox.refuse({ code: 451, message: 'later' })
    await queue('laat@waterschap.example', 30)
    mailbox.refuse(null)
    house.clock.advance({ minutes: 30 })
    await sendDue()
    assert.deepEqual([mailbox.mails, await waiting()], [[], []])
  })

  test('to somebody who was erased meanwhile is not sent', async () => {
    const gone = await house.seed.person(organisation)
    mailbox.refuse({ code: 451, message: 'later' })
    await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
      house.kernel.mail.queue(tx, { person: gone.person, kind: 'test', to: 'weg@waterschap.example', letter, expiresAt: tx.now.add({ hours: 5 }) }),
    )
    await house.kernel.mail.settled()
    await house.kernel.keys.erase(organisation, [gone.person])
    mailbox.refuse(null)
    house.clock.advance({ hours: 1 })
    await sendDue()
    assert.deepEqual([mailbox.mails, await waiting()], [[], []])
  })

  test('of many is sent once each, however many processes look', async () => {
    mailbox.refuse({ code: 451, message: 'later' })
    for (let nth = 0; nth < 30; nth += 1) await queue(`nr${nth}@waterschap.example`)
    mailbox.refuse(null)
    house.clock.advance({ hours: 2 })
    await Promise.all([sendDue(), sendDue(), sendDue()])
    assert.equal(new Set(mailbox.mails.flatMap(({ to }) => to)).size, 30)
    assert.equal(mailbox.mails.length, 30)
  })
})

describe('the way to the mail server', () => {
  test('over a network wants TLS with a certificate that fits; nothing is said in clear', async () => {
    const authority = await createAuthority('Proef-CA')
    const issued = await authority.issue('localhost')
    const secured = await openMailbox({ secure: true, hideSTARTTLS: false, key: issued.key, cert: issued.certificate })
    const smtp = openSmtp(`smtps://localhost:${secured.port}`, from)
    try {
      // Nobody told us of this authority.
      await assert.rejects(smtp.send('a@b.example', letter), /certificate|self-signed|unable to verify/i)
      assert.deepEqual(secured.mails, [])
    } finally {
      smtp.close()
      await secured.close()
    }
  })

  test('is said in both its settings, or not at all', () => {
    const settings = { DATA_DIR: '/tmp/x' }
    assert.throws(() => readConfig({ ...settings, SMTP_URL: 'smtp://mail.example' }), /SMTP_URL and MAIL_FROM go together/)
    assert.throws(() => readConfig({ ...settings, SMTP_URL: 'http://geheim@mail.example', MAIL_FROM: from }), (error: Error) => !error.message.includes('geheim'))
    assert.equal(readConfig({ ...settings, SMTP_URL: 'smtps://u:p@mail.example:465', MAIL_FROM: from }).MAIL_FROM, from)
  })
})
