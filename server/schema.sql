-- The schema that all migrations make. Written by "npm run generate"; do not edit.

-- extensions
create extension pg_trgm;

-- schemas
create schema auth;
create schema conversations;
create schema customers;
create schema kernel;
create schema platform;
create schema sales;

-- functions
CREATE OR REPLACE FUNCTION customers.erase_consent_evidence(customer uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with gone as (
    delete from customers.consent_evidence
    where workspace_id = current_setting('app.workspace_id')::uuid and customer_id = customer returning 1)
  select count(*)::integer from gone
$function$
;

CREATE OR REPLACE FUNCTION customers.follow_merge_inserted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  scope text := '';
begin
  if not exists (
    select from customers.customer
    where workspace_id = current_setting('app.workspace_id', true)::uuid and survivor_id is not null
  ) then
    return null;
  end if;
  -- Rows that repeat whose customer it is repeat the survivor's.
  if exists (select from pg_attribute where attrelid = tg_relid and attname = 'backup_owner_id') then
    scope := ', owner_id = s.owner_id, backup_owner_id = s.backup_owner_id, team_id = s.team_id,
      territory_id = s.territory_id';
  end if;
  execute format(
    'update %1$I.%2$I t set %3$I = s.id %4$s
     from entered n join customers.customer c on c.workspace_id = n.workspace_id and c.id = n.%3$I
     join customers.customer s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
     where t.workspace_id = n.workspace_id and t.id = n.id',
    tg_table_schema, tg_table_name, tg_argv[0], scope);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION customers.follow_merge_updated()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  survivor jsonb;
begin
  if current_setting('customers.merging', true) = 'on' then
    return new;
  end if;
  select jsonb_build_object(tg_argv[0], s.id, 'owner_id', s.owner_id, 'backup_owner_id', s.backup_owner_id,
    'team_id', s.team_id, 'territory_id', s.territory_id) into survivor
  from customers.customer c
  join customers.customer s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
  where c.workspace_id = new.workspace_id and c.id = (to_jsonb(new) ->> tg_argv[0])::uuid for key share of c;
  if survivor is null then
    return new;
  end if;
  return jsonb_populate_record(new, survivor);
end $function$
;

CREATE OR REPLACE FUNCTION customers.follow_merges(holder regclass, holder_column text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create trigger %1$I after insert on %2$s referencing new table as entered
    for each statement execute function customers.follow_merge_inserted(%3$L)',
    'follow_merge_of_new_' || holder_column, holder, holder_column);
  execute format('create trigger %1$I before update of %3$I on %2$s for each row
    when (new.%3$I is distinct from old.%3$I) execute function customers.follow_merge_updated(%3$L)',
    'follow_merge_of_' || holder_column, holder, holder_column);
end $function$
;

CREATE OR REPLACE FUNCTION customers.is_held(workspace uuid, customer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (
    select from customers.legal_hold h
    where h.workspace_id = workspace and h.customer_id = customer and h.lifted_at is null
      and (h.until is null or h.until >= current_date))
$function$
;

CREATE OR REPLACE FUNCTION customers.keep_while_held(kept regclass, customer_column text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create trigger keep_from_deletion before delete on %s
    for each row execute function customers.refuse_when_held(%L)', kept, customer_column);
  if exists (select from pg_attribute where attrelid = kept and attname = 'deleted_at') then
    execute format('create trigger keep_from_bin before update of deleted_at on %s
      for each row when (old.deleted_at is null and new.deleted_at is not null)
      execute function customers.refuse_when_held(%L)', kept, customer_column);
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION customers.refresh_consent_state()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- Takes the rows' locks, so that of two entries at once the second sees the first in the next statement.
  insert into customers.consent_state as s (workspace_id, customer_id, purpose, channel)
  select distinct workspace_id, customer_id, purpose, channel from entered order by 1, 2, 3, 4
  on conflict (workspace_id, customer_id, purpose, channel) do update set state = s.state;

  update customers.consent_state s
  set state = n.state, entry_id = n.id, at = n.at, pending_id = n.pending_id, pending_until = n.pending_until
  from (
    select c.*, d.state, d.id, d.at, p.id as pending_id, p.pending_until
    from (select distinct workspace_id, customer_id, purpose, channel from entered) c
    left join lateral (
      select e.* from customers.consent_entry e
      where e.workspace_id = c.workspace_id and e.customer_id = c.customer_id and e.purpose = c.purpose
        and e.channel = c.channel and e.state in ('granted', 'refused', 'withdrawn')
        and not exists (select from customers.consent_entry x where x.workspace_id = e.workspace_id and x.annuls = e.id)
      order by e.at desc, e.created_at desc, e.id desc limit 1) d on true
    left join lateral (
      select e.id, e.pending_until from customers.consent_entry e
      where e.workspace_id = c.workspace_id and e.customer_id = c.customer_id and e.purpose = c.purpose
        and e.channel = c.channel and e.state = 'pending'
        and (d.id is null or (e.at, e.created_at, e.id) > (d.at, d.created_at, d.id))
        and not exists (select from customers.consent_entry x where x.workspace_id = e.workspace_id and x.annuls = e.id)
      order by e.at desc, e.created_at desc, e.id desc limit 1) p on true) n
  where s.workspace_id = n.workspace_id and s.customer_id = n.customer_id and s.purpose = n.purpose
    and s.channel = n.channel;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION customers.refuse_when_held()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if customers.is_held(old.workspace_id, (to_jsonb(old) ->> tg_argv[0])::uuid) then
    raise exception 'a legal hold stands on the customer'
      using errcode = 'foreign_key_violation', constraint = 'customer_legal_hold';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;

CREATE OR REPLACE FUNCTION customers.start_consent(workspace uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into customers.consent_key (workspace_id, link_key, hash_key, changed_at)
  select workspace, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), now()
  on conflict do nothing;

  insert into customers.consent_purpose
    (workspace_id, id, key, legal_basis, channels, confirmed_channels, position, created_at, updated_at)
  select workspace, gen_random_uuid(), key, basis, channels::text[], confirmed::text[], position, now(), now()
  from (values
    ('marketing', 'consent', '{email,sms,phone,wechat,post}', '{email}', 1),
    ('survey', 'consent', '{email,sms,phone,wechat}', '{}', 2),
    ('service', 'contract', '{email,sms,phone,wechat,post}', '{}', 3),
    ('profiling', 'consent', '{any}', '{}', 4),
    ('sharing', 'consent', '{any}', '{}', 5)) as start (key, basis, channels, confirmed, position)
  on conflict (workspace_id, key) do nothing;

  insert into customers.consent_text (workspace_id, id, purpose, language, number, title, body, created_at)
  select workspace, gen_random_uuid(), purpose, language, 1, title, body, now()
  from (values
    ('marketing', 'en', 'News and offers',
      'We may tell you about new products, events and offers. You can change your mind at any time, without giving a reason.'),
    ('marketing', 'zh-CN', '新品与优惠', '我们会向您介绍新品、活动和优惠。您可以随时改变主意，无需说明理由。'),
    ('survey', 'en', 'Surveys', 'We may ask how satisfied you are with us. Taking part is always up to you.'),
    ('survey', 'zh-CN', '满意度调查', '我们会征求您对产品和服务的意见。是否参与，完全由您决定。'),
    ('service', 'en', 'Service messages',
      'We write to you about your orders, deliveries, repairs and contracts. We need this to do what we agreed.'),
    ('service', 'zh-CN', '服务通知', '我们会就您的订单、配送、维修和合同与您联系，这是履行约定所必需的。'),
    ('profiling', 'en', 'Personal recommendations',
      'We may use what you bought and asked for to suggest what suits you.'),
    ('profiling', 'zh-CN', '个性化推荐', '我们会根据您的购买和咨询记录，向您推荐合适的产品与服务。'),
    ('sharing', 'en', 'Sharing with partners',
      'We may pass your name and contact details to partners that we name to you beforehand.'),
    ('sharing', 'zh-CN', '与合作伙伴共享', '我们会在事先告知合作方名称后，将您的姓名和联系方式提供给对方。')
  ) as start (purpose, language, title, body)
  on conflict (workspace_id, purpose, language, number) do nothing;
$function$
;

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

CREATE OR REPLACE FUNCTION kernel.forget_answers(patterns text[], ids uuid[])
 RETURNS integer
 LANGUAGE sql
AS $function$
  with gone as (
    delete from kernel.idempotency i
    where i.workspace_id = current_setting('app.workspace_id')::uuid
      and (lower(i.body) like any (patterns) or exists (
        select from regexp_matches(i.body, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m (found)
        where m.found[1]::uuid = any (ids)))
    returning 1)
  select count(*)::integer from gone
$function$
;

CREATE OR REPLACE FUNCTION kernel.forget_jobs(patterns text[], except_id uuid)
 RETURNS integer
 LANGUAGE sql
AS $function$
  with changed as (
    update kernel.job j set payload = '{}', result = null, problem = null
    where j.workspace_id = current_setting('app.workspace_id')::uuid and j.id <> except_id
      and j.state in ('done', 'failed', 'cancelled')
      and lower(concat(j.payload, j.result, j.problem)) like any (patterns)
    returning 1)
  select count(*)::integer from changed
$function$
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

CREATE OR REPLACE FUNCTION kernel.redact_events(customer uuid, rows_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  subjects uuid[];
  redacted integer;
begin
  select array_agg(s.id::uuid) into subjects
  from kernel.event e cross join lateral jsonb_array_elements_text(e.after -> 'subjects') s (id)
  where e.workspace_id = workspace and e.subject_id = customer and e.customer_id = customer and e.type like '%.erased';
  if subjects is null then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null, batch_id = null
  from (
    select v.at, v.id from kernel.event v
    where v.workspace_id = workspace and (v.customer_id = any (subjects) or v.subject_id = any (subjects))
      and v.type not like '%.erased' and (v.before is not null or v.after is not null or v.batch_id is not null)
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $function$
;

CREATE OR REPLACE FUNCTION kernel.redact_mentions(customer uuid, rows_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  if not exists (select from kernel.event e where e.workspace_id = workspace and e.subject_id = customer
                 and e.customer_id = customer and e.type like '%.erased') then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null
  from (
    select v.at, v.id from kernel.event v
    where v.workspace_id = workspace and v.type not like '%.erased'
      and (v.before::text like '%' || customer || '%' or v.after::text like '%' || customer || '%')
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $function$
;

CREATE OR REPLACE FUNCTION kernel.redact_named_events(customer uuid, rows_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  update kernel.event e set before = null, after = null
  from (
    select v.at, v.id from kernel.event n cross join lateral jsonb_array_elements(n.after -> 'events') t (named)
    join kernel.event v on v.workspace_id = workspace and v.at = (t.named ->> 'at')::timestamptz
      and v.id = (t.named ->> 'id')::uuid
    where n.workspace_id = workspace and n.subject_id = customer and n.customer_id = customer
      and n.type = 'customers.customer.erased' and v.type not like '%.erased'
      and (v.before is not null or v.after is not null)
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
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

CREATE OR REPLACE FUNCTION platform.memberships_of(person uuid)
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select w.id, w.name
    from platform.member m join platform.workspace w on w.workspace_id = m.workspace_id and w.id = m.workspace_id
   where m.id = person and not m.is_disabled and m.deleted_at is null and w.deleted_at is null
   order by w.name, w.id
$function$
;

CREATE OR REPLACE FUNCTION platform.workspaces()
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select w.id, w.name from platform.workspace w where w.deleted_at is null order by w.created_at, w.id
$function$
;

-- tables
create table auth.account (
  id uuid not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX account_by_user ON auth.account USING btree ("userId");

create table auth.apikey (
  id uuid not null,
  "configId" text not null,
  name text,
  start text,
  "referenceId" text not null,
  prefix text,
  key text not null,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamp with time zone,
  enabled boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  remaining integer,
  "lastRequest" timestamp with time zone,
  "expiresAt" timestamp with time zone,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  permissions text,
  metadata text,
  constraint apikey_key_key UNIQUE (key),
  constraint apikey_pkey PRIMARY KEY (id)
);
CREATE INDEX apikey_by_reference ON auth.apikey USING btree ("referenceId");

create table auth.passkey (
  id text not null,
  name text,
  "publicKey" text not null,
  "userId" uuid not null,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamp with time zone,
  aaguid text,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX passkey_by_credential ON auth.passkey USING btree ("credentialID");
CREATE INDEX passkey_by_user ON auth.passkey USING btree ("userId");

create table auth.session (
  id uuid not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null,
  "workspaceId" uuid,
  constraint session_token_key UNIQUE (token),
  constraint session_pkey PRIMARY KEY (id),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_by_user ON auth.session USING btree ("userId");

create table auth."twoFactor" (
  id uuid not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint "twoFactor_pkey" PRIMARY KEY (id),
  constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX two_factor_by_user ON auth."twoFactor" USING btree ("userId");

create table auth."user" (
  id uuid not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  "twoFactorEnabled" boolean,
  "mustChangePassword" boolean,
  constraint user_email_key UNIQUE (email),
  constraint user_pkey PRIMARY KEY (id)
);

create table auth.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_by_identifier ON auth.verification USING btree (identifier);

create table conversations.interaction (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid,
  kind text not null,
  direction text not null default 'none'::text,
  occurred_at timestamp with time zone not null,
  subject text,
  body text,
  duration_minutes integer,
  by_id uuid,
  by_name text,
  external_id text,
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  search tsvector not null default ''::tsvector,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint interaction_pkey PRIMARY KEY (workspace_id, id),
  constraint interaction_workspace_id_by_id_fkey FOREIGN KEY (workspace_id, by_id) REFERENCES platform.member(workspace_id, id),
  constraint interaction_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint interaction_body_check CHECK ((length(body) <= 200000)),
  constraint interaction_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'none'::text]))),
  constraint interaction_duration_minutes_check CHECK ((duration_minutes >= 0)),
  constraint interaction_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'mail'::text, 'meeting'::text, 'note'::text, 'chat'::text, 'sms'::text]))),
  constraint interaction_subject_check CHECK ((length(subject) <= 400))
);
CREATE INDEX interaction_by_backup_owner ON conversations.interaction USING btree (workspace_id, backup_owner_id, occurred_at, id) WHERE (backup_owner_id IS NOT NULL);
CREATE INDEX interaction_by_customer ON conversations.interaction USING btree (workspace_id, customer_id, occurred_at, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX interaction_by_owner ON conversations.interaction USING btree (workspace_id, owner_id, occurred_at, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX interaction_by_search ON conversations.interaction USING gin (search);
CREATE INDEX interaction_by_team ON conversations.interaction USING btree (workspace_id, team_id, occurred_at, id) WHERE (team_id IS NOT NULL);
CREATE INDEX interaction_by_territory ON conversations.interaction USING btree (workspace_id, territory_id, occurred_at, id) WHERE (territory_id IS NOT NULL);
CREATE INDEX interaction_by_time ON conversations.interaction USING btree (workspace_id, occurred_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX interaction_in_bin ON conversations.interaction USING btree (workspace_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON conversations.interaction FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON conversations.interaction REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER keep_from_bin BEFORE UPDATE OF deleted_at ON conversations.interaction FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION customers.refuse_when_held('customer_id');
CREATE TRIGGER keep_from_deletion BEFORE DELETE ON conversations.interaction FOR EACH ROW EXECUTE FUNCTION customers.refuse_when_held('customer_id');
alter table conversations.interaction enable row level security;
create policy tenant on conversations.interaction for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  state text not null,
  at timestamp with time zone not null,
  source text not null,
  actor_user_id uuid,
  actor_key_id uuid,
  text_id uuid,
  batch_id uuid,
  pending_until timestamp with time zone,
  origin_id uuid,
  annuls uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint consent_entry_pkey PRIMARY KEY (workspace_id, id),
  constraint consent_entry_workspace_id_text_id_fkey FOREIGN KEY (workspace_id, text_id) REFERENCES customers.consent_text(workspace_id, id),
  constraint consent_entry_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'phone'::text, 'wechat'::text, 'post'::text, 'any'::text, 'all'::text]))),
  constraint consent_entry_check CHECK (((state = 'pending'::text) = (pending_until IS NOT NULL))),
  constraint consent_entry_check1 CHECK (((state = 'annulled'::text) = (annuls IS NOT NULL))),
  constraint consent_entry_check2 CHECK ((at <= created_at)),
  constraint consent_entry_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 40))),
  constraint consent_entry_source_check CHECK ((source = ANY (ARRAY['form'::text, 'call'::text, 'staff'::text, 'letter'::text, 'api'::text, 'import'::text, 'preference-page'::text, 'double-opt-in'::text, 'unsubscribe'::text, 'merge'::text, 'unmerge'::text, 'undo'::text]))),
  constraint consent_entry_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text, 'pending'::text, 'annulled'::text]))),
  constraint consent_entry_version_check CHECK ((version = 1))
);
CREATE UNIQUE INDEX consent_entry_by_annulled ON customers.consent_entry USING btree (workspace_id, annuls) WHERE (annuls IS NOT NULL);
CREATE INDEX consent_entry_by_batch ON customers.consent_entry USING btree (workspace_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX consent_entry_by_choice ON customers.consent_entry USING btree (workspace_id, customer_id, purpose, channel, at DESC, created_at DESC, id DESC);
CREATE TRIGGER consent_entry_counts AFTER INSERT ON customers.consent_entry REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.refresh_consent_state();
alter table customers.consent_entry enable row level security;
create policy tenant on customers.consent_entry for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_evidence (
  workspace_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  address_hash text,
  ip_hash text,
  note text,
  origin text,
  file_name text,
  file_row bigint,
  constraint consent_evidence_pkey PRIMARY KEY (workspace_id, id),
  constraint consent_evidence_workspace_id_id_fkey FOREIGN KEY (workspace_id, id) REFERENCES customers.consent_entry(workspace_id, id),
  constraint consent_evidence_note_check CHECK ((length(note) <= 4000)),
  constraint consent_evidence_origin_check CHECK ((length(origin) <= 400))
);
CREATE INDEX consent_evidence_by_customer ON customers.consent_evidence USING btree (workspace_id, customer_id);
alter table customers.consent_evidence enable row level security;
create policy tenant on customers.consent_evidence for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_key (
  workspace_id uuid not null,
  link_key bytea not null,
  hash_key bytea not null,
  changed_at timestamp with time zone not null,
  constraint consent_key_pkey PRIMARY KEY (workspace_id),
  constraint consent_key_hash_key_check CHECK ((length(hash_key) = 32)),
  constraint consent_key_link_key_check CHECK ((length(link_key) = 32))
);
alter table customers.consent_key enable row level security;
create policy tenant on customers.consent_key for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_link (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null,
  entry_id uuid,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint consent_link_pkey PRIMARY KEY (workspace_id, id),
  constraint consent_link_check CHECK (((kind = 'confirm'::text) = (entry_id IS NOT NULL))),
  constraint consent_link_kind_check CHECK ((kind = ANY (ARRAY['preferences'::text, 'confirm'::text])))
);
CREATE INDEX consent_link_by_customer ON customers.consent_link USING btree (workspace_id, customer_id, created_at DESC);
alter table customers.consent_link enable row level security;
create policy tenant on customers.consent_link for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_purpose (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  key text not null,
  legal_basis text not null,
  channels text[] not null,
  confirmed_channels text[] not null default '{}'::text[],
  is_public boolean not null default true,
  "position" smallint not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint consent_purpose_workspace_id_key_key UNIQUE (workspace_id, key),
  constraint consent_purpose_pkey PRIMARY KEY (workspace_id, id),
  constraint consent_purpose_channels_check CHECK (((channels <> '{}'::text[]) AND (channels <@ '{email,sms,phone,wechat,post,any}'::text[]))),
  constraint consent_purpose_check CHECK ((confirmed_channels <@ channels)),
  constraint consent_purpose_key_check CHECK (((key ~ '^[a-z][a-z0-9-]{0,39}$'::text) AND (key <> 'all'::text))),
  constraint consent_purpose_legal_basis_check CHECK ((legal_basis = ANY (ARRAY['consent'::text, 'legitimate-interest'::text, 'contract'::text, 'legal-obligation'::text])))
);
alter table customers.consent_purpose enable row level security;
create policy tenant on customers.consent_purpose for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_state (
  workspace_id uuid not null,
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  state text,
  entry_id uuid,
  at timestamp with time zone,
  pending_id uuid,
  pending_until timestamp with time zone,
  constraint consent_state_pkey PRIMARY KEY (workspace_id, customer_id, purpose, channel)
);
CREATE INDEX consent_state_by_choice ON customers.consent_state USING btree (workspace_id, purpose, channel, state, customer_id) WHERE (state IS NOT NULL);
alter table customers.consent_state enable row level security;
create policy tenant on customers.consent_state for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.consent_text (
  workspace_id uuid not null,
  id uuid not null,
  purpose text not null,
  language text not null,
  number integer not null,
  title text not null,
  body text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint consent_text_workspace_id_purpose_language_number_key UNIQUE (workspace_id, purpose, language, number),
  constraint consent_text_pkey PRIMARY KEY (workspace_id, id),
  constraint consent_text_workspace_id_purpose_fkey FOREIGN KEY (workspace_id, purpose) REFERENCES customers.consent_purpose(workspace_id, key),
  constraint consent_text_body_check CHECK (((length(body) >= 1) AND (length(body) <= 4000))),
  constraint consent_text_language_check CHECK ((language = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
  constraint consent_text_number_check CHECK ((number > 0)),
  constraint consent_text_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);
alter table customers.consent_text enable row level security;
create policy tenant on customers.consent_text for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.contact_point (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null,
  value text not null,
  display text not null,
  extension text,
  label text,
  address jsonb,
  is_primary boolean not null default false,
  is_valid boolean not null default true,
  "position" smallint not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  problem text,
  problem_detail text,
  constraint contact_point_pkey PRIMARY KEY (workspace_id, id),
  constraint contact_point_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint contact_point_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'wechat'::text, 'address'::text, 'card'::text, 'website'::text, 'fax'::text]))),
  constraint contact_point_problem_check CHECK ((problem = ANY (ARRAY['no-domain'::text, 'bounced'::text]))),
  constraint contact_point_problem_detail_check CHECK ((length(problem_detail) <= 500)),
  constraint contact_point_value_check CHECK (((length(value) >= 1) AND (length(value) <= 1000)))
);
CREATE INDEX contact_point_by_customer ON customers.contact_point USING btree (workspace_id, customer_id, "position");
CREATE INDEX contact_point_by_value ON customers.contact_point USING btree (workspace_id, value, kind) WHERE (deleted_at IS NULL);
CREATE INDEX contact_point_invalid ON customers.contact_point USING btree (workspace_id, id) WHERE ((NOT is_valid) AND (deleted_at IS NULL));
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.contact_point FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.contact_point REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER keep_from_bin BEFORE UPDATE OF deleted_at ON customers.contact_point FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION customers.refuse_when_held('customer_id');
CREATE TRIGGER keep_from_deletion BEFORE DELETE ON customers.contact_point FOR EACH ROW EXECUTE FUNCTION customers.refuse_when_held('customer_id');
alter table customers.contact_point enable row level security;
create policy tenant on customers.contact_point for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.customer (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  kind text not null,
  name text not null,
  sort_name text not null,
  family_name text,
  given_name text,
  latin_name text,
  external_id text,
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  gender text,
  job_title text,
  birth_calendar text,
  birth_year smallint,
  birth_month smallint,
  birth_day smallint,
  is_birth_month_leap boolean not null default false,
  next_birthday date,
  language text,
  industry text,
  employees bigint,
  annual_revenue bigint,
  currency text,
  founded_year integer,
  website text,
  source text,
  note text,
  tags text[] not null default '{}'::text[],
  since date,
  primary_email text,
  primary_phone text,
  city text,
  region text,
  country text,
  organization_id uuid,
  completeness smallint not null default 0,
  last_contact_on date,
  first_order_on date,
  last_order_on date,
  order_count integer not null default 0,
  order_total bigint not null default 0,
  order_currency text,
  custom jsonb not null default '{}'::jsonb,
  search tsvector not null default ''::tsvector,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  survivor_id uuid,
  restricted_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint customer_pkey PRIMARY KEY (workspace_id, id),
  constraint customer_workspace_id_backup_owner_id_fkey FOREIGN KEY (workspace_id, backup_owner_id) REFERENCES platform.member(workspace_id, id),
  constraint customer_workspace_id_owner_id_fkey FOREIGN KEY (workspace_id, owner_id) REFERENCES platform.member(workspace_id, id),
  constraint customer_workspace_id_survivor_id_fkey FOREIGN KEY (workspace_id, survivor_id) REFERENCES customers.customer(workspace_id, id),
  constraint customer_workspace_id_team_id_fkey FOREIGN KEY (workspace_id, team_id) REFERENCES platform.team(workspace_id, id),
  constraint customer_workspace_id_territory_id_fkey FOREIGN KEY (workspace_id, territory_id) REFERENCES platform.territory(workspace_id, id),
  constraint customer_birth_calendar_check CHECK ((birth_calendar = ANY (ARRAY['solar'::text, 'lunar'::text]))),
  constraint customer_birth_day_check CHECK (((birth_day >= 1) AND (birth_day <= 31))),
  constraint customer_birth_month_check CHECK (((birth_month >= 1) AND (birth_month <= 12))),
  constraint customer_check CHECK ((survivor_id <> id)),
  constraint customer_erased_stays_empty CHECK (((erased_at IS NULL) OR ((COALESCE(family_name, given_name, latin_name, external_id, gender, job_title, birth_calendar, language, industry, website, source, note, primary_email, primary_phone, city, region, country) IS NULL) AND (COALESCE((birth_year)::bigint, (birth_month)::bigint, (birth_day)::bigint, employees, annual_revenue, (founded_year)::bigint) IS NULL) AND (next_birthday IS NULL) AND (since IS NULL) AND (custom = '{}'::jsonb) AND (tags = '{}'::text[]) AND (search = ''::tsvector)))),
  constraint customer_gender_check CHECK ((gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text]))),
  constraint customer_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organization'::text]))),
  constraint customer_name_check CHECK (((length(name) >= 1) AND (length(name) <= 400)))
);
CREATE INDEX customer_by_backup_owner ON customers.customer USING btree (workspace_id, backup_owner_id, updated_at, id) WHERE ((backup_owner_id IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_backup_owner_birthday ON customers.customer USING btree (workspace_id, backup_owner_id, next_birthday) WHERE ((backup_owner_id IS NOT NULL) AND (next_birthday IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_backup_owner_value ON customers.customer USING btree (workspace_id, backup_owner_id, order_total DESC) WHERE ((backup_owner_id IS NOT NULL) AND (order_count > 0) AND (deleted_at IS NULL));
CREATE INDEX customer_by_city ON customers.customer USING btree (workspace_id, city, sort_name, id) WHERE ((city IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_creation ON customers.customer USING btree (workspace_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_by_custom ON customers.customer USING gin (custom jsonb_path_ops) WHERE (custom <> '{}'::jsonb);
CREATE UNIQUE INDEX customer_by_external_id ON customers.customer USING btree (workspace_id, external_id) WHERE ((external_id IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_former_external_id ON customers.customer USING btree (workspace_id, external_id) WHERE ((external_id IS NOT NULL) AND (survivor_id IS NOT NULL));
CREATE INDEX customer_by_last_contact ON customers.customer USING btree (workspace_id, last_contact_on, id) WHERE ((last_contact_on IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_last_order ON customers.customer USING btree (workspace_id, last_order_on, id) WHERE ((last_order_on IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_name ON customers.customer USING btree (workspace_id, sort_name, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_by_name_part ON customers.customer USING gin (lower(name) gin_trgm_ops);
CREATE INDEX customer_by_next_birthday ON customers.customer USING btree (workspace_id, next_birthday) WHERE ((next_birthday IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_order_total ON customers.customer USING btree (workspace_id, order_total, id) WHERE ((order_count > 0) AND (deleted_at IS NULL));
CREATE INDEX customer_by_organization ON customers.customer USING btree (workspace_id, organization_id) WHERE (organization_id IS NOT NULL);
CREATE INDEX customer_by_owner ON customers.customer USING btree (workspace_id, owner_id, updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_by_owner_birthday ON customers.customer USING btree (workspace_id, owner_id, next_birthday) WHERE ((next_birthday IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_owner_value ON customers.customer USING btree (workspace_id, owner_id, order_total DESC) WHERE ((order_count > 0) AND (deleted_at IS NULL));
CREATE INDEX customer_by_search ON customers.customer USING gin (search);
CREATE INDEX customer_by_survivor ON customers.customer USING btree (workspace_id, survivor_id) WHERE (survivor_id IS NOT NULL);
CREATE INDEX customer_by_tag ON customers.customer USING gin (tags) WHERE (tags <> '{}'::text[]);
CREATE INDEX customer_by_team ON customers.customer USING btree (workspace_id, team_id, updated_at, id) WHERE ((team_id IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_territory ON customers.customer USING btree (workspace_id, territory_id, updated_at, id) WHERE ((territory_id IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX customer_by_update ON customers.customer USING btree (workspace_id, updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_in_bin ON customers.customer USING btree (workspace_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE TRIGGER keep_from_bin BEFORE UPDATE OF deleted_at ON customers.customer FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION customers.refuse_when_held('id');
CREATE TRIGGER keep_from_deletion BEFORE DELETE ON customers.customer FOR EACH ROW EXECUTE FUNCTION customers.refuse_when_held('id');
alter table customers.customer enable row level security;
create policy tenant on customers.customer for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.duplicate_decision (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  other_customer_id uuid not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint duplicate_decision_pkey PRIMARY KEY (workspace_id, id),
  constraint duplicate_decision_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint duplicate_decision_workspace_id_other_customer_id_fkey FOREIGN KEY (workspace_id, other_customer_id) REFERENCES customers.customer(workspace_id, id)
);
CREATE INDEX duplicate_decision_by_customer ON customers.duplicate_decision USING btree (workspace_id, customer_id);
CREATE INDEX duplicate_decision_by_other ON customers.duplicate_decision USING btree (workspace_id, other_customer_id);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.duplicate_decision FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.duplicate_decision REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER follow_merge_of_new_other_customer_id AFTER INSERT ON customers.duplicate_decision REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('other_customer_id');
CREATE TRIGGER follow_merge_of_other_customer_id BEFORE UPDATE OF other_customer_id ON customers.duplicate_decision FOR EACH ROW WHEN ((new.other_customer_id IS DISTINCT FROM old.other_customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('other_customer_id');
alter table customers.duplicate_decision enable row level security;
create policy tenant on customers.duplicate_decision for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.duplicate_group (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  members uuid[] not null,
  probability double precision not null,
  value bigint not null,
  found_at timestamp with time zone not null,
  scan_id uuid not null,
  constraint duplicate_group_pkey PRIMARY KEY (workspace_id, id),
  constraint duplicate_group_members_check CHECK ((cardinality(members) > 1))
);
CREATE INDEX duplicate_group_by_confidence ON customers.duplicate_group USING btree (workspace_id, probability DESC, value DESC, id);
CREATE INDEX duplicate_group_by_member ON customers.duplicate_group USING gin (members);
CREATE INDEX duplicate_group_by_value ON customers.duplicate_group USING btree (workspace_id, value DESC, probability DESC, id);
alter table customers.duplicate_group enable row level security;
create policy tenant on customers.duplicate_group for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.duplicate_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  show_from real not null default 0.5,
  sure_from real not null default 0.99,
  fields text[] not null default '{name,email,phone,birthday,address,city,postcode,employer}'::text[],
  person_model jsonb,
  organization_model jsonb,
  scanned_to timestamp with time zone,
  scanned_customers integer,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint duplicate_setting_pkey PRIMARY KEY (workspace_id, id),
  constraint duplicate_setting_show_from_check CHECK (((show_from >= (0.05)::double precision) AND (show_from <= (1)::double precision))),
  constraint duplicate_setting_sure_from_check CHECK (((sure_from >= (0.5)::double precision) AND (sure_from <= (1)::double precision)))
);
CREATE UNIQUE INDEX duplicate_setting_once ON customers.duplicate_setting USING btree (workspace_id);
alter table customers.duplicate_setting enable row level security;
create policy tenant on customers.duplicate_setting for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.enrichment_task (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  field text not null,
  assignee_id uuid,
  due_on date,
  state text not null default 'open'::text,
  note text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint enrichment_task_pkey PRIMARY KEY (workspace_id, id),
  constraint enrichment_task_workspace_id_assignee_id_fkey FOREIGN KEY (workspace_id, assignee_id) REFERENCES platform.member(workspace_id, id),
  constraint enrichment_task_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint enrichment_task_note_check CHECK ((length(note) <= 1000)),
  constraint enrichment_task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dismissed'::text])))
);
CREATE INDEX enrichment_task_by_assignee ON customers.enrichment_task USING btree (workspace_id, assignee_id, due_on, id) WHERE ((state = 'open'::text) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX enrichment_task_once ON customers.enrichment_task USING btree (workspace_id, customer_id, field) WHERE ((state = 'open'::text) AND (deleted_at IS NULL));
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.enrichment_task FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.enrichment_task REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
alter table customers.enrichment_task enable row level security;
create policy tenant on customers.enrichment_task for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.expectation (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  about text not null,
  source text not null,
  text text not null,
  level smallint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint expectation_pkey PRIMARY KEY (workspace_id, id),
  constraint expectation_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint expectation_about_check CHECK ((about = ANY (ARRAY['quality'::text, 'price'::text, 'delivery'::text, 'service'::text, 'relationship'::text, 'other'::text]))),
  constraint expectation_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint expectation_source_check CHECK ((source = ANY (ARRAY['word-of-mouth'::text, 'brand'::text, 'values'::text, 'situation'::text, 'experience-with-us'::text, 'experience-elsewhere'::text]))),
  constraint expectation_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
CREATE INDEX expectation_by_customer ON customers.expectation USING btree (workspace_id, customer_id);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.expectation FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.expectation REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
alter table customers.expectation enable row level security;
create policy tenant on customers.expectation for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.import (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  type text not null,
  state text not null,
  file_name text not null,
  file_path text not null,
  file_bytes bigint not null,
  file_hash text not null,
  reading jsonb not null,
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
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  file_removed_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (workspace_id, id),
  constraint import_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'ready'::text, 'running'::text, 'done'::text, 'failed'::text, 'undoing'::text, 'undone'::text]))),
  constraint import_type_check CHECK ((type = ANY (ARRAY['customers'::text, 'orders'::text, 'interactions'::text])))
);
CREATE INDEX import_by_time ON customers.import USING btree (workspace_id, created_at DESC);
alter table customers.import enable row level security;
create policy tenant on customers.import for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

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
  severity text not null,
  cells jsonb,
  constraint import_problem_pkey PRIMARY KEY (workspace_id, id),
  constraint import_problem_workspace_id_import_id_fkey FOREIGN KEY (workspace_id, import_id) REFERENCES customers.import(workspace_id, id),
  constraint import_problem_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);
CREATE INDEX import_problem_by_row ON customers.import_problem USING btree (workspace_id, import_id, row_number);
alter table customers.import_problem enable row level security;
create policy tenant on customers.import_problem for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.import_template (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  type text not null,
  columns_key text not null,
  mapping jsonb not null,
  settings jsonb not null,
  used_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint import_template_pkey PRIMARY KEY (workspace_id, id),
  constraint import_template_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE UNIQUE INDEX import_template_by_columns ON customers.import_template USING btree (workspace_id, type, columns_key);
alter table customers.import_template enable row level security;
create policy tenant on customers.import_template for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.journal_entry (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  on_day date not null,
  text text not null,
  author_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint journal_entry_pkey PRIMARY KEY (workspace_id, id),
  constraint journal_entry_workspace_id_author_id_fkey FOREIGN KEY (workspace_id, author_id) REFERENCES platform.member(workspace_id, id),
  constraint journal_entry_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint journal_entry_text_check CHECK (((length(text) >= 1) AND (length(text) <= 20000)))
);
CREATE INDEX journal_entry_by_customer ON customers.journal_entry USING btree (workspace_id, customer_id, on_day DESC);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.journal_entry FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.journal_entry REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER keep_from_bin BEFORE UPDATE OF deleted_at ON customers.journal_entry FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION customers.refuse_when_held('customer_id');
CREATE TRIGGER keep_from_deletion BEFORE DELETE ON customers.journal_entry FOR EACH ROW EXECUTE FUNCTION customers.refuse_when_held('customer_id');
alter table customers.journal_entry enable row level security;
create policy tenant on customers.journal_entry for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.legal_hold (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  reason text not null,
  since date not null,
  until date,
  placed_by uuid,
  lifted_at timestamp with time zone,
  lifted_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint legal_hold_pkey PRIMARY KEY (workspace_id, id),
  constraint legal_hold_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint legal_hold_check CHECK ((until >= since)),
  constraint legal_hold_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
);
CREATE INDEX legal_hold_by_customer ON customers.legal_hold USING btree (workspace_id, customer_id) WHERE (lifted_at IS NULL);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.legal_hold FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.legal_hold REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
alter table customers.legal_hold enable row level security;
create policy tenant on customers.legal_hold for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.mail_domain (
  workspace_id uuid not null,
  domain text not null,
  state text not null,
  checked_at timestamp with time zone not null,
  constraint mail_domain_pkey PRIMARY KEY (workspace_id, domain),
  constraint mail_domain_state_check CHECK ((state = ANY (ARRAY['takes-mail'::text, 'no-domain'::text, 'unknown'::text])))
);
alter table customers.mail_domain enable row level security;
create policy tenant on customers.mail_domain for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.merge (
  workspace_id uuid not null,
  id uuid not null,
  survivor_id uuid not null,
  merged_ids uuid[] not null,
  choose jsonb not null default '{}'::jsonb,
  changes jsonb not null,
  survivor_before jsonb not null,
  survivor_version integer not null,
  merged_before jsonb not null,
  actor_user_id uuid,
  actor_key_id uuid,
  request_id text not null,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  constraint merge_pkey PRIMARY KEY (workspace_id, id),
  constraint merge_merged_ids_check CHECK ((merged_ids <> '{}'::uuid[]))
);
CREATE INDEX merge_by_merged ON customers.merge USING gin (merged_ids);
CREATE INDEX merge_by_request ON customers.merge USING btree (workspace_id, request_id);
CREATE INDEX merge_by_survivor ON customers.merge USING btree (workspace_id, survivor_id, id);
alter table customers.merge enable row level security;
create policy tenant on customers.merge for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.merge_move (
  workspace_id uuid not null,
  merge_id uuid not null,
  table_name text not null,
  column_name text not null,
  row_id uuid not null,
  how text not null,
  previous_id uuid not null,
  before jsonb,
  after jsonb,
  constraint merge_move_pkey PRIMARY KEY (workspace_id, merge_id, table_name, column_name, row_id),
  constraint merge_move_workspace_id_merge_id_fkey FOREIGN KEY (workspace_id, merge_id) REFERENCES customers.merge(workspace_id, id),
  constraint merge_move_how_check CHECK ((how = ANY (ARRAY['moved'::text, 'twin'::text, 'self'::text])))
);
alter table customers.merge_move enable row level security;
create policy tenant on customers.merge_move for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.merge_run (
  workspace_id uuid not null,
  id uuid not null,
  groups jsonb not null,
  reached integer not null default 0,
  merged integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  refusals jsonb not null default '[]'::jsonb,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint merge_run_pkey PRIMARY KEY (workspace_id, id)
);
alter table customers.merge_run enable row level security;
create policy tenant on customers.merge_run for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.preference (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null,
  value text not null,
  on_day date,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint preference_pkey PRIMARY KEY (workspace_id, id),
  constraint preference_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint preference_kind_check CHECK ((kind = ANY (ARRAY['colour'::text, 'style'::text, 'hobby'::text, 'dislike'::text, 'diet'::text, 'drink'::text, 'contact-time'::text, 'anniversary'::text, 'gift'::text, 'other'::text]))),
  constraint preference_value_check CHECK (((length(value) >= 1) AND (length(value) <= 1000)))
);
CREATE INDEX preference_by_anniversary ON customers.preference USING btree (workspace_id, ((((EXTRACT(month FROM on_day) * (100)::numeric) + EXTRACT(day FROM on_day)))::integer)) WHERE ((kind = 'anniversary'::text) AND (on_day IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX preference_by_customer ON customers.preference USING btree (workspace_id, customer_id);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.preference FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.preference REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
alter table customers.preference enable row level security;
create policy tenant on customers.preference for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.privacy_erasure (
  workspace_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  customer_id uuid not null,
  subject_ids uuid[] not null,
  code text not null,
  state text not null default 'running'::text,
  done text[] not null default '{}'::text[],
  erased jsonb not null default '{}'::jsonb,
  kept jsonb not null default '{}'::jsonb,
  job_id uuid not null,
  started_by uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint privacy_erasure_pkey PRIMARY KEY (workspace_id, id),
  constraint privacy_erasure_workspace_id_request_id_fkey FOREIGN KEY (workspace_id, request_id) REFERENCES customers.privacy_request(workspace_id, id),
  constraint privacy_erasure_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{6}$'::text)),
  constraint privacy_erasure_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);
CREATE UNIQUE INDEX privacy_erasure_by_customer ON customers.privacy_erasure USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX privacy_erasure_by_request ON customers.privacy_erasure USING btree (workspace_id, request_id);
alter table customers.privacy_erasure enable row level security;
create policy tenant on customers.privacy_erasure for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.privacy_package (
  workspace_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  customer_id uuid not null,
  job_id uuid not null,
  ready_at timestamp with time zone,
  bytes bigint,
  sha256 text,
  expires_at timestamp with time zone,
  downloads integer not null default 0,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint privacy_package_pkey PRIMARY KEY (workspace_id, id),
  constraint privacy_package_workspace_id_request_id_fkey FOREIGN KEY (workspace_id, request_id) REFERENCES customers.privacy_request(workspace_id, id)
);
CREATE INDEX privacy_package_by_age ON customers.privacy_package USING btree (workspace_id, expires_at);
CREATE INDEX privacy_package_by_request ON customers.privacy_package USING btree (workspace_id, request_id, created_at DESC);
alter table customers.privacy_package enable row level security;
create policy tenant on customers.privacy_package for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.privacy_request (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid,
  kind text not null,
  state text not null default 'received'::text,
  channel text not null,
  received_on date not null,
  due_on date not null,
  first_due_on date,
  extension_reason text,
  contact_name text,
  contact text,
  details text,
  verified_how text,
  verified_on date,
  refusal_reason text,
  outcome jsonb,
  assignee_id uuid,
  closed_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint privacy_request_pkey PRIMARY KEY (workspace_id, id),
  constraint privacy_request_workspace_id_assignee_id_fkey FOREIGN KEY (workspace_id, assignee_id) REFERENCES platform.member(workspace_id, id),
  constraint privacy_request_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'letter'::text, 'call'::text, 'visit'::text, 'chat'::text, 'form'::text]))),
  constraint privacy_request_check CHECK (((first_due_on IS NULL) = (extension_reason IS NULL))),
  constraint privacy_request_check1 CHECK (((state = 'refused'::text) = (refusal_reason IS NOT NULL))),
  constraint privacy_request_check2 CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text])) = (closed_at IS NOT NULL))),
  constraint privacy_request_contact_check CHECK ((length(contact) <= 400)),
  constraint privacy_request_contact_name_check CHECK ((length(contact_name) <= 200)),
  constraint privacy_request_details_check CHECK ((length(details) <= 10000)),
  constraint privacy_request_extension_reason_check CHECK ((length(extension_reason) <= 2000)),
  constraint privacy_request_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'correction'::text, 'restriction'::text, 'portability'::text, 'erasure'::text, 'objection'::text]))),
  constraint privacy_request_refusal_reason_check CHECK ((length(refusal_reason) <= 4000)),
  constraint privacy_request_state_check CHECK ((state = ANY (ARRAY['received'::text, 'verified'::text, 'in-progress'::text, 'done'::text, 'refused'::text]))),
  constraint privacy_request_verified_how_check CHECK ((verified_how = ANY (ARRAY['known-contact'::text, 'document'::text, 'in-person'::text, 'signed-in'::text, 'proxy'::text])))
);
CREATE INDEX privacy_request_by_customer ON customers.privacy_request USING btree (workspace_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX privacy_request_by_due ON customers.privacy_request USING btree (workspace_id, due_on, id);
CREATE INDEX privacy_request_by_received ON customers.privacy_request USING btree (workspace_id, received_on, id);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.privacy_request FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.privacy_request REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
alter table customers.privacy_request enable row level security;
create policy tenant on customers.privacy_request for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.privacy_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  term_unit text not null,
  term integer not null,
  extension integer not null,
  package_days integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint privacy_setting_pkey PRIMARY KEY (workspace_id, id),
  constraint privacy_setting_extension_check CHECK (((extension >= 1) AND (extension <= 180))),
  constraint privacy_setting_package_days_check CHECK (((package_days >= 1) AND (package_days <= 30))),
  constraint privacy_setting_term_check CHECK (((term >= 1) AND (term <= 180))),
  constraint privacy_setting_term_unit_check CHECK ((term_unit = ANY (ARRAY['month'::text, 'day'::text, 'working-day'::text])))
);
CREATE UNIQUE INDEX privacy_setting_once ON customers.privacy_setting USING btree (workspace_id);
alter table customers.privacy_setting enable row level security;
create policy tenant on customers.privacy_setting for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.privacy_suppression (
  workspace_id uuid not null,
  id uuid not null,
  hash text not null,
  created_at timestamp with time zone not null,
  constraint privacy_suppression_workspace_id_hash_key UNIQUE (workspace_id, hash),
  constraint privacy_suppression_pkey PRIMARY KEY (workspace_id, id),
  constraint privacy_suppression_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
);
alter table customers.privacy_suppression enable row level security;
create policy tenant on customers.privacy_suppression for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.quality_day (
  workspace_id uuid not null,
  id uuid not null,
  on_day date not null,
  kind text not null,
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  customers integer not null,
  completeness_sum bigint not null,
  fresh integer not null,
  ageing integer not null,
  stale integer not null,
  unreachable integer not null,
  constraint quality_day_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX quality_day_once ON customers.quality_day USING btree (workspace_id, on_day, kind, owner_id, backup_owner_id, team_id, territory_id) NULLS NOT DISTINCT;
alter table customers.quality_day enable row level security;
create policy tenant on customers.quality_day for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.quality_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  may_ask_name_servers boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint quality_setting_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX quality_setting_once ON customers.quality_setting USING btree (workspace_id);
alter table customers.quality_setting enable row level security;
create policy tenant on customers.quality_setting for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.relation (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  from_customer_id uuid not null,
  to_customer_id uuid not null,
  role text not null,
  title text,
  decision_role text,
  since date,
  until date,
  note text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint relation_pkey PRIMARY KEY (workspace_id, id),
  constraint relation_workspace_id_from_customer_id_fkey FOREIGN KEY (workspace_id, from_customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint relation_workspace_id_to_customer_id_fkey FOREIGN KEY (workspace_id, to_customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint relation_check CHECK ((from_customer_id <> to_customer_id)),
  constraint relation_decision_role_check CHECK ((decision_role = ANY (ARRAY['decides'::text, 'influences'::text, 'uses'::text, 'pays'::text, 'blocks'::text]))),
  constraint relation_role_check CHECK ((role = ANY (ARRAY['works-at'::text, 'parent-of'::text, 'household'::text, 'knows'::text, 'referred'::text, 'distributor-of'::text, 'partner-of'::text, 'supplier-of'::text, 'competitor-of'::text])))
);
CREATE INDEX relation_by_other ON customers.relation USING btree (workspace_id, to_customer_id);
CREATE INDEX relation_by_subject ON customers.relation USING btree (workspace_id, from_customer_id);
CREATE UNIQUE INDEX relation_once ON customers.relation USING btree (workspace_id, from_customer_id, to_customer_id, role) WHERE (deleted_at IS NULL);
CREATE TRIGGER follow_merge_of_from_customer_id BEFORE UPDATE OF from_customer_id ON customers.relation FOR EACH ROW WHEN ((new.from_customer_id IS DISTINCT FROM old.from_customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('from_customer_id');
CREATE TRIGGER follow_merge_of_new_from_customer_id AFTER INSERT ON customers.relation REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('from_customer_id');
CREATE TRIGGER follow_merge_of_new_to_customer_id AFTER INSERT ON customers.relation REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('to_customer_id');
CREATE TRIGGER follow_merge_of_to_customer_id BEFORE UPDATE OF to_customer_id ON customers.relation FOR EACH ROW WHEN ((new.to_customer_id IS DISTINCT FROM old.to_customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('to_customer_id');
alter table customers.relation enable row level security;
create policy tenant on customers.relation for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table customers.relation_dismissal (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  other_customer_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint relation_dismissal_pkey PRIMARY KEY (workspace_id, id),
  constraint relation_dismissal_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint relation_dismissal_workspace_id_other_customer_id_fkey FOREIGN KEY (workspace_id, other_customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint relation_dismissal_check CHECK ((customer_id <> other_customer_id))
);
CREATE INDEX relation_dismissal_by_customer ON customers.relation_dismissal USING btree (workspace_id, customer_id);
CREATE INDEX relation_dismissal_by_other ON customers.relation_dismissal USING btree (workspace_id, other_customer_id);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON customers.relation_dismissal FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON customers.relation_dismissal REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER follow_merge_of_new_other_customer_id AFTER INSERT ON customers.relation_dismissal REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('other_customer_id');
CREATE TRIGGER follow_merge_of_other_customer_id BEFORE UPDATE OF other_customer_id ON customers.relation_dismissal FOR EACH ROW WHEN ((new.other_customer_id IS DISTINCT FROM old.other_customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('other_customer_id');
alter table customers.relation_dismissal enable row level security;
create policy tenant on customers.relation_dismissal for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

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
  constraint event_pkey PRIMARY KEY (workspace_id, at, id)
) partition by RANGE (at);
CREATE INDEX event_by_batch ON ONLY kernel.event USING btree (workspace_id, batch_id, subject_type) WHERE (batch_id IS NOT NULL);
CREATE INDEX event_by_customer ON ONLY kernel.event USING btree (workspace_id, customer_id, at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX event_by_request ON ONLY kernel.event USING btree (workspace_id, request_id) WHERE (batch_id IS NULL);
CREATE INDEX event_by_subject ON ONLY kernel.event USING btree (workspace_id, subject_id, at DESC);
CREATE INDEX event_by_time ON ONLY kernel.event USING btree (workspace_id, at DESC) WHERE ((batch_id IS NULL) AND (customer_id IS NOT NULL));
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

create table platform.custom_field (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  key text not null,
  label_en text not null,
  label_zh text not null,
  type text not null,
  options jsonb not null default '[]'::jsonb,
  reference text,
  is_required boolean not null default false,
  is_filterable boolean not null default true,
  "position" integer not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  format text,
  shown_tail smallint not null default 0,
  constraint custom_field_pkey PRIMARY KEY (workspace_id, id),
  constraint custom_field_format_check CHECK ((format = ANY (ARRAY['text'::text, 'identity-card'::text, 'passport'::text, 'bank-card'::text]))),
  constraint custom_field_key_check CHECK ((key ~ '^[a-z][a-zA-Z0-9_]{0,39}$'::text)),
  constraint custom_field_label_en_check CHECK (((length(label_en) >= 1) AND (length(label_en) <= 100))),
  constraint custom_field_label_zh_check CHECK (((length(label_zh) >= 1) AND (length(label_zh) <= 100))),
  constraint custom_field_sensitive_has_format CHECK (((type = 'sensitive'::text) = (format IS NOT NULL))),
  constraint custom_field_shown_tail_check CHECK (((shown_tail >= 0) AND (shown_tail <= 4))),
  constraint custom_field_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'money'::text, 'date'::text, 'choice'::text, 'reference'::text, 'boolean'::text, 'sensitive'::text])))
);
CREATE UNIQUE INDEX custom_field_by_key ON platform.custom_field USING btree (workspace_id, record_type, key);
alter table platform.custom_field enable row level security;
create policy tenant on platform.custom_field for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.data_key (
  workspace_id uuid not null,
  id uuid not null,
  key_version integer not null,
  master text not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null,
  constraint data_key_workspace_id_key_version_key UNIQUE (workspace_id, key_version),
  constraint data_key_pkey PRIMARY KEY (workspace_id, id),
  constraint data_key_key_version_check CHECK ((key_version > 0)),
  constraint data_key_wrapped_check CHECK ((octet_length(wrapped) = 60))
);
alter table platform.data_key enable row level security;
create policy tenant on platform.data_key for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.export (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  format text not null,
  request jsonb not null,
  job_id uuid,
  file_name text,
  rows bigint,
  created_by uuid,
  created_by_key uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint export_pkey PRIMARY KEY (workspace_id, id),
  constraint export_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text])))
);
alter table platform.export enable row level security;
create policy tenant on platform.export for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.file (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  hash text not null,
  subject_type text,
  subject_id uuid,
  customer_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint file_pkey PRIMARY KEY (workspace_id, id),
  constraint file_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint file_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255)))
);
CREATE INDEX file_by_customer ON platform.file USING btree (workspace_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX file_by_hash ON platform.file USING btree (workspace_id, hash);
CREATE INDEX file_by_subject ON platform.file USING btree (workspace_id, subject_type, subject_id) WHERE (subject_id IS NOT NULL);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON platform.file FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON platform.file REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER follow_merge_of_new_subject_id AFTER INSERT ON platform.file REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('subject_id');
CREATE TRIGGER follow_merge_of_subject_id BEFORE UPDATE OF subject_id ON platform.file FOR EACH ROW WHEN ((new.subject_id IS DISTINCT FROM old.subject_id)) EXECUTE FUNCTION customers.follow_merge_updated('subject_id');
alter table platform.file enable row level security;
create policy tenant on platform.file for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.installation (
  is_set_up boolean not null default true,
  set_up_at timestamp with time zone not null,
  constraint installation_pkey PRIMARY KEY (is_set_up),
  constraint installation_is_set_up_check CHECK (is_set_up)
);

create table platform.key (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  role_id uuid not null,
  start text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint key_pkey PRIMARY KEY (workspace_id, id),
  constraint key_workspace_id_role_id_fkey FOREIGN KEY (workspace_id, role_id) REFERENCES platform.role(workspace_id, id),
  constraint key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
CREATE INDEX key_by_role ON platform.key USING btree (workspace_id, role_id);
alter table platform.key enable row level security;
create policy tenant on platform.key for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.member (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  email text not null,
  language text not null,
  time_zone text not null,
  theme text not null default 'system'::text,
  role_id uuid not null,
  is_disabled boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (workspace_id, id),
  constraint member_workspace_id_role_id_fkey FOREIGN KEY (workspace_id, role_id) REFERENCES platform.role(workspace_id, id),
  constraint member_email_check CHECK (((length(email) >= 3) AND (length(email) <= 320))),
  constraint member_language_check CHECK ((language = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
  constraint member_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint member_theme_check CHECK ((theme = ANY (ARRAY['light'::text, 'dark'::text, 'system'::text])))
);
CREATE UNIQUE INDEX member_by_email ON platform.member USING btree (workspace_id, lower(email));
CREATE INDEX member_by_name ON platform.member USING btree (workspace_id, name, id);
CREATE INDEX member_by_person ON platform.member USING btree (id);
CREATE INDEX member_by_role ON platform.member USING btree (workspace_id, role_id);
alter table platform.member enable row level security;
create policy tenant on platform.member for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.retention_rule (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  subject text not null,
  keep_days integer not null,
  action text not null,
  is_active boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint retention_rule_pkey PRIMARY KEY (workspace_id, id),
  constraint retention_rule_action_check CHECK ((action = ANY (ARRAY['delete'::text, 'pseudonymize'::text]))),
  constraint retention_rule_keep_days_check CHECK (((keep_days >= 1) AND (keep_days <= 36500)))
);
CREATE UNIQUE INDEX retention_rule_by_subject ON platform.retention_rule USING btree (workspace_id, subject);
alter table platform.retention_rule enable row level security;
create policy tenant on platform.retention_rule for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

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
  refused integer not null default 0,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint retention_run_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX retention_run_by_job ON platform.retention_run USING btree (workspace_id, job_id, subject);
CREATE INDEX retention_run_by_time ON platform.retention_run USING btree (workspace_id, subject, started_at DESC);
alter table platform.retention_run enable row level security;
create policy tenant on platform.retention_run for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.role (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  permissions text[] not null default '{}'::text[],
  scopes jsonb not null default '{}'::jsonb,
  field_rules jsonb not null default '{}'::jsonb,
  is_system boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint role_pkey PRIMARY KEY (workspace_id, id),
  constraint role_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
CREATE UNIQUE INDEX role_by_name ON platform.role USING btree (workspace_id, lower(name)) WHERE (deleted_at IS NULL);
alter table platform.role enable row level security;
create policy tenant on platform.role for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.saved_view (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  name text not null,
  filter jsonb,
  sort text,
  columns text[] not null default '{}'::text[],
  shared text not null,
  owner_id uuid not null,
  team_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint saved_view_pkey PRIMARY KEY (workspace_id, id),
  constraint saved_view_workspace_id_owner_id_fkey FOREIGN KEY (workspace_id, owner_id) REFERENCES platform.member(workspace_id, id),
  constraint saved_view_workspace_id_team_id_fkey FOREIGN KEY (workspace_id, team_id) REFERENCES platform.team(workspace_id, id),
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint saved_view_shared_check CHECK ((shared = ANY (ARRAY['private'::text, 'team'::text, 'everyone'::text])))
);
CREATE INDEX saved_view_by_type ON platform.saved_view USING btree (workspace_id, record_type, name) WHERE (deleted_at IS NULL);
alter table platform.saved_view enable row level security;
create policy tenant on platform.saved_view for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.sensitive_value (
  workspace_id uuid not null,
  id uuid not null,
  record_type text not null,
  record_id uuid not null,
  field text not null,
  key_version integer not null,
  sealed bytea not null,
  blind_index bytea not null,
  tail text,
  batch_id uuid,
  replaced_by_batch uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sensitive_value_pkey PRIMARY KEY (workspace_id, id),
  constraint sensitive_value_workspace_id_key_version_fkey FOREIGN KEY (workspace_id, key_version) REFERENCES platform.data_key(workspace_id, key_version),
  constraint sensitive_value_blind_index_check CHECK ((octet_length(blind_index) = 32)),
  constraint sensitive_value_sealed_check CHECK (((octet_length(sealed) >= 29) AND (octet_length(sealed) <= 4200))),
  constraint sensitive_value_tail_check CHECK ((length(tail) <= 4))
);
CREATE INDEX sensitive_value_by_batch ON platform.sensitive_value USING btree (workspace_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX sensitive_value_by_index ON platform.sensitive_value USING btree (workspace_id, blind_index);
CREATE INDEX sensitive_value_by_key ON platform.sensitive_value USING btree (workspace_id, key_version, id);
CREATE UNIQUE INDEX sensitive_value_by_record ON platform.sensitive_value USING btree (workspace_id, record_type, record_id, field) WHERE (replaced_by_batch IS NULL);
CREATE INDEX sensitive_value_replaced ON platform.sensitive_value USING btree (workspace_id, replaced_by_batch) WHERE (replaced_by_batch IS NOT NULL);
alter table platform.sensitive_value enable row level security;
create policy tenant on platform.sensitive_value for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.team (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  parent_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint team_pkey PRIMARY KEY (workspace_id, id),
  constraint team_workspace_id_parent_id_fkey FOREIGN KEY (workspace_id, parent_id) REFERENCES platform.team(workspace_id, id),
  constraint team_check CHECK ((parent_id <> id)),
  constraint team_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE INDEX team_by_parent ON platform.team USING btree (workspace_id, parent_id);
alter table platform.team enable row level security;
create policy tenant on platform.team for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.team_member (
  workspace_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  constraint team_member_pkey PRIMARY KEY (workspace_id, team_id, member_id),
  constraint team_member_workspace_id_member_id_fkey FOREIGN KEY (workspace_id, member_id) REFERENCES platform.member(workspace_id, id),
  constraint team_member_workspace_id_team_id_fkey FOREIGN KEY (workspace_id, team_id) REFERENCES platform.team(workspace_id, id)
);
CREATE INDEX team_member_by_member ON platform.team_member USING btree (workspace_id, member_id);
alter table platform.team_member enable row level security;
create policy tenant on platform.team_member for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.territory (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint territory_pkey PRIMARY KEY (workspace_id, id),
  constraint territory_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE UNIQUE INDEX territory_by_name ON platform.territory USING btree (workspace_id, lower(name)) WHERE (deleted_at IS NULL);
alter table platform.territory enable row level security;
create policy tenant on platform.territory for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.territory_member (
  workspace_id uuid not null,
  territory_id uuid not null,
  member_id uuid not null,
  constraint territory_member_pkey PRIMARY KEY (workspace_id, territory_id, member_id),
  constraint territory_member_workspace_id_member_id_fkey FOREIGN KEY (workspace_id, member_id) REFERENCES platform.member(workspace_id, id),
  constraint territory_member_workspace_id_territory_id_fkey FOREIGN KEY (workspace_id, territory_id) REFERENCES platform.territory(workspace_id, id)
);
CREATE INDEX territory_member_by_member ON platform.territory_member USING btree (workspace_id, member_id);
alter table platform.territory_member enable row level security;
create policy tenant on platform.territory_member for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table platform.workspace (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  currency text not null,
  country text not null,
  language text not null,
  time_zone text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint workspace_pkey PRIMARY KEY (workspace_id, id),
  constraint workspace_check CHECK ((id = workspace_id)),
  constraint workspace_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint workspace_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint workspace_language_check CHECK ((language = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
  constraint workspace_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
alter table platform.workspace enable row level security;
create policy tenant on platform.workspace for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table sales."order" (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  number text not null,
  external_id text,
  customer_id uuid,
  placed_on date not null,
  placed_at timestamp with time zone,
  status text not null,
  currency text not null,
  total bigint not null default 0,
  line_count integer not null default 0,
  lines_version integer not null default 1,
  note text,
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  search tsvector not null default ''::tsvector,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint order_pkey PRIMARY KEY (workspace_id, id),
  constraint order_workspace_id_customer_id_fkey FOREIGN KEY (workspace_id, customer_id) REFERENCES customers.customer(workspace_id, id),
  constraint order_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint order_number_check CHECK (((length(number) >= 1) AND (length(number) <= 100))),
  constraint order_status_check CHECK ((status = ANY (ARRAY['open'::text, 'delivered'::text, 'paid'::text, 'cancelled'::text, 'returned'::text])))
);
CREATE INDEX order_by_backup_owner ON sales."order" USING btree (workspace_id, backup_owner_id, placed_on, id) WHERE (backup_owner_id IS NOT NULL);
CREATE INDEX order_by_customer ON sales."order" USING btree (workspace_id, customer_id, placed_on, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX order_by_day ON sales."order" USING btree (workspace_id, placed_on, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX order_by_number ON sales."order" USING btree (workspace_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX order_by_owner ON sales."order" USING btree (workspace_id, owner_id, placed_on, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX order_by_search ON sales."order" USING gin (search);
CREATE INDEX order_by_team ON sales."order" USING btree (workspace_id, team_id, placed_on, id) WHERE (team_id IS NOT NULL);
CREATE INDEX order_by_territory ON sales."order" USING btree (workspace_id, territory_id, placed_on, id) WHERE (territory_id IS NOT NULL);
CREATE INDEX order_by_total ON sales."order" USING btree (workspace_id, total, id) WHERE (deleted_at IS NULL);
CREATE INDEX order_in_bin ON sales."order" USING btree (workspace_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE TRIGGER follow_merge_of_customer_id BEFORE UPDATE OF customer_id ON sales."order" FOR EACH ROW WHEN ((new.customer_id IS DISTINCT FROM old.customer_id)) EXECUTE FUNCTION customers.follow_merge_updated('customer_id');
CREATE TRIGGER follow_merge_of_new_customer_id AFTER INSERT ON sales."order" REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION customers.follow_merge_inserted('customer_id');
CREATE TRIGGER keep_from_bin BEFORE UPDATE OF deleted_at ON sales."order" FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION customers.refuse_when_held('customer_id');
CREATE TRIGGER keep_from_deletion BEFORE DELETE ON sales."order" FOR EACH ROW EXECUTE FUNCTION customers.refuse_when_held('customer_id');
alter table sales."order" enable row level security;
create policy tenant on sales."order" for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table sales.order_counter (
  workspace_id uuid not null,
  year integer not null,
  last integer not null,
  constraint order_counter_pkey PRIMARY KEY (workspace_id, year)
);
alter table sales.order_counter enable row level security;
create policy tenant on sales.order_counter for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table sales.order_line (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  order_id uuid not null,
  "position" integer not null,
  product_id uuid,
  description text not null default ''::text,
  quantity numeric not null,
  unit_price numeric not null,
  discount bigint not null default 0,
  amount bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint order_line_pkey PRIMARY KEY (workspace_id, id),
  constraint order_line_workspace_id_order_id_fkey FOREIGN KEY (workspace_id, order_id) REFERENCES sales."order"(workspace_id, id) ON DELETE CASCADE,
  constraint order_line_workspace_id_product_id_fkey FOREIGN KEY (workspace_id, product_id) REFERENCES sales.product(workspace_id, id),
  constraint order_line_description_check CHECK ((length(description) <= 1000)),
  constraint order_line_quantity_check CHECK ((scale(quantity) <= 6)),
  constraint order_line_unit_price_check CHECK ((scale(unit_price) <= 6))
);
CREATE INDEX order_line_by_order ON sales.order_line USING btree (workspace_id, order_id, "position");
CREATE INDEX order_line_by_product ON sales.order_line USING btree (workspace_id, product_id) WHERE (product_id IS NOT NULL);
alter table sales.order_line enable row level security;
create policy tenant on sales.order_line for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

create table sales.product (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  code text,
  name text not null,
  sort_name text not null,
  name_en text,
  category text,
  unit text,
  list_price bigint,
  currency text,
  is_active boolean not null default true,
  search tsvector not null default ''::tsvector,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint product_pkey PRIMARY KEY (workspace_id, id),
  constraint product_check CHECK (((list_price IS NULL) OR (currency IS NOT NULL))),
  constraint product_code_check CHECK (((length(code) >= 1) AND (length(code) <= 100))),
  constraint product_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint product_name_check CHECK (((length(name) >= 1) AND (length(name) <= 400)))
);
CREATE UNIQUE INDEX product_by_code ON sales.product USING btree (workspace_id, code) WHERE ((code IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX product_by_name ON sales.product USING btree (workspace_id, sort_name, id) WHERE (deleted_at IS NULL);
CREATE INDEX product_by_search ON sales.product USING gin (search);
CREATE INDEX product_by_update ON sales.product USING btree (workspace_id, updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX product_in_bin ON sales.product USING btree (workspace_id, deleted_at) WHERE (deleted_at IS NOT NULL);
alter table sales.product enable row level security;
create policy tenant on sales.product for all using ((workspace_id = (current_setting('app.workspace_id'::text))::uuid)) with check ((workspace_id = (current_setting('app.workspace_id'::text))::uuid));

-- views
create view conversations.v_interaction as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    kind,
    direction,
    occurred_at,
    subject,
    body,
    duration_minutes,
    by_id,
    by_name,
    external_id,
    owner_id,
    backup_owner_id,
    team_id,
    territory_id,
    search,
    created_at,
    updated_at,
    deleted_at
   FROM conversations.interaction
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent as
 SELECT c.id AS customer_id,
    p.key AS purpose,
    ch.channel,
    p.legal_basis,
        CASE
            WHEN b.id IS NOT NULL THEN 'refused'::text
            WHEN s.state IS NOT NULL THEN s.state
            WHEN s.pending_until > now() THEN 'pending'::text
            ELSE 'none'::text
        END AS state,
    b.id IS NULL AND (c.restricted_at IS NULL OR (p.legal_basis = ANY (ARRAY['contract'::text, 'legal-obligation'::text]))) AND
        CASE p.legal_basis
            WHEN 'consent'::text THEN NOT s.state IS DISTINCT FROM 'granted'::text
            ELSE COALESCE(s.state, 'granted'::text) = 'granted'::text
        END AS is_allowed,
    b.id IS NOT NULL AS is_general,
        CASE
            WHEN b.id IS NOT NULL THEN b.at
            ELSE s.at
        END AS since,
    COALESCE(b.id, s.entry_id, s.pending_id) AS entry_id
   FROM customers.v_customer c
     CROSS JOIN customers.v_consent_purpose p
     CROSS JOIN LATERAL unnest(p.channels) ch(channel)
     LEFT JOIN customers.v_consent_state s ON s.customer_id = c.id AND s.purpose = p.key AND s.channel = ch.channel
     LEFT JOIN customers.v_consent_state pa ON pa.customer_id = c.id AND pa.purpose = p.key AND pa.channel = 'all'::text AND (pa.state = ANY (ARRAY['refused'::text, 'withdrawn'::text]))
     LEFT JOIN customers.v_consent_state ac ON ac.customer_id = c.id AND ac.purpose = 'all'::text AND ac.channel = ch.channel AND (ac.state = ANY (ARRAY['refused'::text, 'withdrawn'::text])) AND p.legal_basis <> 'legal-obligation'::text
     LEFT JOIN customers.v_consent_state aa ON aa.customer_id = c.id AND aa.purpose = 'all'::text AND aa.channel = 'all'::text AND (aa.state = ANY (ARRAY['refused'::text, 'withdrawn'::text])) AND (p.legal_basis = ANY (ARRAY['consent'::text, 'legitimate-interest'::text]))
     CROSS JOIN LATERAL ( SELECT COALESCE(aa.entry_id, ac.entry_id, pa.entry_id) AS id,
                CASE
                    WHEN aa.entry_id IS NOT NULL THEN aa.at
                    WHEN ac.entry_id IS NOT NULL THEN ac.at
                    ELSE pa.at
                END AS at) b
  WHERE c.deleted_at IS NULL AND p.deleted_at IS NULL;

create view customers.v_consent_entry as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    purpose,
    channel,
    state,
    at,
    source,
    actor_user_id,
    actor_key_id,
    text_id,
    batch_id,
    pending_until,
    origin_id,
    annuls,
    created_at,
    updated_at
   FROM customers.consent_entry
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_evidence as
 SELECT workspace_id,
    id,
    customer_id,
    address_hash,
    ip_hash,
    note,
    origin,
    file_name,
    file_row
   FROM customers.consent_evidence
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_key as
 SELECT workspace_id,
    link_key,
    hash_key,
    changed_at
   FROM customers.consent_key
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_link as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    kind,
    entry_id,
    expires_at,
    revoked_at,
    used_at,
    created_by,
    created_at,
    updated_at,
    deleted_at
   FROM customers.consent_link
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_purpose as
 SELECT workspace_id,
    id,
    version,
    key,
    legal_basis,
    channels,
    confirmed_channels,
    is_public,
    "position",
    created_at,
    updated_at,
    deleted_at
   FROM customers.consent_purpose
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_state as
 SELECT workspace_id,
    customer_id,
    purpose,
    channel,
    state,
    entry_id,
    at,
    pending_id,
    pending_until
   FROM customers.consent_state
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_consent_text as
 SELECT workspace_id,
    id,
    purpose,
    language,
    number,
    title,
    body,
    created_at,
    created_by
   FROM customers.consent_text
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_contact_point as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    kind,
    value,
    display,
    extension,
    label,
    address,
    is_primary,
    is_valid,
    "position",
    created_at,
    updated_at,
    deleted_at,
    problem,
    problem_detail
   FROM customers.contact_point
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_customer as
 SELECT workspace_id,
    id,
    version,
    kind,
    name,
    sort_name,
    family_name,
    given_name,
    latin_name,
    external_id,
    owner_id,
    backup_owner_id,
    team_id,
    territory_id,
    gender,
    job_title,
    birth_calendar,
    birth_year,
    birth_month,
    birth_day,
    is_birth_month_leap,
    next_birthday,
    language,
    industry,
    employees,
    annual_revenue,
    currency,
    founded_year,
    website,
    source,
    note,
    tags,
    since,
    primary_email,
    primary_phone,
    city,
    region,
    country,
    organization_id,
    completeness,
    last_contact_on,
    first_order_on,
    last_order_on,
    order_count,
    order_total,
    order_currency,
    custom,
    search,
    created_at,
    updated_at,
    deleted_at,
    survivor_id,
    restricted_at,
    erased_at
   FROM customers.customer
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_duplicate_decision as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    other_customer_id,
    created_at,
    updated_at,
    deleted_at
   FROM customers.duplicate_decision
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_duplicate_group as
 SELECT workspace_id,
    id,
    kind,
    members,
    probability,
    value,
    found_at,
    scan_id
   FROM customers.duplicate_group
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_duplicate_setting as
 SELECT workspace_id,
    id,
    version,
    show_from,
    sure_from,
    fields,
    person_model,
    organization_model,
    scanned_to,
    scanned_customers,
    created_at,
    updated_at
   FROM customers.duplicate_setting
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_enrichment_task as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    field,
    assignee_id,
    due_on,
    state,
    note,
    created_at,
    updated_at,
    deleted_at
   FROM customers.enrichment_task
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_expectation as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    about,
    source,
    text,
    level,
    created_at,
    updated_at,
    deleted_at
   FROM customers.expectation
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_import as
 SELECT workspace_id,
    id,
    version,
    type,
    state,
    file_name,
    file_path,
    file_bytes,
    file_hash,
    reading,
    mapping,
    settings,
    job_id,
    rows_done,
    created,
    updated,
    unchanged,
    rejected,
    anonymous,
    customers_created,
    check_result,
    created_by,
    created_at,
    updated_at,
    ended_at,
    file_removed_at
   FROM customers.import
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_import_problem as
 SELECT workspace_id,
    id,
    import_id,
    row_number,
    line,
    column_key,
    value,
    message,
    params,
    severity,
    cells
   FROM customers.import_problem
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_import_template as
 SELECT workspace_id,
    id,
    name,
    type,
    columns_key,
    mapping,
    settings,
    used_at,
    created_at
   FROM customers.import_template
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_journal_entry as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    on_day,
    text,
    author_id,
    created_at,
    updated_at,
    deleted_at
   FROM customers.journal_entry
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_legal_hold as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    reason,
    since,
    until,
    placed_by,
    lifted_at,
    lifted_by,
    created_at,
    updated_at,
    deleted_at
   FROM customers.legal_hold
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_lineage as
 SELECT v_customer.id AS customer_id,
    v_customer.id
   FROM customers.v_customer
UNION ALL
 SELECT v_customer.survivor_id AS customer_id,
    v_customer.id
   FROM customers.v_customer
  WHERE v_customer.survivor_id IS NOT NULL;

create view customers.v_mail_domain as
 SELECT workspace_id,
    domain,
    state,
    checked_at
   FROM customers.mail_domain
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_merge as
 SELECT workspace_id,
    id,
    survivor_id,
    merged_ids,
    choose,
    changes,
    survivor_before,
    survivor_version,
    merged_before,
    actor_user_id,
    actor_key_id,
    request_id,
    at,
    undone_at,
    undone_by
   FROM customers.merge
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_merge_move as
 SELECT workspace_id,
    merge_id,
    table_name,
    column_name,
    row_id,
    how,
    previous_id,
    before,
    after
   FROM customers.merge_move
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_merge_run as
 SELECT workspace_id,
    id,
    groups,
    reached,
    merged,
    unchanged,
    refused,
    refusals,
    created_by,
    created_at
   FROM customers.merge_run
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_preference as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    kind,
    value,
    on_day,
    created_at,
    updated_at,
    deleted_at
   FROM customers.preference
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_privacy_erasure as
 SELECT workspace_id,
    id,
    request_id,
    customer_id,
    subject_ids,
    code,
    state,
    done,
    erased,
    kept,
    job_id,
    started_by,
    started_at,
    ended_at
   FROM customers.privacy_erasure
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_privacy_package as
 SELECT workspace_id,
    id,
    request_id,
    customer_id,
    job_id,
    ready_at,
    bytes,
    sha256,
    expires_at,
    downloads,
    created_by,
    created_at
   FROM customers.privacy_package
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_privacy_request as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    kind,
    state,
    channel,
    received_on,
    due_on,
    first_due_on,
    extension_reason,
    contact_name,
    contact,
    details,
    verified_how,
    verified_on,
    refusal_reason,
    outcome,
    assignee_id,
    closed_at,
    created_by,
    created_at,
    updated_at
   FROM customers.privacy_request
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_privacy_setting as
 SELECT workspace_id,
    id,
    version,
    term_unit,
    term,
    extension,
    package_days,
    created_at,
    updated_at
   FROM customers.privacy_setting
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_privacy_suppression as
 SELECT workspace_id,
    id,
    hash,
    created_at
   FROM customers.privacy_suppression
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_quality_day as
 SELECT workspace_id,
    id,
    on_day,
    kind,
    owner_id,
    backup_owner_id,
    team_id,
    territory_id,
    customers,
    completeness_sum,
    fresh,
    ageing,
    stale,
    unreachable
   FROM customers.quality_day
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_quality_setting as
 SELECT workspace_id,
    id,
    version,
    may_ask_name_servers,
    created_at,
    updated_at
   FROM customers.quality_setting
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_relation as
 SELECT workspace_id,
    id,
    version,
    from_customer_id,
    to_customer_id,
    role,
    title,
    decision_role,
    since,
    until,
    note,
    created_at,
    updated_at,
    deleted_at
   FROM customers.relation
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_relation_dismissal as
 SELECT workspace_id,
    id,
    version,
    customer_id,
    other_customer_id,
    role,
    created_at,
    updated_at,
    deleted_at
   FROM customers.relation_dismissal
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view customers.v_restricted_customer as
 SELECT workspace_id,
    id,
    restricted_at
   FROM customers.customer
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid AND restricted_at IS NOT NULL;

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

create view platform.v_custom_field as
 SELECT workspace_id,
    id,
    version,
    record_type,
    key,
    label_en,
    label_zh,
    type,
    options,
    reference,
    is_required,
    is_filterable,
    "position",
    created_at,
    updated_at,
    deleted_at,
    format,
    shown_tail
   FROM platform.custom_field
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_data_key as
 SELECT workspace_id,
    id,
    key_version,
    master,
    wrapped,
    created_at
   FROM platform.data_key
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_export as
 SELECT workspace_id,
    id,
    version,
    record_type,
    format,
    request,
    job_id,
    file_name,
    rows,
    created_by,
    created_by_key,
    created_at,
    updated_at,
    deleted_at
   FROM platform.export
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_file as
 SELECT workspace_id,
    id,
    version,
    name,
    media_type,
    bytes,
    hash,
    subject_type,
    subject_id,
    customer_id,
    created_by,
    created_at,
    updated_at,
    deleted_at
   FROM platform.file
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_key as
 SELECT workspace_id,
    id,
    version,
    name,
    role_id,
    start,
    created_by,
    created_at,
    updated_at,
    deleted_at
   FROM platform.key
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_member as
 SELECT workspace_id,
    id,
    version,
    name,
    email,
    language,
    time_zone,
    theme,
    role_id,
    is_disabled,
    created_at,
    updated_at,
    deleted_at
   FROM platform.member
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_retention_rule as
 SELECT workspace_id,
    id,
    version,
    subject,
    keep_days,
    action,
    is_active,
    created_at,
    updated_at,
    deleted_at
   FROM platform.retention_rule
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_retention_run as
 SELECT workspace_id,
    id,
    job_id,
    subject,
    action,
    keep_days,
    is_dry,
    due,
    done,
    refused,
    started_at,
    ended_at
   FROM platform.retention_run
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_role as
 SELECT workspace_id,
    id,
    version,
    name,
    permissions,
    scopes,
    field_rules,
    is_system,
    created_at,
    updated_at,
    deleted_at
   FROM platform.role
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_saved_view as
 SELECT workspace_id,
    id,
    version,
    record_type,
    name,
    filter,
    sort,
    columns,
    shared,
    owner_id,
    team_id,
    created_at,
    updated_at,
    deleted_at
   FROM platform.saved_view
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_sensitive_value as
 SELECT workspace_id,
    id,
    record_type,
    record_id,
    field,
    key_version,
    sealed,
    blind_index,
    tail,
    batch_id,
    replaced_by_batch,
    created_at,
    updated_at
   FROM platform.sensitive_value
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_team as
 SELECT workspace_id,
    id,
    version,
    name,
    parent_id,
    created_at,
    updated_at,
    deleted_at
   FROM platform.team
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_team_member as
 SELECT workspace_id,
    team_id,
    member_id
   FROM platform.team_member
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_territory as
 SELECT workspace_id,
    id,
    version,
    name,
    created_at,
    updated_at,
    deleted_at
   FROM platform.territory
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_territory_member as
 SELECT workspace_id,
    territory_id,
    member_id
   FROM platform.territory_member
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view platform.v_workspace as
 SELECT workspace_id,
    id,
    version,
    name,
    currency,
    country,
    language,
    time_zone,
    created_at,
    updated_at,
    deleted_at
   FROM platform.workspace
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view sales.v_order as
 SELECT workspace_id,
    id,
    version,
    number,
    external_id,
    customer_id,
    placed_on,
    placed_at,
    status,
    currency,
    total,
    line_count,
    lines_version,
    note,
    owner_id,
    backup_owner_id,
    team_id,
    territory_id,
    search,
    created_at,
    updated_at,
    deleted_at
   FROM sales."order"
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view sales.v_order_counter as
 SELECT workspace_id,
    year,
    last
   FROM sales.order_counter
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view sales.v_order_line as
 SELECT workspace_id,
    id,
    version,
    order_id,
    "position",
    product_id,
    description,
    quantity,
    unit_price,
    discount,
    amount,
    created_at,
    updated_at,
    deleted_at
   FROM sales.order_line
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

create view sales.v_product as
 SELECT workspace_id,
    id,
    version,
    code,
    name,
    sort_name,
    name_en,
    category,
    unit,
    list_price,
    currency,
    is_active,
    search,
    created_at,
    updated_at,
    deleted_at
   FROM sales.product
  WHERE workspace_id = current_setting('app.workspace_id'::text)::uuid;

-- grants
grant delete, insert, select, update on table auth.account to rapport_app;
grant delete, insert, select, update on table auth.apikey to rapport_app;
grant delete, insert, select, update on table auth.passkey to rapport_app;
grant delete, insert, select, update on table auth.session to rapport_app;
grant delete, insert, select, update on table auth."twoFactor" to rapport_app;
grant delete, insert, select, update on table auth."user" to rapport_app;
grant delete, insert, select, update on table auth.verification to rapport_app;
grant delete, insert, select, update on table conversations.interaction to rapport_app;
grant select on table conversations.v_interaction to rapport_app;
grant insert, select on table customers.consent_entry to rapport_app;
grant insert, select on table customers.consent_evidence to rapport_app;
grant delete, insert, select, update on table customers.consent_key to rapport_app;
grant delete, insert, select, update on table customers.consent_link to rapport_app;
grant delete, insert, select, update on table customers.consent_purpose to rapport_app;
grant select on table customers.consent_state to rapport_app;
grant insert, select on table customers.consent_text to rapport_app;
grant delete, insert, select, update on table customers.contact_point to rapport_app;
grant delete, insert, select, update on table customers.customer to rapport_app;
grant delete, insert, select, update on table customers.duplicate_decision to rapport_app;
grant delete, insert, select, update on table customers.duplicate_group to rapport_app;
grant delete, insert, select, update on table customers.duplicate_setting to rapport_app;
grant delete, insert, select, update on table customers.enrichment_task to rapport_app;
grant delete, insert, select, update on table customers.expectation to rapport_app;
grant delete, insert, select, update on table customers.import to rapport_app;
grant delete, insert, select, update on table customers.import_problem to rapport_app;
grant delete, insert, select, update on table customers.import_template to rapport_app;
grant delete, insert, select, update on table customers.journal_entry to rapport_app;
grant delete, insert, select, update on table customers.legal_hold to rapport_app;
grant delete, insert, select, update on table customers.mail_domain to rapport_app;
grant delete, insert, select, update on table customers.merge to rapport_app;
grant delete, insert, select, update on table customers.merge_move to rapport_app;
grant delete, insert, select, update on table customers.merge_run to rapport_app;
grant delete, insert, select, update on table customers.preference to rapport_app;
grant delete, insert, select, update on table customers.privacy_erasure to rapport_app;
grant delete, insert, select, update on table customers.privacy_package to rapport_app;
grant delete, insert, select, update on table customers.privacy_request to rapport_app;
grant delete, insert, select, update on table customers.privacy_setting to rapport_app;
grant delete, insert, select, update on table customers.privacy_suppression to rapport_app;
grant delete, insert, select, update on table customers.quality_day to rapport_app;
grant delete, insert, select, update on table customers.quality_setting to rapport_app;
grant delete, insert, select, update on table customers.relation to rapport_app;
grant delete, insert, select, update on table customers.relation_dismissal to rapport_app;
grant select on table customers.v_consent to rapport_app;
grant select on table customers.v_consent_entry to rapport_app;
grant select on table customers.v_consent_evidence to rapport_app;
grant select on table customers.v_consent_key to rapport_app;
grant select on table customers.v_consent_link to rapport_app;
grant select on table customers.v_consent_purpose to rapport_app;
grant select on table customers.v_consent_state to rapport_app;
grant select on table customers.v_consent_text to rapport_app;
grant select on table customers.v_contact_point to rapport_app;
grant select on table customers.v_customer to rapport_app;
grant select on table customers.v_duplicate_decision to rapport_app;
grant select on table customers.v_duplicate_group to rapport_app;
grant select on table customers.v_duplicate_setting to rapport_app;
grant select on table customers.v_enrichment_task to rapport_app;
grant select on table customers.v_expectation to rapport_app;
grant select on table customers.v_import to rapport_app;
grant select on table customers.v_import_problem to rapport_app;
grant select on table customers.v_import_template to rapport_app;
grant select on table customers.v_journal_entry to rapport_app;
grant select on table customers.v_legal_hold to rapport_app;
grant select on table customers.v_lineage to rapport_app;
grant select on table customers.v_mail_domain to rapport_app;
grant select on table customers.v_merge to rapport_app;
grant select on table customers.v_merge_move to rapport_app;
grant select on table customers.v_merge_run to rapport_app;
grant select on table customers.v_preference to rapport_app;
grant select on table customers.v_privacy_erasure to rapport_app;
grant select on table customers.v_privacy_package to rapport_app;
grant select on table customers.v_privacy_request to rapport_app;
grant select on table customers.v_privacy_setting to rapport_app;
grant select on table customers.v_privacy_suppression to rapport_app;
grant select on table customers.v_quality_day to rapport_app;
grant select on table customers.v_quality_setting to rapport_app;
grant select on table customers.v_relation to rapport_app;
grant select on table customers.v_relation_dismissal to rapport_app;
grant select on table customers.v_restricted_customer to rapport_app;
grant insert, select on table kernel.event to rapport_app;
grant delete, insert, select, update on table kernel.idempotency to rapport_app;
grant delete, insert, select, update on table kernel.job to rapport_app;
grant select on table kernel.v_event to rapport_app;
grant select on table kernel.v_idempotency to rapport_app;
grant select on table kernel.v_job to rapport_app;
grant delete, insert, select, update on table platform.custom_field to rapport_app;
grant delete, insert, select, update on table platform.data_key to rapport_app;
grant delete, insert, select, update on table platform.export to rapport_app;
grant delete, insert, select, update on table platform.file to rapport_app;
grant insert, select on table platform.installation to rapport_app;
grant delete, insert, select, update on table platform.key to rapport_app;
grant delete, insert, select, update on table platform.member to rapport_app;
grant delete, insert, select, update on table platform.retention_rule to rapport_app;
grant delete, insert, select, update on table platform.retention_run to rapport_app;
grant delete, insert, select, update on table platform.role to rapport_app;
grant delete, insert, select, update on table platform.saved_view to rapport_app;
grant delete, insert, select, update on table platform.sensitive_value to rapport_app;
grant delete, insert, select, update on table platform.team to rapport_app;
grant delete, insert, select, update on table platform.team_member to rapport_app;
grant delete, insert, select, update on table platform.territory to rapport_app;
grant delete, insert, select, update on table platform.territory_member to rapport_app;
grant select on table platform.v_custom_field to rapport_app;
grant select on table platform.v_data_key to rapport_app;
grant select on table platform.v_export to rapport_app;
grant select on table platform.v_file to rapport_app;
grant select on table platform.v_key to rapport_app;
grant select on table platform.v_member to rapport_app;
grant select on table platform.v_retention_rule to rapport_app;
grant select on table platform.v_retention_run to rapport_app;
grant select on table platform.v_role to rapport_app;
grant select on table platform.v_saved_view to rapport_app;
grant select on table platform.v_sensitive_value to rapport_app;
grant select on table platform.v_team to rapport_app;
grant select on table platform.v_team_member to rapport_app;
grant select on table platform.v_territory to rapport_app;
grant select on table platform.v_territory_member to rapport_app;
grant select on table platform.v_workspace to rapport_app;
grant delete, insert, select, update on table platform.workspace to rapport_app;
grant delete, insert, select, update on table sales."order" to rapport_app;
grant delete, insert, select, update on table sales.order_counter to rapport_app;
grant delete, insert, select, update on table sales.order_line to rapport_app;
grant delete, insert, select, update on table sales.product to rapport_app;
grant select on table sales.v_order to rapport_app;
grant select on table sales.v_order_counter to rapport_app;
grant select on table sales.v_order_line to rapport_app;
grant select on table sales.v_product to rapport_app;

-- grants on functions
grant execute on function customers.erase_consent_evidence(customer uuid) to rapport_app;
grant execute on function customers.follow_merge_inserted() to rapport_app;
grant execute on function customers.follow_merge_updated() to rapport_app;
grant execute on function customers.is_held(workspace uuid, customer uuid) to rapport_app;
grant execute on function customers.refuse_when_held() to rapport_app;
grant execute on function customers.start_consent(workspace uuid) to rapport_app;
grant execute on function kernel.claim_lost_jobs(silent_since timestamp with time zone) to rapport_app;
grant execute on function kernel.ensure_event_partitions(around timestamp with time zone) to rapport_app;
grant execute on function kernel.forget_answers(patterns text[], ids uuid[]) to rapport_app;
grant execute on function kernel.forget_jobs(patterns text[], except_id uuid) to rapport_app;
grant execute on function kernel.redact_events(customer uuid, rows_max integer) to rapport_app;
grant execute on function kernel.redact_mentions(customer uuid, rows_max integer) to rapport_app;
grant execute on function kernel.redact_named_events(customer uuid, rows_max integer) to rapport_app;
grant execute on function platform.memberships_of(person uuid) to rapport_app;
grant execute on function platform.workspaces() to rapport_app;
