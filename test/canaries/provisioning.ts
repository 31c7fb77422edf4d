import type { Program } from '../start/program.ts'
import type { Caller } from './program-client.ts'

type Text = { version: string; language: string; textHash: string }

/** The organisation's own directory takes the person over, puts them in a group, and they say what that group means. */
export const liveWithDirectory = async (program: Program, one: Caller, mark: string): Promise<void> => {
  const { version, language, textHash } = await one.call<Text>('GET', '/approvals/responsibility-text?language=nl')
  const endsAt = Temporal.Now.instant().add({ hours: 24 * 200 }).toString({ smallestUnit: 'second' })
  const approval = await one.call<{ id: string }>('POST', '/approvals', {
    kind: 'scim',
    party: { name: 'Adreslijst BV', contact: 'privacy@adreslijst.example', country: 'NL', transferGround: null },
    purposes: ['administration'],
    categories: ['identity', 'contact', 'account'],
    addresses: [],
    endsAt,
    responsibility: { version, language, textHash, accepted: true },
  })
  const { id } = await one.call<{ id: string }>('POST', `/approvals/${approval.id}/clients`, { name: 'Adreslijst' })
  const { token } = await one.call<{ token: string }>('POST', `/clients/${id}/standing-tokens`, { endsAt })
  const ask = async (method: string, path: string, body?: unknown): Promise<{ id: string }> => {
    const answer = await fetch(`${program.url}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text.slice(0, 500)}`)
    return (text === '' ? {} : JSON.parse(text)) as { id: string }
  }
  await ask('PATCH', `/Users/${one.personId}`, { Operations: [{ op: 'add', path: 'externalId', value: `vogel-${mark}` }] })
  const group = await ask('POST', '/Groups', { displayName: 'Zangers', members: [{ value: one.personId }] })
  await one.call('PUT', `/provisioning/groups/${group.id}`, { teamId: null, roles: ['employee'] })
}
