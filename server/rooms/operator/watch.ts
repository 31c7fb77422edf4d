import type { StaffVisit } from '#contract/endpoints/operator-visits.ts'
import type { StaffPrincipal, Stream } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'

const tickMs = 500

/**
 * Says once what the visit is and then stays open as long as it and the session last. Whatever anybody decides about it cuts the stream; whoever may still
 * look comes back and hears what is so then.
 */
export const watch = ({ clock }: Pick<Kernel, 'clock'>, { expiresAt }: StaffPrincipal, stream: Stream, visit: StaffVisit, until: Temporal.Instant): void => {
  stream.send('visit', visit)
  const end = Temporal.Instant.compare(expiresAt, until) < 0 ? expiresAt : until
  const timer = setInterval(() => {
    if (Temporal.Instant.compare(clock.now(), end) >= 0) stream.close()
  }, tickMs)
  timer.unref()
  stream.onClose(() => clearInterval(timer))
}
