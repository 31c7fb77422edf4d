import { day } from './day.ts'
import { door } from './door.ts'
import { map } from './map.ts'
import { offline } from './offline.ts'
import { parts } from './parts.ts'
import { plan } from './plan.ts'
import { qr } from './qr.ts'
import { shell } from './shell.ts'
import { state } from './state.ts'
import { workspace } from './workspace.ts'

export const words = { day, door, map, offline, parts, plan, qr, shell, state, workspace }
