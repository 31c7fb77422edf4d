import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as domains from '#contract/endpoints/email-domains.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openSsoHouse } from '../../../test/sso-house.ts'
import type { SsoHouse } from '../../../test/sso-house.ts'

let house: SsoHouse
let one: PersonPrincipal
let other: PersonPrincipal
before(async () => {
  house = await openSsoHouse()
  one = (await house.customer('Waterschap')).manager
  other = (await house.customer('Bibliotheek')).manager
})
after(() => house.close())

type Claimed = { id: string; state: string; selfJoin: boolean; record: { name: string; value: string } }
const claim = async (as: PersonPrincipal, domain: string) => house.call(domains.claimEmailDomain, { as, body: { domain } })
const claimed = async (as: PersonPrincipal, domain: string) => (await claim(as, domain)).body as unknown as Claimed
const check = async (as: PersonPrincipal, { id }: { readonly id: string }) => house.call(domains.checkEmailDomain, { as, params: { emailDomainId: id } })
const stateOf = async (as: PersonPrincipal, of: { readonly id: string }) => String((await check(as, of)).body['state'])
/** What the schedule does twice a day. */
const later = async () => {
  for (const job of house.rooms().jobs) if (job.name === 'federation.domains' && 'run' in job) for (const { organisation } of [one, other]) await job.run(organisation)
}

describe('a domain', () => {
  test('is proven by a record that only its owner can place', async () => {
    const domain = await claimed(one, 'een.example')
    assert.equal(domain.record.name, '_vrijplek-verification.een.example')
    assert.equal(await stateOf(one, domain), 'waiting')
    house.dns.set(domain.record.name, ['v=spf1 -all', `${domain.record.value}x`])
    assert.equal(await stateOf(one, domain), 'waiting')
    house.dns.set(domain.record.name, ['v=spf1 -all', domain.record.value])
    assert.equal(await stateOf(one, domain), 'proven')
  })

  test('that nobody proved may be claimed by several, each with a record of its own; who proves it first has it', async () => {
    const [mine, theirs] = [await claimed(one, 'twee.example'), await claimed(other, 'twee.example')]
    assert.notEqual(mine.record.value, theirs.record.value)
    house.dns.set(mine.record.name, [mine.record.value, theirs.record.value])
    assert.equal(await stateOf(one, mine), 'proven')
    const refused = await check(other, theirs)
    assert.deepEqual([refused.status, refused.body['code']], [409, 'domain_taken'])
    await house.call(domains.removeEmailDomain, { as: one, params: { emailDomainId: mine.id } })
    assert.equal(await stateOf(other, theirs), 'proven')
  })

  test('of two that prove it at once one has it', async () => {
    const [mine, theirs] = [await claimed(one, 'drie.example'), await claimed(other, 'drie.example')]
    house.dns.set(mine.record.name, [mine.record.value, theirs.record.value])
    const answers = await Promise.all([check(one, mine), check(other, theirs)])
    assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, 409])
  })

  test('is claimed once by the same organisation, and is a domain', async () => {
    await claim(one, 'vier.example')
    assert.equal((await claim(one, 'VIER.example')).body['code'], 'domain_claimed')
    for (const wrong of ['https://vier.example', 'a@vier.example', 'localhost', '10.0.0.1', '-.example', 'a..b']) assert.equal((await claim(one, wrong)).status, 400, wrong)
  })

  test('lets people join by themselves only once it is proven', async () => {
    const domain = await claimed(one, 'vijf.example')
    const switchOn = () => house.call(domains.changeEmailDomain, { as: one, params: { emailDomainId: domain.id }, body: { selfJoin: true } })
    assert.equal((await switchOn()).body['code'], 'domain_not_proven')
    house.dns.set(domain.record.name, [domain.record.value])
    await check(one, domain)
    assert.equal((await switchOn()).body['selfJoin'], true)
  })

  test('whose record is gone is told, and lapses a week later; a name server that is silent takes nothing away', async () => {
    const domain = await claimed(one, 'zes.example')
    house.dns.set(domain.record.name, [domain.record.value])
    await check(one, domain)
    house.dns.set(domain.record.name, new Error('the name server does not answer'))
    await later()
    const state = async () =>
      ((await house.call(domains.listEmailDomains, { as: one })).body as unknown as { domains: Claimed[] }).domains.find(({ id }) => id === domain.id)?.state
    assert.equal(await state(), 'proven')
    house.dns.delete(domain.record.name)
    await later()
    assert.equal(await state(), 'missing')
    house.clock.advance({ hours: 6 * 24 })
    await later()
    assert.equal(await state(), 'missing')
    house.clock.advance({ hours: 25 })
    await later()
    assert.equal(await state(), 'waiting')
    await house.kernel.outbox.settled()
    const { notices } = (await house.call(listNotices, { as: one })).body as unknown as { notices: { kind: string }[] }
    const kinds = notices.map(({ kind }) => kind)
    assert.deepEqual(['domain_missing', 'domain_lapsed'].map((kind) => kinds.filter((each) => each === kind).length > 0), [true, true])
  })
})
