import { declaration as kernel } from '#kernel/plumbing-data.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import type { Inventory } from '#kernel/purpose/stores.ts'
import { browser } from './inventory/browser.ts'
import { elsewhere } from './inventory/elsewhere.ts'
import { tableWords } from './inventory/table-words.ts'
import { declaration as access } from './rooms/access/index.ts'
import { declaration as agreement } from './rooms/agreement/index.ts'
import { declaration as assurance } from './rooms/assurance/index.ts'
import { declaration as bookings } from './rooms/bookings/index.ts'
import { declaration as devices } from './rooms/devices/index.ts'
import { declaration as federation } from './rooms/federation/index.ts'
import { declaration as floor } from './rooms/floor/index.ts'
import { declaration as integrations } from './rooms/integrations/index.ts'
import { declaration as notices } from './rooms/notices/index.ts'
import { declaration as occupancy } from './rooms/occupancy/index.ts'
import { declaration as operator } from './rooms/operator/index.ts'
import { declaration as organisations } from './rooms/organisations/index.ts'
import { declaration as people } from './rooms/people/index.ts'
import { declaration as places } from './rooms/places/index.ts'
import { declaration as provisioning } from './rooms/provisioning/index.ts'
import { declaration as requests } from './rooms/requests/index.ts'
import { declaration as retention } from './rooms/retention/index.ts'
import { declaration as trail } from './rooms/trail/index.ts'

/** Everything the service keeps in its database, room by room (G1.1). Grants come from it; a column that is missing here is granted to nobody. */
export const inventory: readonly RoomDeclaration[] = [
  kernel,
  trail,
  organisations,
  people,
  access,
  integrations,
  federation,
  provisioning,
  agreement,
  places,
  devices,
  occupancy,
  bookings,
  floor,
  notices,
  requests,
  retention,
  operator,
  assurance,
]

/** And everything kept elsewhere: files, keys, back-ups, logs, queues, browsers; with words for people. Annex 1 and the lists of stores come from it. */
export const wholeInventory: Inventory = { rooms: inventory, elsewhere: [...elsewhere, ...browser], words: tableWords }

/** What the owner of the schema does at each start besides migrating. */
export { dropOldReadingPartitions, ensureReadingPartitions } from './rooms/occupancy/index.ts'
