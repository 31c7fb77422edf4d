import { access } from './access.ts'
import { book } from './book.ts'
import { day } from './day.ts'
import { door } from './door.ts'
import { firstUse } from './firstUse.ts'
import { map } from './map.ts'
import { me } from './me.ts'
import { offline } from './offline.ts'
import { parts } from './parts.ts'
import { people } from './people.ts'
import { plan } from './plan.ts'
import { qr } from './qr.ts'
import { shell } from './shell.ts'
import { state } from './state.ts'
import { today } from './today.ts'
import { workspace } from './workspace.ts'

export const words = {
  access, book, day, door, firstUse, map, me, offline, parts, people, plan, qr, shell, state, today, workspace,
}
