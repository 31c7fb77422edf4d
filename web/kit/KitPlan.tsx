import { useEffect, useMemo, useState } from 'react'
import { formats } from '../language/format.ts'
import { useWords } from '../language/language.ts'
import FloorPlan from '../plan/FloorPlan.tsx'
import { usePlanLabels } from '../plan/labels.ts'
import type { Heat } from '../plan/same-look.ts'
import type { PlanWorkspace } from '../plan/workspace.ts'
import { Button } from '../ui/Button.tsx'
import { Chip, SegmentedChoice } from '../ui/choices.tsx'
import { DayBar } from '../ui/DayBar.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { StateWord, workspaceStates } from '../ui/StateWord.tsx'
import { at, hostilePlan, manyDesks, nowInSample, sampleDesks, samplePlan, sampleRooms, sampleZone, zoneTime } from './sample.ts'

type Dress = 'live' | 'heat' | 'edit'

/** The plan as the map screen will use it: live on a timer, with its sheet and its filters. */
export function KitPlan({ view }: { readonly view: 'plan' | 'many' | 'hostile' }) {
  const many = view === 'many'
  const { t, language } = useWords()
  const first = useMemo(() => {
    if (view === 'many') return manyDesks(300)
    return { plan: view === 'plan' ? samplePlan : hostilePlan, workspaces: [...sampleRooms, ...sampleDesks] }
  }, [view])
  const [workspaces, setWorkspaces] = useState<readonly PlanWorkspace[]>(first.workspaces)
  const [chosen, setChosen] = useState<string | null>(many ? null : '2.18')
  const [dress, setDress] = useState<Dress>('live')
  const [onlyFree, setOnlyFree] = useState(false)
  const [covered, setCovered] = useState(0)
  const [alive, setAlive] = useState(false)
  const labels = usePlanLabels('2e verdieping', zoneTime)
  const clock = formats(language, zoneTime)

  useEffect(() => {
    if (!alive) return
    const timer = setInterval(() => setWorkspaces(oneChanged), 700)
    return () => clearInterval(timer)
  }, [alive])

  const heat = useMemo(() => new Map(workspaces.map((one, index): [string, Heat] => {
    const share = (index * 37) % 100
    return index % 11 === 0 ? [one.id, { step: null, text: 'n.g.' }] : [one.id, { step: Math.floor(share / 17) as 0, text: String(share) }]
  })), [workspaces])
  const matching = useMemo(
    () => (onlyFree ? new Set(workspaces.filter((one) => one.state === 'free').map((one) => one.id)) : null),
    [onlyFree, workspaces],
  )
  const place = workspaces.find((one) => one.id === chosen)
  const count = (state: PlanWorkspace['state']) => workspaces.filter((one) => one.state === state).length

  return (
    <main className="screen whole kit-map" id="screen" tabIndex={-1}>
      <div className="mid">
        <PageHeading
          title="2e verdieping"
          end={(
            <SegmentedChoice<Dress>
              label="Jas" value={dress} onChange={setDress}
              options={[{ value: 'live', label: 'Nu' }, { value: 'heat', label: 'Druk' }, { value: 'edit', label: 'Teken' }]}
            />
          )}
        >
          <p>Vaartkade 12, <time>{clock.time(nowInSample)}</time></p>
        </PageHeading>
        <div className="chips">
          <Chip pressed={onlyFree} onToggle={() => setOnlyFree(!onlyFree)} count={count('free')}>{t('state.free')}</Chip>
          <Chip pressed={alive} onToggle={() => setAlive(!alive)}>Beweegt</Chip>
        </div>
        <FloorPlan
          plan={first.plan} workspaces={workspaces} zones={many ? [] : [sampleZone]} selectedId={chosen} onOpen={setChosen}
          labels={labels} dress={dress} heat={heat} matching={matching} inset={covered}
        />
        <footer className="kit-legend">
          {workspaceStates.map((state) => <StateWord key={state} state={state}>{t(`state.${state}`)} <b>{count(state)}</b></StateWord>)}
        </footer>
      </div>
      <aside>
        {place !== undefined && (
          <Sheet label={place.name} onClose={() => setChosen(null)} onCover={setCovered}>
            <div className="kit-place">
              <h2>{place.name}</h2>
              <StateWord state={place.state} large>{capital(labels.roomLine(place).long)}</StateWord>
            </div>
            <p className="soft">{place.equipment.map((one) => t(`plan.equipment.${one}`)).join(', ')}</p>
            <DayBar opens={at('08:00')} closes={at('18:00')} now={nowInSample} booked={[{ from: at('13:00'), to: at('15:30') }]} timeZone={zoneTime} />
            <Button look="fill" size="big" wide>Boek tot 13:00</Button>
          </Sheet>
        )}
      </aside>
    </main>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** As a stream does it: one workspace gets another state, all others stay the same. */
function oneChanged(before: readonly PlanWorkspace[]): readonly PlanWorkspace[] {
  const index = Math.floor(Math.random() * before.length)
  return before.map((one, place) => {
    if (place !== index) return one
    return { ...one, state: workspaceStates[(workspaceStates.indexOf(one.state) + 1) % workspaceStates.length] ?? 'free' }
  })
}
