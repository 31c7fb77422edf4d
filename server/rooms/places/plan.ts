import type { Floor } from '#contract/endpoints/places.ts'
import type { z } from 'zod'
import { pictureFault } from './picture-plan.ts'
import { sanitisePlan } from './svg-plan.ts'
import type { PlanFault } from './svg-plan.ts'

export type Plan = NonNullable<z.infer<typeof Floor>['plan']>

/** A plan as it is kept: safe to draw. */
export type KeptPlan = { readonly kind: 'svg' | 'picture'; readonly content: string; readonly viewBox: Plan['viewBox'] }

/** Checks a plan and cuts it down to what may be kept. */
export const keepPlan = (plan: Plan): KeptPlan | { readonly fault: PlanFault } => {
  const { kind, viewBox } = plan
  if (kind === 'svg') {
    if (plan.svg === undefined) return { fault: { nl: 'de SVG ontbreekt', en: 'the SVG is missing' } }
    const result = sanitisePlan(plan.svg)
    return 'fault' in result ? result : { kind, content: result.svg, viewBox }
  }
  if (plan.picture === undefined) return { fault: { nl: 'de afbeelding ontbreekt', en: 'the picture is missing' } }
  const fault = pictureFault(plan.picture)
  return fault === null ? { kind, content: plan.picture, viewBox } : { fault }
}

/** A kept plan as it goes out. */
export const shownPlan = (kept: KeptPlan): Plan => ({
  kind: kept.kind,
  ...(kept.kind === 'svg' ? { svg: kept.content } : { picture: kept.content }),
  viewBox: kept.viewBox,
})
