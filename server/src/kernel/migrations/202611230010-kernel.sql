create extension if not exists pg_trgm;

-- Kernel: the event log (audit, timeline and outbox in one), jobs, idempotency keys.

create table kernel.event (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  type text not null,
  subject_type text not null,
  subject_id uuid not null,
  version integer,
  customer_id uuid,
  actor_user_id uuid,
  actor_key_id uuid,
  request_id text not null,
  batch_id uuid,
  before jsonb,
  after jsonb,
  primary key (workspace_id, at, id)
) partition by range (at);

create index event_by_subject on kernel.event (workspace_id, subject_id, at desc);
create index event_by_customer on kernel.event (workspace_id, customer_id, at desc) where customer_id is not null;
create index event_by_request on kernel.event (workspace_id, request_id) where batch_id is null;
create index event_by_batch on kernel.event (workspace_id, batch_id, subject_type) where batch_id is not null;
create table kernel.event_rest partition of kernel.event default;

-- One partition a month, made ahead; rows of other times (imported history keeps its own dates) fall into the rest.
create function kernel.ensure_event_partitions(around timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  month date;
  name text;
begin
  for month in
    select generate_series(date_trunc('month', around at time zone 'UTC'),
                           date_trunc('month', around at time zone 'UTC') + interval '2 months', interval '1 month')::date
  loop
    name := 'event_' || to_char(month, 'YYYY_MM');
    if to_regclass('kernel.' || name) is null and not exists (
      select 1 from kernel.event_rest
      where at >= month::timestamp at time zone 'UTC' and at < (month + interval '1 month') at time zone 'UTC' limit 1
    ) then
      execute format('create table kernel.%I partition of kernel.event for values from (%L) to (%L)', name,
        month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end if;
  end loop;
end $$;
revoke all on function kernel.ensure_event_partitions(timestamptz) from public;
grant execute on function kernel.ensure_event_partitions(timestamptz) to rapport_app;
select kernel.make_tenant('kernel.event');
-- The log is append-only for the product.
revoke update, delete on kernel.event from rapport_app;

create table kernel.job (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  payload jsonb not null,
  done bigint not null default 0,
  total bigint,
  result jsonb,
  problem jsonb,
  actor jsonb not null,
  is_cancel_wanted boolean not null default false,
  created_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  ended_at timestamptz,
  primary key (workspace_id, id)
);
create index job_by_state on kernel.job (workspace_id, state, created_at desc);
create index job_running on kernel.job (heartbeat_at) where state = 'running';
select kernel.make_tenant('kernel.job');

-- Jobs that lost their worker, over all workspaces: the one look across tenants that the runner needs.
create function kernel.claim_lost_jobs(silent_since timestamptz) returns table (workspace_id uuid, id uuid)
language sql security definer set search_path = pg_catalog as $$
  update kernel.job set heartbeat_at = now()
  where state = 'running' and heartbeat_at < silent_since
  returning job.workspace_id, job.id
$$;
revoke all on function kernel.claim_lost_jobs(timestamptz) from public;
grant execute on function kernel.claim_lost_jobs(timestamptz) to rapport_app;

create table kernel.idempotency (
  workspace_id uuid not null,
  actor_id text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  created_at timestamptz not null,
  primary key (workspace_id, actor_id, key)
);
create index idempotency_by_age on kernel.idempotency (created_at);
select kernel.make_tenant('kernel.idempotency');
