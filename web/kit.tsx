import { useState, type ReactNode } from 'react'
import { ApiProblem, Offline } from './client/problem.ts'
import { KitPlan } from './kit/KitPlan.tsx'
import { at, nowInSample, sampleDesks, samplePlan, zoneTime } from './kit/sample.ts'
import './kit/kit.css'
import { formats } from './language/format.ts'
import { useWords } from './language/language.ts'
import './plan/plan.css'
import { boxAround, PlanTile } from './plan/PlanTile.tsx'
import { Tabs } from './shell/Tabs.tsx'
import { Button } from './ui/Button.tsx'
import { Chip, SegmentedChoice, Switch } from './ui/choices.tsx'
import { ConfirmDialog } from './ui/ConfirmDialog.tsx'
import { DayBar } from './ui/DayBar.tsx'
import { Field, PasswordField } from './ui/Field.tsx'
import { Icon } from './ui/Icon.tsx'
import { LanguageSwitch } from './ui/LanguageSwitch.tsx'
import { Logo } from './ui/Logo.tsx'
import { EmptyState, ErrorNote, LoadingLines, Note, OfflineNote } from './ui/notes.tsx'
import { PageHeading } from './ui/PageHeading.tsx'
import { StateWord, workspaceStates } from './ui/StateWord.tsx'
import { chooseTheme, theme, type Theme } from './ui/theme.ts'
import { useTell } from './ui/Toast.tsx'

const taken = new ApiProblem(409, {
  code: 'workspace_taken', title: 'Net te laat', detail: '2.18 is zojuist door iemand anders geboekt. 2.16 en 2.24 zijn vrij.',
}, { title: '', detail: '' })

/**
 * All parts in all states, with invented data. `?view=plan`: the map with its sheet; `?view=many`: 300 desks;
 * `?view=hostile`: a plan from someone who means harm.
 */
export function Kit() {
  const view = new URLSearchParams(location.search).get('view')
  return (
    <div className="shell">
      <Tabs />
      {view === 'plan' || view === 'many' || view === 'hostile' ? <KitPlan view={view} /> : <Parts />}
    </div>
  )
}

function Parts() {
  const { t, language } = useWords()
  const tell = useTell()
  const [worn, setWorn] = useState<Theme>(theme())
  const [asks, setAsks] = useState(false)
  const [view, setView] = useState<'map' | 'list'>('map')
  const [quiet, setQuiet] = useState(true)
  const [seen, setSeen] = useState(true)
  const clock = formats(language, zoneTime)
  const chosen = sampleDesks.find((desk) => desk.name === '2.17')
  const wear = (next: Theme) => {
    chooseTheme(next)
    setWorn(next)
  }
  return (
    <main className="screen whole kit" id="screen" tabIndex={-1}>
      <PageHeading title="Bouwdoos" end={<Logo size={30} />}><p>{clock.dateLong(nowInSample)}, <time>{clock.time(nowInSample)}</time></p></PageHeading>
      <Part name="Taal en thema">
        <LanguageSwitch />
        <SegmentedChoice
          label="Thema" value={worn} onChange={wear}
          options={[{ value: 'system', label: 'Systeem' }, { value: 'light', label: 'Licht' }, { value: 'dark', label: 'Donker' }]}
        />
      </Part>
      <Part name="Staat van een plek">
        <div className="kit-six">
          {workspaceStates.map((state) => (
            <div key={state}><StateWord state={state} large /><StateWord state={state} /></div>
          ))}
          <StateWord state="free" large>{t('state.freeUntil', { time: clock.time(at('13:00')) })}</StateWord>
        </div>
      </Part>
      <Part name="Dezelfde, in grijs">
        <div className="kit-six grey">{workspaceStates.map((state) => <StateWord key={state} state={state} large />)}</div>
      </Part>
      <Part name="Vandaag">
        {chosen !== undefined && (
          <div className="kit-tile">
            <PlanTile plan={samplePlan} workspaces={sampleDesks} selectedId="2.17" box={boxAround(chosen)} label="Kade, aan het raam" />
          </div>
        )}
      </Part>
      <Part name="Knoppen">
        <div className="row wrap">
          <Button look="fill">{language === 'nl' ? 'Boek tot 13:00' : 'Book until 13:00'}</Button>
          <Button>Andere tijd</Button>
          <Button look="plain">{t('parts.undo')}</Button>
          <Button size="small">Klein</Button>
          <Button warn>Wissen</Button>
          <Button busy look="fill">Bezig</Button>
          <Button disabled>Kan nog niet: kies een tijd</Button>
          <Button square aria-label="Andere tijd kiezen"><Icon name="clock" /></Button>
        </div>
        <Button look="fill" size="big" wide>Inchecken</Button>
      </Part>
      <Part name="Kiezen">
        <div className="row wrap">
          <Chip pressed={false} onToggle={() => undefined} count={15}>Vrij</Chip>
          <Chip pressed={quiet} onToggle={() => setQuiet(!quiet)}>Stil</Chip>
          <SegmentedChoice
            label="Weergave" value={view} onChange={setView}
            options={[{ value: 'map', label: t('shell.map') }, { value: 'list', label: language === 'nl' ? 'Lijst' : 'List' }]}
          />
        </div>
        <Switch on={seen} onChange={setSeen} hint="Je naam en je plek, niet hoelang al.">Mijn team ziet waar ik zit</Switch>
        <Switch on={false} onChange={() => undefined}>Naam tonen op het bureau</Switch>
      </Part>
      <Part name="Velden">
        <Field label="E-mail" type="email" autoComplete="off" hint="Die van je werk." placeholder="naam@werk.nl" />
        <PasswordField label="Wachtwoord" autoComplete="off" defaultValue="vier gewone woorden" />
        <Field label="Naam van het team" defaultValue="" wrong={t('parts.required')} />
        <Field label="Code" defaultValue="2.18" disabled />
      </Part>
      <Part name="Dagbalk">
        <DayBar opens={at('08:00')} closes={at('18:00')} now={nowInSample} booked={[{ from: at('13:00'), to: at('15:30') }]} timeZone={zoneTime} />
        <DayBar
          opens={at('08:00')} closes={at('18:00')} now={at('12:10')} timeZone={zoneTime}
          booked={[{ from: at('11:00'), to: at('14:00'), mine: true }, { from: at('15:00'), to: at('15:30') }, { from: at('16:00'), to: at('18:00') }]}
        />
        <DayBar opens={at('08:00')} closes={at('08:00')} now={nowInSample} booked={[]} timeZone={zoneTime} />
      </Part>
      <Part name="Meldingen">
        <div className="row wrap">
          <Button onClick={() => tell({ text: '2.17 is vrijgegeven.', undo: () => tell('2.17 is weer van jou.') })}>Met weg terug</Button>
          <Button onClick={() => tell('Bewaard.')}>Zonder</Button>
          <Button onClick={() => setAsks(true)}>Vraag eerst</Button>
        </div>
        <Note><p><strong className="strong">Alleen je team ziet jou.</strong> Je naam en je plek, niet hoelang al.</p></Note>
        <ErrorNote error={taken} onRetry={() => undefined} />
        <ErrorNote error={new Error('not ours')} />
        <ErrorNote error={new Offline('offline')} onRetry={() => undefined} />
        <OfflineNote lastSeen={clock.time(nowInSample)} waiting={1} />
        <OfflineNote lastSeen={null} />
      </Part>
      <Part name="Leeg en bezig">
        <EmptyState title="Geen vrije plek aan het raam" action={<Button>Toon alle 15</Button>}>
          Er zijn er wel op andere plaatsen van deze verdieping.
        </EmptyState>
        <LoadingLines />
      </Part>
      <Part name="Afspraak">
        <p className="small soft"><span className="mark-id">G1.2</span> <span className="mark-id">G8</span> Zo staat het in de afspraak.</p>
        <p><a href="/kit?view=plan">Plattegrond</a>, <a href="/kit?view=many">300 bureaus</a></p>
      </Part>
      <ConfirmDialog
        open={asks} title="Deze telefoon wissen?" confirm="Wis deze telefoon" onCancel={() => setAsks(false)}
        onConfirm={() => {
          setAsks(false)
          tell('Gewist.')
        }}
      >
        <p>Wissen raakt je boekingen niet. Je logt daarna opnieuw in.</p>
      </ConfirmDialog>
    </main>
  )
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <section><h2>{name}</h2><div className="stack">{children}</div></section>
}
