import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { correctMyData } from '#contract/endpoints/my-data.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { joinRooms } from '../../house.ts'

let house: TestHouse
let mailbox: Mailbox
before(async () => {
  mailbox = await openMailbox()
  house = await openTestHouse({
    routes: (kernel) => joinRooms(kernel).routes,
    settings: { SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'werkplek@vrijplek.example' },
  })
})
after(async () => {
  await house.close()
  await mailbox.close()
})

test('whoever’s address is changed hears it at the old one; a corrected name is no reason to write', async () => {
  const person = await house.seed.person(await house.seed.organisation(), { email: 'oud@waterschap.example' })
  assert.equal((await house.call(correctMyData, { as: person, body: { name: 'Sanne de Wit-Jansen' } })).status, 200)
  await house.kernel.mail.settled()
  assert.equal(mailbox.mails.length, 0)
  assert.equal((await house.call(correctMyData, { as: person, body: { email: 'nieuw@waterschap.example' } })).status, 200)
  await house.kernel.mail.settled()
  assert.deepEqual(mailbox.mails.map(({ to, subject }) => [to, subject]), [[['oud@waterschap.example'], 'Je e-mailadres bij Vrijplek is gewijzigd']])
  assert.doesNotMatch(mailbox.mails[0]?.raw ?? '', /nieuw@waterschap/)
})
