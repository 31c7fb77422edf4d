import type { Kernel } from '#kernel/kernel.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Ingest } from './ingest.ts'
import { decoderRoutes } from './routes-decoders.ts'
import { deviceRoutes } from './routes-devices.ts'
import { doorRoutes } from './routes-doors.ts'
import { sourceRoutes } from './routes-sources.ts'
import { uplinkRoutes } from './routes-uplinks.ts'

export const routes = (kernel: Kernel, ingest: Ingest): Route[] => [
  ...uplinkRoutes(kernel, ingest),
  ...sourceRoutes(kernel),
  ...deviceRoutes(kernel, ingest),
  ...decoderRoutes(kernel, ingest),
  ...doorRoutes(kernel),
]
