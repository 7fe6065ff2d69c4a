-- The schema that all migrations make. Written by "npm run generate"; do not edit.

-- schemas
create schema kernel;

-- functions
CREATE OR REPLACE FUNCTION kernel.claim_lost_jobs(silent_since timestamp with time zone)
 RETURNS TABLE(workspace_id uuid, id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update kernel.job set heartbeat_at = now()
  where state = 'running' and heartbeat_at < silent_since
  returning job.workspace_id, job.id
$function$
;

CREATE OR REPLACE FUNCTION kernel.ensure_event_partitions(around timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION kernel.grant_schema(name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('grant usage on schema %I to rapport_app', name);
end $function$
;

CREATE OR REPLACE FUNCTION kernel.make_tenant(tenant_table regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indrelid = tenant_table and i.indisprimary and a.attname = 'workspace_id'
  ) then
    raise exception 'kernel.make_tenant: the primary key of % must begin with workspace_id', tenant_table;
  end if;
  execute format('alter table %s enable row level security', tenant_table);
  execute format(
    'create policy tenant on %s using (workspace_id = current_setting(''app.workspace_id'')::uuid)
       with check (workspace_id = current_setting(''app.workspace_id'')::uuid)', tenant_table);
  execute format('grant select, insert, update, delete on %s to rapport_app', tenant_table);
  perform kernel.refresh_tenant_view(tenant_table);
end $function$
;

CREATE OR REPLACE FUNCTION kernel.refresh_tenant_view(tenant_table regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    'create or replace view %s as select * from %s where workspace_id = current_setting(''app.workspace_id'')::uuid',
    kernel.tenant_view_name(tenant_table), tenant_table);
  execute format('grant select on %s to rapport_app', kernel.tenant_view_name(tenant_table));
end $function$
;

CREATE OR REPLACE FUNCTION kernel.tenant_view_name(tenant_table regclass)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select format('%I.%I', n.nspname, 'v_' || c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tenant_table
$function$
;

-- tables
create table kernel.event (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
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
  constraint event_pkey PRIMARY KEY (workspace_id, id, at)
) partition by RANGE (at);
CREATE INDEX event_by_customer ON ONLY kernel.event USING btree (workspace_id, customer_id, at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX event_by_request ON ONLY kernel.event USING btree (workspace_id, request_id);
CREATE INDEX event_by_subject ON ONLY kernel.event USING btree (workspace_id, subject_id, at DESC);
CREATE INDEX event_by_time ON ONLY kernel.event USING btree (workspace_id, at DESC, id);
alter table kernel.event enable row level security;
create policy tenant on kernel.event for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table kernel.idempotency (
  workspace_id uuid not null,
  actor_id text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (workspace_id, actor_id, key)
);
CREATE INDEX idempotency_by_age ON kernel.idempotency USING btree (created_at);
alter table kernel.idempotency enable row level security;
create policy tenant on kernel.idempotency for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table kernel.job (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null default 'queued'::text,
  payload jsonb not null,
  done bigint not null default 0,
  total bigint,
  result jsonb,
  problem jsonb,
  actor jsonb not null,
  is_cancel_wanted boolean not null default false,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint job_pkey PRIMARY KEY (workspace_id, id),
  constraint job_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX job_by_state ON kernel.job USING btree (workspace_id, state, created_at DESC);
CREATE INDEX job_running ON kernel.job USING btree (heartbeat_at) WHERE (state = 'running'::text);
alter table kernel.job enable row level security;
create policy tenant on kernel.job for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table kernel.migration (
  name text not null,
  slice text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

-- views
create view kernel.v_event as
 SELECT workspace_id,
    id,
    at,
    type,
    subject_type,
    subject_id,
    version,
    customer_id,
    actor_user_id,
    actor_key_id,
    request_id,
    batch_id,
    before,
    after
   FROM kernel.event
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view kernel.v_idempotency as
 SELECT workspace_id,
    actor_id,
    key,
    request_hash,
    status,
    body,
    created_at
   FROM kernel.idempotency
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view kernel.v_job as
 SELECT workspace_id,
    id,
    kind,
    state,
    payload,
    done,
    total,
    result,
    problem,
    actor,
    is_cancel_wanted,
    created_at,
    started_at,
    heartbeat_at,
    ended_at
   FROM kernel.job
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

-- grants
grant insert, select on table kernel.event to rapport_app;
grant delete, insert, select, update on table kernel.idempotency to rapport_app;
grant delete, insert, select, update on table kernel.job to rapport_app;
grant select on table kernel.v_event to rapport_app;
grant select on table kernel.v_idempotency to rapport_app;
grant select on table kernel.v_job to rapport_app;

-- grants on functions
grant execute on function kernel.claim_lost_jobs(silent_since timestamp with time zone) to rapport_app;
grant execute on function kernel.ensure_event_partitions(around timestamp with time zone) to rapport_app;
