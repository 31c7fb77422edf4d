import { createGroup, groupOf, patchGroup, removeGroup, replaceGroup } from '../groups.ts'
import { readGroups } from '../store-groups.ts'
import type { KeptGroup } from '../store-groups.ts'
import { sendJson, sendResource } from './answers.ts'
import { showGroup } from './group.ts'
import type { Json } from './match.ts'
import type { Handlers, ScimCall } from './protocol.ts'
import { checkMatch, listOf, readAsked, readShown, selected, shownAs } from './select.ts'

const answerList = async (call: ScimCall, from: Json) => {
  const asked = readAsked(from)
  const groups = await call.inTransaction((tx) => readGroups(tx))
  const all = selected(groups.map((group) => showGroup(group, call.base)), asked)
  const page = all.slice(asked.startIndex - 1, asked.startIndex - 1 + asked.count)
  return sendJson(call.reply, 200, listOf(all.length, asked.startIndex, page.map((each) => shownAs(each, asked.shown))))
}

const checksOf = ({ request, base }: ScimCall) => (group: KeptGroup) => checkMatch(request.headers['if-match'], showGroup(group, base))
const shownOf = ({ request }: ScimCall) => readShown(request.query as Json)

export const groupHandlers: Handlers = {
  list: (call) => answerList(call, call.request.query as Json),
  search: (call) => answerList(call, (call.request.body ?? {}) as Json),
  create: async (call) => {
    const shown = shownOf(call)
    const group = await call.inTransaction((tx) => createGroup(call.kernel, tx, call.request.body))
    return sendResource(call.reply, 201, showGroup(group, call.base), shown)
  },
  read: async (call) => {
    const shown = shownOf(call)
    const group = await call.inTransaction((tx) => groupOf(tx, call.id))
    return sendResource(call.reply, 200, showGroup(group, call.base), shown, call.request.headers['if-none-match'])
  },
  replace: async (call) => {
    const shown = shownOf(call)
    const group = await call.inTransaction((tx) => replaceGroup(call.kernel, tx, call.id, call.request.body, checksOf(call)))
    return sendResource(call.reply, 200, showGroup(group, call.base), shown)
  },
  patch: async (call) => {
    const shown = shownOf(call)
    const group = await call.inTransaction((tx) => patchGroup(call.kernel, tx, call.id, call.request.body, checksOf(call)))
    // A group may be big: it is sent back only to who asks for some of it (RFC 7644 §3.5.2).
    if (shown.only === null) return call.reply.code(204).send()
    return sendResource(call.reply, 200, showGroup(group, call.base), shown)
  },
  remove: async (call) => {
    await call.inTransaction((tx) => removeGroup(call.kernel, tx, call.id, checksOf(call)))
    return call.reply.code(204).send()
  },
}
