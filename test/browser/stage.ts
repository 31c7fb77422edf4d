import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { apiPrefix } from '#contract/api.ts'
import type { EndpointSpec, Result, SentInput } from '#contract/endpoint.ts'
import { findAvailable, getLiveFloor } from '#contract/endpoints/floor.ts'
import { listLocations, updateLocation, weekdays } from '#contract/endpoints/places.ts'
import { signIn } from '#contract/endpoints/session.ts'
import type { FloorId } from '#contract/ids.ts'
import type { DemoFile } from '../../server/demo/index.ts'
import { startReady } from '../start/program.ts'
import { openBrowser } from './browser.ts'
import type { PageOptions, TestBrowser } from './browser.ts'

type Account = DemoFile['accounts'][number]
type Floor = DemoFile['floors'][number]
export type Desk = Floor['workspaces'][number]
type Period = { readonly from: string; readonly to: string }

/** The whole service as a program of its own, and a browser. One for all tests of a file. */
export type Stage = {
  readonly url: string
  readonly browser: TestBrowser
  /** The data folder of the program. */
  readonly folder: string
  readonly close: () => Promise<void>
}
export type DemoStage = Stage & {
  readonly demo: DemoFile
  /** By the first part of the address: `bram.vermeulen`. */
  readonly account: (name: string) => Account
  readonly floor: (name: string) => Floor
  /** A page in a context of its own where that person is signed in; nothing is opened yet. */
  readonly pageOf: (t: TestContext, name: string, options?: PageOptions) => Promise<Page>
  /** A desk of the floor that is free now and stays so for two hours; each call gives another one. Liked ones first. */
  readonly freeDesk: (page: Page, floor: string, liked?: readonly string[]) => Promise<Desk>
}

const openStage = async (settings: Readonly<Record<string, string>>): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-browser-'))
  const program = await startReady({ ...settings, DATA_DIR: folder })
  const close = async () => {
    program.kill('SIGTERM')
    await program.ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const browser = await openBrowser()
    return {
      url: program.url,
      folder,
      browser,
      close: async () => {
        await browser.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** An instance without anything in it. */
export const openEmpty = (settings: Readonly<Record<string, string>> = {}): Promise<Stage> => openStage({ DEMO: 'off', SIGN_UP: 'open', ...settings })

/** The demo, with buildings that are open whatever the hour and the day on which the tests run. */
export const openDemo = async (settings: Readonly<Record<string, string>> = {}): Promise<DemoStage> => {
  const stage = await openStage({ DEMO: 'on', ...settings })
  const demo = JSON.parse(readFileSync(join(stage.folder, 'demo.json'), 'utf8')) as DemoFile
  const account = (name: string): Account => {
    const found = demo.accounts.find(({ email }) => email.startsWith(`${name}@`))
    assert.ok(found, `the demo has nobody called ${name}`)
    return found
  }
  const floor = (name: string): Floor => {
    const found = demo.floors.find((one) => one.name === name)
    assert.ok(found, `the demo has no floor ${name}`)
    return found
  }
  await openTheDoors(stage.url, account('henk.terpstra'))
  const given = new Set<string>()
  return {
    ...stage,
    demo,
    account,
    floor,
    pageOf: async (t, name, options) => {
      const page = await stage.browser.newPage(t, options)
      const { email, password } = account(name)
      await call(page, stage.url, signIn, { body: { email, password } })
      return page
    },
    freeDesk: async (page, name, liked = []) => {
      const { id, workspaces } = floor(name)
      const live = await call(page, stage.url, getLiveFloor, { params: { floorId: id } })
      const free = new Set(live.workspaces.filter(({ state }) => state === 'free').map((one) => one.id))
      const open = await availableIn(page, stage.url, id, inTheComing(120))
      const fitting = workspaces.filter((one) => one.kind === 'desk' && free.has(one.id) && open.has(one.id) && !given.has(one.id))
      const desk = fitting.find((one) => liked.includes(one.name)) ?? fitting[0]
      assert.ok(desk, `no desk of ${name} is free`)
      given.add(desk.id)
      return desk
    },
  }
}

/** Calls the API as the person of that page: for setting a scene, not for what a test is about. */
export const call = async <const Spec extends EndpointSpec>(
  page: Page, url: string, spec: Spec, input: Omit<SentInput<Spec>, 'headers'>,
): Promise<Result<Spec>> => {
  const given = input as { params?: Record<string, string>; query?: Record<string, string>; body?: object }
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(given.params?.[name] ?? ''))
  const answer = await page.request.fetch(url + apiPrefix + path, {
    method: spec.method,
    ...(given.query === undefined ? {} : { params: given.query }),
    ...(given.body === undefined ? {} : { data: given.body }),
  })
  assert.ok(answer.ok(), `${spec.id} answered ${answer.status()}: ${await answer.text()}`)
  const text = await answer.text()
  return (text === '' ? undefined : JSON.parse(text)) as Result<Spec>
}

/** From this minute on. */
export const inTheComing = (minutes: number): Period => {
  const from = Temporal.Now.instant().round({ smallestUnit: 'minute', roundingMode: 'floor' })
  return { from: from.toString(), to: from.add({ minutes }).toString() }
}

export const availableIn = async (page: Page, url: string, floorId: FloorId, query: Period): Promise<ReadonlySet<string>> => {
  const { workspaces } = await call(page, url, findAvailable, { params: { floorId }, query })
  return new Set(workspaces.filter(({ available }) => available).map(({ id }) => id))
}

/**
 * Opens the buildings on every day. When it is early or late at home, also moves them to where it is noon, open around
 * the clock: what the tests show must not depend on when they run.
 */
const openTheDoors = async (url: string, { email, password }: Account): Promise<void> => {
  const home = 'Europe/Amsterdam'
  const hour = Temporal.Now.zonedDateTimeISO(home).hour
  // Etc/GMT-3 lies three hours east of Greenwich.
  const eastward = 12 - Temporal.Now.zonedDateTimeISO('UTC').hour
  const timeZone = `Etc/GMT${eastward > 0 ? '-' : '+'}${Math.abs(eastward)}`
  const openingHours = Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]))
  const change = { closedDays: [], ...(hour >= 7 && hour < 20 ? {} : { timeZone, openingHours }) }
  const send = async (spec: EndpointSpec, path: string, cookie: string, body?: object) => {
    const answer = await fetch(url + apiPrefix + path, {
      method: spec.method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    assert.ok(answer.ok, `${spec.id} answered ${answer.status}: ${text}`)
    return { set: answer.headers.get('set-cookie') ?? '', body: JSON.parse(text) as unknown }
  }
  const cookie = (await send(signIn, signIn.path, '', { email, password })).set.split(';')[0] ?? ''
  const { locations } = (await send(listLocations, listLocations.path, cookie)).body as Result<typeof listLocations>
  for (const { id } of locations) {
    await send(updateLocation, `/locations/${id}`, cookie, change)
  }
}
