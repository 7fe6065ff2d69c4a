-- Imports: the file, what was found in it, how it maps, how far it came; templates remember mappings.

create table customers.import (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  type text not null check (type in ('customers', 'orders', 'interactions')),
  state text not null check (state in ('mapping', 'checking', 'ready', 'running', 'done', 'failed', 'undoing', 'undone')),
  file_name text not null,
  file_path text not null,
  file_bytes bigint not null,
  file_hash text not null,
  -- Format, encoding, delimiter, header, sheet: as found, then as chosen.
  reading jsonb not null,
  -- Column → target key or null.
  mapping jsonb not null,
  settings jsonb not null,
  job_id uuid,
  rows_done bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  rejected bigint not null default 0,
  anonymous bigint not null default 0,
  customers_created bigint not null default 0,
  check_result jsonb,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id)
);
create index import_by_time on customers.import (workspace_id, created_at desc);
select kernel.make_tenant('customers.import');

create table customers.import_problem (
  workspace_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  line bigint not null,
  column_key text,
  value text not null,
  message text not null,
  params jsonb,
  severity text not null check (severity in ('error', 'warning')),
  -- The cells of a rejected row, for the file that can be mended and dropped in again.
  cells jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, import_id) references customers.import (workspace_id, id)
);
create index import_problem_by_row on customers.import_problem (workspace_id, import_id, row_number);
select kernel.make_tenant('customers.import_problem');

create table customers.import_template (
  workspace_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  -- The columns' names, joined: a file with the same columns meets its template again.
  columns_key text not null,
  mapping jsonb not null,
  settings jsonb not null,
  used_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index import_template_by_columns on customers.import_template (workspace_id, type, columns_key);
select kernel.make_tenant('customers.import_template');
