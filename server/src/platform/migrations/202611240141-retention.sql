-- How long records and files are kept. A rule that is not switched on only counts what it would take.

create table platform.retention_rule (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- What it is about: `customer`, `interaction`, `recycle-bin`, `export` …, as slices register them.
  subject text not null,
  keep_days integer not null check (keep_days between 1 and 36500),
  action text not null check (action in ('delete', 'pseudonymize')),
  is_active boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create unique index retention_rule_by_subject on platform.retention_rule (workspace_id, subject);
select kernel.make_tenant('platform.retention_rule');

-- One row for each rule and run: how many were due, how many are done. Written with each batch, so that a run that was
-- killed goes on with the right figures.
create table platform.retention_run (
  workspace_id uuid not null,
  id uuid not null,
  job_id uuid not null,
  subject text not null,
  action text not null,
  keep_days integer not null,
  is_dry boolean not null,
  due integer not null,
  done integer not null default 0,
  -- Refused for each record, such as by others that rest on it.
  refused integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id)
);
create unique index retention_run_by_job on platform.retention_run (workspace_id, job_id, subject);
create index retention_run_by_time on platform.retention_run (workspace_id, subject, started_at desc);
select kernel.make_tenant('platform.retention_run');
