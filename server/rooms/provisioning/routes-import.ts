import { importPeople, previewPeopleImport } from '#contract/endpoints/provisioning.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { importList, preview } from './people-import/import.ts'

export const importRoutes = (kernel: Kernel): Route[] => [
  route(previewPeopleImport, async ({ tx, principal, body, language }) => preview(kernel, tx, principal, body.text, language)),
  route(importPeople, async ({ tx, principal, body }) => importList(kernel, tx, principal, body)),
]
