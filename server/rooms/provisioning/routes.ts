import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { directoryRoutes } from './routes-directory.ts'
import { importRoutes } from './routes-import.ts'

export const routes = (kernel: Kernel): Route[] => [...directoryRoutes(kernel), ...importRoutes(kernel)]
