import { Types } from 'scimmy'
import { notFound } from './fault.ts'
import { groupSchema } from './group.ts'
import type { Json } from './match.ts'
import { mostResults } from './select.ts'
import { userSchema } from './user.ts'

// What this service is and keeps, as RFC 7643 §5–§7 has it told. Definitions are written with scimmy; its filters and patches are not used: it compares names
// with regard to case, does not turn "and" into "or" under "not", reads no escapes, and multiplies conditions out.

const { Attribute, SchemaDefinition } = Types

const user = new SchemaDefinition('User', userSchema, 'A person of the organisation', [
  new Attribute('string', 'userName', { required: true, caseExact: false, uniqueness: 'server', description: 'Name by which the directory knows the person' }),
  new Attribute('complex', 'name', { description: 'Parts of the name' }, [
    new Attribute('string', 'formatted', { description: 'The whole name' }),
    new Attribute('string', 'familyName', { description: 'The family name' }),
    new Attribute('string', 'givenName', { description: 'The given name' }),
  ]),
  new Attribute('string', 'displayName', { description: 'The name as others see it' }),
  new Attribute('string', 'preferredLanguage', { description: 'nl or en; counts when the person is added, then the person chooses' }),
  new Attribute('boolean', 'active', { description: 'Whether the person may come in' }),
  new Attribute('complex', 'emails', { multiValued: true, description: 'The one address that is kept: the primary one, else that of work' }, [
    new Attribute('string', 'value', { description: 'The address' }),
    new Attribute('string', 'type', { canonicalValues: ['work', 'home', 'other'], description: 'What it is for' }),
    new Attribute('boolean', 'primary', { description: 'Always true of the address that is kept' }),
  ]),
  new Attribute('complex', 'groups', { multiValued: true, mutable: false, description: 'Groups of which the person is a member' }, [
    new Attribute('string', 'value', { mutable: false, caseExact: true, description: 'Id of the group' }),
    new Attribute('string', 'display', { mutable: false, description: 'Name of the group' }),
    new Attribute('string', 'type', { mutable: false, canonicalValues: ['direct'], description: 'Always direct' }),
    new Attribute('reference', '$ref', { mutable: false, referenceTypes: ['Group'], description: 'Where the group is' }),
  ]),
])

const group = new SchemaDefinition('Group', groupSchema, 'A group of the directory', [
  new Attribute('string', 'displayName', { required: true, uniqueness: 'server', description: 'Name of the group' }),
  new Attribute('complex', 'members', { multiValued: true, description: 'Its members' }, [
    new Attribute('string', 'value', { mutable: 'immutable', caseExact: true, description: 'Id of the person' }),
    new Attribute('string', 'type', { mutable: 'immutable', canonicalValues: ['User'], description: 'Always User' }),
    new Attribute('reference', '$ref', { mutable: 'immutable', referenceTypes: ['User'], description: 'Where the person is' }),
  ]),
])

const list = (resources: readonly Json[]): Json => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: resources.length,
  startIndex: 1,
  itemsPerPage: resources.length,
  Resources: resources,
})

const byId = (all: readonly Json[], id: string): Json => {
  const found = all.find((each) => each['id'] === id)
  if (found === undefined) throw notFound()
  return found
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

export const discovery = (base: string) => {
  const schemas = [user, group].map((each) => plain(each.describe(`${base}/Schemas`)))
  const resourceTypes = [
    { id: 'User', endpoint: '/Users', schema: userSchema, description: 'People of the organisation' },
    { id: 'Group', endpoint: '/Groups', schema: groupSchema, description: 'Groups of the directory' },
  ].map((each) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...each,
    name: each.id,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${each.id}` },
  }))
  return {
    schemas: () => list(schemas),
    schema: (id: string) => byId(schemas, id),
    resourceTypes: () => list(resourceTypes),
    resourceType: (id: string) => byId(resourceTypes, id),
    serviceProviderConfig: (): Json => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: mostResults },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'OAuth Bearer Token',
          description: 'A token under an approval that the organisation signed',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
    }),
  }
}
