import type { Approval } from '#contract/endpoints/integrations.ts'
import { useControlWords } from '../../language/language.ts'
import { Standing } from '../../ui/Standing.tsx'

const looks = { in_force: 'in-force', ended: 'off', revoked: 'off' } as const

export function ApprovalStanding({ state }: { readonly state: Approval['state'] }) {
  const { t } = useControlWords()
  return <Standing look={looks[state]}>{t(`integrations.state.${state}`)}</Standing>
}
