export type Setting = string | number | boolean

export interface SettingsInput {
  readonly fsync: boolean
  readonly maxConnections: number
  readonly settings: Readonly<Record<string, Setting>>
}

/**
 * The whole postgresql.conf. A running postmaster is only taken over when its file equals this one, `origin`
 * (which binaries, from which installation) included.
 */
export function configurationFile(origin: string, { fsync, maxConnections, settings }: SettingsInput): string {
  const all: Record<string, Setting> = {
    ...base,
    max_connections: maxConnections,
    // Commits still wait for the operating system to have them, so that a killed process loses nothing.
    ...(fsync ? {} : { fsync: false, full_page_writes: false }),
    ...settings,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${written(value)}'`)
  return `# Written by Vrijplek at each start; changes here do not last.\n# ${origin}\n${lines.join('\n')}\n`
}

/** Fit for two cores and a few gigabytes. */
const base: Readonly<Record<string, Setting>> = {
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  random_page_cost: 1.1,
  max_worker_processes: 4,
  max_parallel_workers: 2,
  max_parallel_workers_per_gather: 1,
  jit: false,
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'iso, ymd',
  lc_messages: 'C',
  default_text_search_config: 'pg_catalog.simple',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  // Erased values were found again in recycled segments; a new segment is written with zeros.
  wal_recycle: false,
  // The log holds what the server does, never what anyone stored or asked: no statements, no parameters, no row
  // values (DETAIL), and no messages of failed statements, which quote their input.
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_min_duration_statement: -1,
  log_checkpoints: false,
  log_line_prefix: '%m [%p] ',
}

function written(value: Setting): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return String(value).replaceAll("'", "''")
}
