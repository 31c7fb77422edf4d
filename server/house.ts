import type { FastifyInstance } from 'fastify'
import { apiPrefix, endpoints } from '#contract/api.ts'
import { believeConfiguredMakers } from '#kernel/hardware-roots.ts'
import { rangesOf } from '#kernel/addresses.ts'
import { createHttp, knowsNobody } from '#kernel/http/index.ts'
import type { Authenticate, Protocol, Route } from '#kernel/http/index.ts'
import { createJobs } from '#kernel/jobs.ts'
import type { HouseJob, Job, Jobs } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tls } from '#kernel/tls.ts'
import { instanceRoutes } from './house/instance.ts'
import type { DemoState } from './house/instance.ts'
import { createKernel } from './house/kernel.ts'
import type { KernelParts } from './house/kernel.ts'
import { inventory, wholeInventory } from './inventory.ts'
import * as access from './rooms/access/index.ts'
import * as agreement from './rooms/agreement/index.ts'
import * as assurance from './rooms/assurance/index.ts'
import * as bookings from './rooms/bookings/index.ts'
import * as devices from './rooms/devices/index.ts'
import * as federation from './rooms/federation/index.ts'
import * as floor from './rooms/floor/index.ts'
import * as integrations from './rooms/integrations/index.ts'
import * as notices from './rooms/notices/index.ts'
import * as operator from './rooms/operator/index.ts'
import * as occupancy from './rooms/occupancy/index.ts'
import * as people from './rooms/people/index.ts'
import * as places from './rooms/places/index.ts'
import * as provisioning from './rooms/provisioning/index.ts'
import * as requests from './rooms/requests/index.ts'
import * as retention from './rooms/retention/index.ts'
import * as trail from './rooms/trail/index.ts'

export type Rooms = {
  readonly routes: readonly Route[]
  readonly jobs: readonly (Job | HouseJob)[]
  readonly protocols: readonly Protocol[]
  readonly authenticate: Authenticate
  readonly ingest: devices.Ingest
  readonly exporter: requests.Exporter
  readonly retention: retention.Retention
}

/** The one place that knows all rooms: joins their routes and jobs, and subscribes rooms below to events of rooms above. */
export const joinRooms = (kernel: Kernel, demo?: () => DemoState, resolveTxt = federation.txtResolver(kernel.config)): Rooms => {
  const ingest = devices.createIngest(kernel, occupancy.recordReadings(kernel))
  const retaining = retention.createRetention(kernel, inventory)
  const exporter = requests.createExporter(kernel, inventory)
  const leaving: agreement.Leaving = { erase: (tx, person) => requests.eraseLeaver(kernel, retaining.desk, tx, person), clear: (tx) => retaining.clear(tx) }
  kernel.outbox.on(integrations.approvalRevoked, federation.onApprovalRevoked(kernel))
  kernel.outbox.on(access.breakGlassUsed, notices.onManagersTold('break_glass_used')(kernel))
  kernel.outbox.on(federation.domainMissing, notices.onManagersTold('domain_missing')(kernel))
  kernel.outbox.on(federation.domainLapsed, notices.onManagersTold('domain_lapsed')(kernel))
  kernel.outbox.on(devices.linksChanged, occupancy.onLinksChanged(kernel))
  kernel.outbox.on(access.peopleLeft, bookings.onPeopleLeft(kernel))
  kernel.outbox.on(occupancy.personSensed, bookings.onPersonSensed(kernel))
  kernel.outbox.on(bookings.checkInReminded, notices.onCheckInReminded(kernel))
  kernel.outbox.on(bookings.bookingReleased, notices.onBookingReleased(kernel))
  kernel.outbox.on(operator.visitAsked, operator.onVisitAsked(kernel))
  kernel.outbox.on(assurance.reviewTold, assurance.onReviewTold(kernel))
  kernel.outbox.on(devices.deviceSpoke, floor.onDeviceSpoke(kernel, ingest))
  return {
    ingest,
    exporter,
    retention: retaining,
    routes: [
      ...instanceRoutes(kernel, demo),
      ...trail.routes(kernel, (tx, ids) => people.personNames(tx, kernel.keys, ids)),
      ...people.routes(kernel),
      ...access.routes(kernel, {
        locations: places.locationNames, providerStepUp: federation.providerStepUp, linkedProviders: federation.providerNamesOf, newcomer: federation.newcomer,
      }),
      ...integrations.routes(kernel),
      ...provisioning.routes(kernel),
      ...federation.routes(kernel, resolveTxt),
      ...agreement.routes(kernel, wholeInventory, leaving),
      ...places.routes(kernel),
      ...devices.routes(kernel, ingest),
      ...bookings.routes(kernel),
      ...floor.routes(kernel),
      ...notices.routes(),
      ...requests.routes(kernel, { inventory, exporter, desk: retaining.desk }),
      ...retention.routes(kernel, retaining),
      ...operator.routes(kernel),
      ...assurance.routes(kernel, places.locationNames),
    ],
    jobs: [
      { name: 'kernel.files', cron: '23 * * * *', run: async (organisation) => void (await kernel.files.sweep(organisation)) },
      { name: 'kernel.mail', cron: '* * * * *', run: (organisation) => kernel.mail.sendDue(organisation) },
      ...trail.jobs(kernel),
      ...access.jobs(kernel),
      ...provisioning.jobs(kernel),
      ...federation.jobs(kernel, resolveTxt),
      ...agreement.jobs(kernel, leaving),
      ...devices.jobs(kernel),
      ...occupancy.jobs(kernel),
      ...bookings.jobs(kernel),
      ...requests.jobs(kernel, exporter),
      ...retention.jobs(retaining),
      ...operator.jobs(kernel),
      ...assurance.jobs(kernel),
    ],
    protocols: [provisioning.scimProtocol(kernel, integrations.authenticateDirectory(kernel))],
    authenticate: {
      ...knowsNobody,
      session: access.authenticateSession(kernel),
      token: integrations.authenticateToken(kernel),
      staff: operator.authenticateStaff(kernel),
      door: devices.authenticateDoor(kernel),
      source: devices.authenticateSource(kernel),
      refusedSource: devices.countRefusedSource(kernel),
      locationOf: (organisation, kind, id) =>
        kind === 'device' ? devices.locationOfDevice(kernel)(organisation, id) : places.locationOf(kernel)(organisation, kind, id),
    },
  }
}

export type HouseOptions = KernelParts & {
  /** In a demo: what the screens say about the recording that runs. */
  readonly demo?: () => DemoState
  /** When this program ends TLS itself. */
  readonly tls?: Tls | undefined
  /** How TXT records are looked up; default: DNS, or the file that the settings name. */
  readonly resolveTxt?: federation.ResolveTxt
}

export type House = Rooms & {
  readonly kernel: Kernel
  readonly http: FastifyInstance
  readonly jobRunner: Jobs
  /** HTTP and MQTT. @throws the socket's error, with its port */
  listen(): Promise<void>
  /** Hands out what a crash left in the outbox, starts recurring work, and is ready from then on. */
  begin(): Promise<void>
  /** Stops taking work, finishes what runs, then closes. */
  close(): Promise<void>
}

export const createHouse = async (options: HouseOptions): Promise<House> => {
  const { config, log } = options
  agreement.checkOperatorSettings(config)
  believeConfiguredMakers(config)
  const { kernel, looks } = await createKernel(options, (organisation, what) => {
    if (what === trail.topic) sequencer.nudge(organisation)
  })
  const { pools } = kernel
  const sequencer = trail.createSequencer(kernel)
  kernel.metrics.tellStreams(kernel.streams.count)
  const rooms = joinRooms(kernel, options.demo, options.resolveTxt)
  assertComplete(rooms.routes)
  const jobRunner = createJobs(pools, rooms.jobs, log)
  let begun = false

  const http = await createHttp({
    routes: rooms.routes,
    wellKnown: [{ path: '/.well-known/oauth-authorization-server', body: () => integrations.authorizationServer(kernel, apiPrefix) }],
    authenticate: rooms.authenticate,
    protocols: rooms.protocols,
    inPurpose: kernel.inPurpose,
    clock: kernel.clock,
    metrics: kernel.metrics,
    readiness: async () => {
      const database = await pools.pool('jobs').query('SELECT 1').then(
        () => true,
        () => false,
      )
      const waitingFor = [...(begun ? [] : ['start']), ...(database ? [] : ['database']), ...(rooms.ingest.listening ? [] : ['mqtt'])]
      return { ready: waitingFor.length === 0, waitingFor }
    },
    log,
    secure: config.secure,
    proxies: config.BEHIND_PROXY === 'on' ? rangesOf(config.PROXY_ADDRESSES) : null,
    tls: options.tls,
    publicUrl: options.publicUrl,
    contact: { name: config.OPERATOR_NAME, email: config.OPERATOR_CONTACT },
  })

  return {
    ...rooms,
    kernel,
    http,
    jobRunner,
    listen: async () => {
      await http.listen({ host: config.HOST, port: config.PORT })
      const { tls } = options
      const secured = tls === undefined ? undefined : { host: config.MQTTS_HOST ?? config.HOST, port: config.MQTTS_PORT, tls }
      await rooms.ingest.listen({ host: config.MQTT_HOST, port: config.MQTT_PORT }, secured)
    },
    begin: async () => {
      await kernel.files.sweepAtStart()
      await kernel.cuts.listen()
      await kernel.outbox.start()
      await jobRunner.start()
      await rooms.retention.begin()
      begun = true
    },
    close: async () => {
      begun = false
      kernel.streams.closeAll()
      await kernel.cuts.stop()
      await http.close()
      await rooms.ingest.close()
      await jobRunner.stop()
      await rooms.exporter.stop()
      await rooms.retention.stop()
      await kernel.outbox.stop()
      await kernel.mail.stop()
      await looks.close()
      await sequencer.stop()
      await pools.close()
    },
  }
}

/** @throws when an endpoint of the contract has no handler, or two */
const assertComplete = (routes: readonly Route[]): void => {
  const wrong = endpoints.filter((spec) => routes.filter((each) => each.spec === spec).length !== 1)
  if (wrong.length > 0) throw new Error(`each endpoint needs exactly one handler: ${wrong.map((spec) => spec.id).join(', ')}`)
}
