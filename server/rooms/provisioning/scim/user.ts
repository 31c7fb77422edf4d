import { Email } from '#contract/values.ts'
import type { Language } from '#contract/values.ts'
import { invalidValue } from './fault.ts'
import { memberOf } from './match.ts'
import type { Json } from './match.ts'
import { isTrue } from './patch.ts'
import type { Kept } from './patch.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

/** The directory's own words of a person; sealed as they are. What it did not say is null. */
export type UserWords = {
  readonly userName: string
  readonly externalId: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly formatted: string | null
  readonly displayName: string | null
  readonly emailType: string
}

/** A user as a client wants it to be. */
export type UserWish = {
  readonly words: UserWords
  readonly email: string
  readonly active: boolean
  /** Null: not said. */
  readonly language: Language | null
}

/** A user as it is here. */
export type User = {
  readonly id: string
  readonly words: UserWords
  readonly email: string
  readonly active: boolean
  readonly language: Language
  readonly created: Temporal.Instant
  readonly modified: Temporal.Instant
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

export const keptOfUser: Kept = {
  single: {
    username: 'userName', externalid: 'externalId', displayname: 'displayName', active: 'active', preferredlanguage: 'preferredLanguage',
  },
  complex: { name: { name: 'name', subs: { formatted: 'formatted', givenname: 'givenName', familyname: 'familyName' } } },
  multi: { emails: { name: 'emails', subs: { value: 'value', type: 'type', primary: 'primary' } } },
  // Roles come by the groups that a manager mapped, never by what a client says of a user.
  ignored: new Set([
    'nickname', 'profileurl', 'title', 'usertype', 'locale', 'timezone', 'password', 'phonenumbers', 'ims', 'photos', 'addresses', 'entitlements', 'roles',
    'x509certificates', 'name.middlename', 'name.honorificprefix', 'name.honorificsuffix', 'emails.display',
  ]),
  readOnly: new Set(['id', 'meta', 'schemas', 'groups']),
}

const longestName = 120

/** @throws ScimFault invalidValue */
const textOf = (value: unknown, name: string, longest: number): string | null => {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw invalidValue(`${name} is a text`)
  const text = value.trim()
  if (text.length > longest) throw invalidValue(`${name} has at most ${longest} characters`)
  return text === '' ? null : text
}

/** @throws ScimFault invalidValue */
const activeOf = (value: unknown): boolean => {
  if (value === undefined || value === null) return true
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return isTrue(value)
  throw invalidValue('active is true or false')
}

const languageOf = (value: unknown): Language | null => {
  const wanted = typeof value === 'string' ? value.toLowerCase().slice(0, 2) : ''
  return wanted === 'nl' || wanted === 'en' ? wanted : null
}

/** The address that counts: the primary one, else that of work, else the first. */
const addressOf = (emails: unknown): { readonly value: string; readonly type: string } | null => {
  if (emails === undefined || emails === null) return null
  const list = Array.isArray(emails) ? (emails as unknown[]) : [emails]
  const all = list.flatMap((each) => {
    if (typeof each === 'string') return [{ value: each, type: 'work', primary: false }]
    if (typeof each !== 'object' || each === null) throw invalidValue('An element of emails is an object with a value')
    const value = textOf(memberOf(each as Json, 'value'), 'emails.value', 254)
    const type = textOf(memberOf(each as Json, 'type'), 'emails.type', 20)
    return value === null ? [] : [{ value, type: type?.toLowerCase() ?? 'work', primary: isTrue(memberOf(each as Json, 'primary')) }]
  })
  return all.findLast(({ primary }) => primary) ?? all.find(({ type }) => type === 'work') ?? all[0] ?? null
}

/**
 * Reads a whole user as POST and PUT send it, and as PATCH leaves it. What we do not keep is passed over.
 * @throws ScimFault invalidValue
 */
export const readUser = (body: unknown): UserWish => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidValue('A user is an object')
  const of = (name: string) => memberOf(body as Json, name)
  const userName = textOf(of('username'), 'userName', 254)
  if (userName === null) throw invalidValue('userName is required')
  const name = of('name')
  if (name !== undefined && name !== null && typeof name !== 'object') throw invalidValue('name is an object')
  const part = (key: string, label: string) => textOf(memberOf((name ?? {}) as Json, key), label, longestName)
  const address = addressOf(of('emails'))
  const email = Email.safeParse(address?.value ?? userName)
  if (!email.success) throw invalidValue('A user needs an e-mail address, in emails or as userName')
  return {
    words: {
      userName,
      externalId: textOf(of('externalid'), 'externalId', 256),
      givenName: part('givenname', 'name.givenName'),
      familyName: part('familyname', 'name.familyName'),
      formatted: part('formatted', 'name.formatted'),
      displayName: textOf(of('displayname'), 'displayName', longestName),
      emailType: address?.type ?? 'work',
    },
    email: email.data,
    active: activeOf(of('active')),
    language: languageOf(of('preferredlanguage')),
  }
}

/** What a person is called, of what the directory said. */
export const nameOf = ({ displayName, formatted, givenName, familyName, userName }: UserWords): string =>
  (displayName ?? formatted ?? ([givenName, familyName].filter((each) => each !== null).join(' ') || userName)).slice(0, longestName)

const filled = (values: Readonly<Record<string, unknown>>): Json => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** What a client may change, as it would send it itself: what PATCH works on. */
export const changeable = ({ words, email, active, language }: User): Json => {
  const name = filled({ formatted: words.formatted, givenName: words.givenName, familyName: words.familyName })
  return filled({
    externalId: words.externalId,
    userName: words.userName,
    name: Object.keys(name).length === 0 ? null : name,
    displayName: words.displayName,
    preferredLanguage: language,
    active,
    emails: [{ value: email, type: words.emailType, primary: true }],
  })
}

/** Where no address was given apart, it is the user name, and changes with it. */
export const followsUserName = (before: User, wish: UserWish): UserWish => {
  const followed = before.email === before.words.userName.toLowerCase() && wish.email === before.email
  const email = Email.safeParse(wish.words.userName)
  return followed && email.success ? { ...wish, email: email.data } : wish
}

/** @param base where the protocol is spoken, without a slash at its end */
export const showUser = (user: User, base: string): Json => ({
  schemas: [userSchema],
  id: user.id,
  ...changeable(user),
  displayName: nameOf(user.words),
  groups: user.groups.map(({ id, name }) => ({ value: id, display: name, type: 'direct', $ref: `${base}/Groups/${id}` })),
  meta: {
    resourceType: 'User',
    created: user.created.toString(),
    lastModified: user.modified.toString(),
    location: `${base}/Users/${user.id}`,
  },
})
