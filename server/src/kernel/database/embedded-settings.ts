/** Where a cluster listens: `host` is a folder with a Unix socket, or a loopback address. */
export interface ClusterAddress {
  host: string
  port: number
}

/** `test` gives up durability for speed: its data is thrown away. */
export type ClusterProfile = 'product' | 'test'

/** The configuration files of a cluster: name and text. They are ours and written anew at each start. */
export function clusterFiles(profile: ClusterProfile, { host, port }: ClusterAddress): Map<string, string> {
  const isSocket = host.startsWith('/')
  const settings: Record<string, string | number> = {
    ...common,
    ...(profile === 'test' ? throwaway : durable),
    port,
    listen_addresses: isSocket ? "''" : `'${host}'`,
    unix_socket_directories: isSocket ? `'${host.replaceAll("'", "''")}'` : "''",
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const main = [
    '# Written by Rapport at each start. Settings of your own go into custom.conf beside this file; they win.',
    ...lines,
    "include 'custom.conf'",
    '',
  ].join('\n')
  const access = ['local all all scram-sha-256', 'host all all 127.0.0.1/32 scram-sha-256', ''].join('\n')
  return new Map([
    ['postgresql.conf', main],
    ['pg_hba.conf', access],
  ])
}

/** For two cores and a budget of 400 MB together with the product: the system's page cache does the rest. */
const common: Record<string, string | number> = {
  max_connections: 60,
  unix_socket_permissions: '0700',
  password_encryption: "'scram-sha-256'",
  shared_buffers: "'192MB'",
  effective_cache_size: "'1GB'",
  work_mem: "'16MB'",
  maintenance_work_mem: "'256MB'",
  random_page_cost: 1.1,
  effective_io_concurrency: 32,
  // Reads go through the page cache here; the worker processes of the default would only cost memory.
  io_method: "'sync'",
  max_worker_processes: 4,
  max_logical_replication_workers: 0,
  max_parallel_workers: 2,
  max_parallel_workers_per_gather: 1,
  // Statements here are short: compiling them costs more than it saves.
  jit: 'off',
  autovacuum_max_workers: 2,
  autovacuum_naptime: "'20s'",
  autovacuum_vacuum_scale_factor: 0.05,
  autovacuum_analyze_scale_factor: 0.02,
  autovacuum_vacuum_insert_scale_factor: 0.05,
  autovacuum_vacuum_cost_limit: 1000,
  default_statistics_target: 100,
  idle_in_transaction_session_timeout: "'10min'",
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  datestyle: "'iso, ymd'",
  lc_messages: "'C'",
  logging_collector: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: "'%m [%p] '",
  // Neither statements nor key values: the log holds no personal data.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** What was answered is on disk: a killed process or machine loses nothing. */
const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: 0,
  wal_buffers: "'16MB'",
  min_wal_size: "'256MB'",
  max_wal_size: "'3GB'",
  checkpoint_timeout: "'15min'",
  checkpoint_completion_target: 0.9,
}

const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: "'2GB'",
  checkpoint_timeout: "'1h'",
  autovacuum: 'off',
}
