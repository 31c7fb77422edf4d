import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

export const getInstance = endpoint({
  id: 'getInstance',
  method: 'GET',
  path: '/instance',
  tag: 'Instance',
  summary: 'Who runs this instance, and whether it is a demo',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  success: {
    status: 200,
    body: z.object({
      operator: z.object({ name: z.string(), contact: z.string() }),
      signUp: z.enum(['open', 'closed']),
      /** Set in a demo: whether the recorded day runs at its own hour or a busy hour is shifted in. */
      demo: z
        .object({
          shifted: z.boolean(),
          recordedTime: z.string().meta({ description: 'Wall-clock time of the recording now shown, HH:MM' }),
          accounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
        })
        .nullable(),
    }),
  },
})
