import { day } from './day.ts'
import { offline } from './offline.ts'
import { parts } from './parts.ts'
import { plan } from './plan.ts'
import { shell } from './shell.ts'
import { state } from './state.ts'

export const words = { day, offline, parts, plan, shell, state }
