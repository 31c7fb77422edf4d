/**
 * Readings → presence, counts and climate, as intervals.
 *
 * For rooms below, two views to join by (organisation_id, workspace_id), each with at most one row per workspace; no row: no sensor, no climate.
 * - `workspace_presence`: give its `sensors` to `sensorWordAt`.
 * - `workspace_climate`: `people` (counts while now ≤ `people_until`), `temperature_c`, `humidity_pct`, `co2_ppm`, and `at`, the time of the newest.
 * A change that shows is told as live topic `floor:<floorId>`.
 */
export { declaration } from './personal-data.ts'
export { sensorWordAt } from './sensor-word.ts'
export type { SensorWords } from './sensor-word.ts'

export { personSensed } from './person-sensed.ts'
export type { PersonSensed } from './person-sensed.ts'
export { recordReadings } from './record.ts'
export { onLinksChanged } from './links-changed.ts'
export { jobs } from './jobs.ts'
export { dropOldReadingPartitions, ensureReadingPartitions } from './store-partitions.ts'
