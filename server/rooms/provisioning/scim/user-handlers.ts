import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { countUsers, readUsers } from '../store-users.ts'
import type { KeptUser, Which } from '../store-users.ts'
import { createUser, deleteUser, patchUser, replaceUser, userOf } from '../users.ts'
import { sendJson, sendResource } from './answers.ts'
import { equalTo } from './match.ts'
import type { Json } from './match.ts'
import type { Handlers, ScimCall } from './protocol.ts'
import { checkMatch, listOf, readAsked, readShown, selected, shownAs } from './select.ts'
import type { Asked } from './select.ts'
import { showUser } from './user.ts'

const indexed: ReadonlySet<string> = new Set(['id', 'username', 'externalid', 'emails', 'emails.value'])

/** Sealed values cannot be searched by the database: what is asked to be equal is looked up by its index, anything else among everybody, in memory. */
const whichOf = ({ filter }: Asked): Which => {
  const equal = filter === null ? null : equalTo(filter, indexed)
  switch (equal?.attribute) {
    case 'id':
      return { ids: [equal.value] }
    case 'username':
      return { userName: equal.value }
    case 'externalid':
      return { externalId: equal.value }
    case 'emails':
    case 'emails.value':
      return { email: equal.value }
    default:
      return { all: true }
  }
}

/** Whoever is shown can see that this client saw them (G10.1). */
const looked = async ({ kernel, principal }: ScimCall, tx: Tx, subjects: readonly PersonId[]): Promise<void> => {
  if (subjects.length === 0) return
  const viewer = { kind: 'client', id: principal.client, role: 'third_party' } as const
  await kernel.looks.note({ organisation: tx.organisation, viewer, purpose: tx.purpose, view: 'accounts', subjects })
}

const found = async (call: ScimCall, tx: Tx, asked: Asked): Promise<{ total: number; resources: Json[] }> => {
  const { kernel, base } = call
  const { startIndex, count } = asked
  const page = (users: readonly KeptUser[]) => users.map((user) => showUser(user, base))
  if (asked.filter === null && asked.sortBy === null) {
    if (count === 0) return { total: await countUsers(tx), resources: [] }
    const { users, total } = await readUsers(tx, kernel.keys, { from: startIndex - 1, most: count })
    return { total: users.length === 0 ? await countUsers(tx) : total, resources: page(users) }
  }
  const { users } = await readUsers(tx, kernel.keys, whichOf(asked))
  const all = selected(page(users), asked)
  return { total: all.length, resources: all.slice(startIndex - 1, startIndex - 1 + count) }
}

const answerList = async (call: ScimCall, from: Json) => {
  const asked = readAsked(from)
  const { total, resources } = await call.inTransaction(async (tx) => {
    const list = await found(call, tx, asked)
    await looked(call, tx, list.resources.map((each) => each['id'] as PersonId))
    return list
  })
  return sendJson(call.reply, 200, listOf(total, asked.startIndex, resources.map((each) => shownAs(each, asked.shown))))
}

const checksOf = ({ request, base }: ScimCall) => (user: KeptUser) => checkMatch(request.headers['if-match'], showUser(user, base))
const shownOf = ({ request }: ScimCall) => readShown(request.query as Json)

export const userHandlers: Handlers = {
  list: (call) => answerList(call, call.request.query as Json),
  search: (call) => answerList(call, (call.request.body ?? {}) as Json),
  create: async (call) => {
    const shown = shownOf(call)
    const user = await call.inTransaction((tx) => createUser(call.kernel, tx, call.principal.client, call.request.body))
    return sendResource(call.reply, 201, showUser(user, call.base), shown)
  },
  read: async (call) => {
    const shown = shownOf(call)
    const user = await call.inTransaction(async (tx) => {
      const one = await userOf(call.kernel, tx, call.id)
      await looked(call, tx, [one.id])
      return one
    })
    return sendResource(call.reply, 200, showUser(user, call.base), shown, call.request.headers['if-none-match'])
  },
  replace: async (call) => {
    const shown = shownOf(call)
    const user = await call.inTransaction((tx) => replaceUser(call.kernel, tx, call.principal.client, call.id, call.request.body, checksOf(call)))
    return sendResource(call.reply, 200, showUser(user, call.base), shown)
  },
  patch: async (call) => {
    const shown = shownOf(call)
    const user = await call.inTransaction((tx) => patchUser(call.kernel, tx, call.principal.client, call.id, call.request.body, checksOf(call)))
    return sendResource(call.reply, 200, showUser(user, call.base), shown)
  },
  remove: async (call) => {
    await call.inTransaction((tx) => deleteUser(call.kernel, tx, call.principal.client, call.id, checksOf(call)))
    return call.reply.code(204).send()
  },
}
