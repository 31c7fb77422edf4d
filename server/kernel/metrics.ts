import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Prometheus metrics. Labels are closed sets: never an id, an organisation or a person. */
export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'vrijplek_http_request_seconds',
      help: 'Duration of HTTP requests by operation and status class',
      labelNames: ['operation', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    uplinks: new Counter({
      name: 'vrijplek_uplinks_total',
      help: 'Uplinks by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    bookings: new Counter({
      name: 'vrijplek_bookings_total',
      help: 'Booking attempts by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    refusals: new Counter({
      name: 'vrijplek_guard_refusals_total',
      help: 'Requests that a guard of access refused, by the code of the refusal',
      labelNames: ['code'],
      registers,
    }),
    /** Tells the open streams whenever somebody asks. */
    tellStreams: (count: () => number): void => {
      void new Gauge({
        name: 'vrijplek_open_streams',
        help: 'Open server-sent-events streams',
        registers,
        collect() {
          this.set(count())
        },
      })
    },
    endingHoursLeft: new Gauge({
      name: 'vrijplek_ending_hours_left',
      help: 'Hours until the nearest deadline of a deletion after the end of an agreement; negative: late; +Inf: none under way',
      registers,
    }),
    mqttClients: new Gauge({ name: 'vrijplek_mqtt_clients', help: 'Connected MQTT clients', registers }),
  }
}
export type Metrics = ReturnType<typeof createMetrics>
