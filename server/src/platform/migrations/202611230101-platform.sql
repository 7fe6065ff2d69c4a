-- Platform: the workspace and who works in it, what they may do, and what every record type shares.

create schema platform;
select kernel.grant_schema('platform');

-- One row once the first firm is set up; whoever inserts it first has won.
create table platform.installation (
  is_set_up boolean primary key default true check (is_set_up),
  set_up_at timestamptz not null
);
grant select, insert on platform.installation to rapport_app;

-- The tenant itself; its workspace_id is its id, so that it is kept apart like every other row.
create table platform.workspace (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  language text not null check (language in ('en', 'zh-CN')),
  time_zone text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  check (id = workspace_id)
);
select kernel.make_tenant('platform.workspace');

create table platform.role (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 100),
  permissions text[] not null default '{}',
  -- Record type -> own, team, territory or all.
  scopes jsonb not null default '{}',
  -- record.field -> hidden, masked or read-only.
  field_rules jsonb not null default '{}',
  -- The administrator's role: everything, always, and never changed.
  is_system boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create unique index role_by_name on platform.role (workspace_id, lower(name)) where deleted_at is null;
select kernel.make_tenant('platform.role');

-- A person in a workspace; the id is that of the person's account.
create table platform.member (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) between 3 and 320),
  language text not null check (language in ('en', 'zh-CN')),
  time_zone text not null,
  theme text not null default 'system' check (theme in ('light', 'dark', 'system')),
  role_id uuid not null,
  is_disabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, role_id) references platform.role (workspace_id, id)
);
create unique index member_by_email on platform.member (workspace_id, lower(email));
create index member_by_name on platform.member (workspace_id, name, id);
create index member_by_role on platform.member (workspace_id, role_id);
create index member_by_person on platform.member (id);
select kernel.make_tenant('platform.member');

create table platform.team (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 200),
  parent_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references platform.team (workspace_id, id),
  check (parent_id <> id)
);
create index team_by_parent on platform.team (workspace_id, parent_id);
select kernel.make_tenant('platform.team');

create table platform.team_member (
  workspace_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  primary key (workspace_id, team_id, member_id),
  foreign key (workspace_id, team_id) references platform.team (workspace_id, id),
  foreign key (workspace_id, member_id) references platform.member (workspace_id, id)
);
create index team_member_by_member on platform.team_member (workspace_id, member_id);
select kernel.make_tenant('platform.team_member');

create table platform.territory (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create unique index territory_by_name on platform.territory (workspace_id, lower(name)) where deleted_at is null;
select kernel.make_tenant('platform.territory');

create table platform.territory_member (
  workspace_id uuid not null,
  territory_id uuid not null,
  member_id uuid not null,
  primary key (workspace_id, territory_id, member_id),
  foreign key (workspace_id, territory_id) references platform.territory (workspace_id, id),
  foreign key (workspace_id, member_id) references platform.member (workspace_id, id)
);
create index territory_member_by_member on platform.territory_member (workspace_id, member_id);
select kernel.make_tenant('platform.territory_member');

-- What an API key may do; the secret's hash lies in auth.apikey under the same id.
create table platform.key (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 100),
  role_id uuid not null,
  -- The first characters of the secret, to tell keys apart.
  start text not null,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- A revoked key keeps its row, because events name it.
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, role_id) references platform.role (workspace_id, id)
);
create index key_by_role on platform.key (workspace_id, role_id);
select kernel.make_tenant('platform.key');

create table platform.custom_field (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  key text not null check (key ~ '^[a-z][a-zA-Z0-9_]{0,39}$'),
  label_en text not null check (length(label_en) between 1 and 100),
  label_zh text not null check (length(label_zh) between 1 and 100),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'reference', 'boolean')),
  -- [{value, en, zh}] of a choice.
  options jsonb not null default '[]',
  -- Record type that a reference points to.
  reference text,
  is_required boolean not null default false,
  is_filterable boolean not null default true,
  position integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
-- A key stays taken after the field is deleted, since records still hold values under it.
create unique index custom_field_by_key on platform.custom_field (workspace_id, record_type, key);
select kernel.make_tenant('platform.custom_field');

create table platform.saved_view (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  name text not null check (length(name) between 1 and 100),
  filter jsonb,
  sort text,
  columns text[] not null default '{}',
  shared text not null check (shared in ('private', 'team', 'everyone')),
  owner_id uuid not null,
  -- Team that a team's view is shared with.
  team_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references platform.member (workspace_id, id),
  foreign key (workspace_id, team_id) references platform.team (workspace_id, id)
);
create index saved_view_by_type on platform.saved_view (workspace_id, record_type, name) where deleted_at is null;
select kernel.make_tenant('platform.saved_view');

create table platform.file (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 255),
  media_type text not null,
  bytes bigint not null,
  -- SHA-256 of the content, hexadecimal; names it in the file store.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  subject_type text,
  subject_id uuid,
  customer_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create index file_by_subject on platform.file (workspace_id, subject_type, subject_id) where subject_id is not null;
create index file_by_hash on platform.file (workspace_id, hash);
select kernel.make_tenant('platform.file');

create table platform.export (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  record_type text not null,
  format text not null check (format in ('csv', 'xlsx')),
  request jsonb not null,
  job_id uuid,
  -- Set once the file is whole.
  file_name text,
  rows bigint,
  created_by uuid,
  created_by_key uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
select kernel.make_tenant('platform.export');

-- The three looks across workspaces that the product needs: a person's own workspaces, all of them for the command line
-- and for nightly work.
create function platform.memberships_of(person uuid) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select w.id, w.name
    from platform.member m join platform.workspace w on w.workspace_id = m.workspace_id and w.id = m.workspace_id
   where m.id = person and not m.is_disabled and m.deleted_at is null and w.deleted_at is null
   order by w.name, w.id
$$;
revoke all on function platform.memberships_of(uuid) from public;
grant execute on function platform.memberships_of(uuid) to rapport_app;

create function platform.workspaces() returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select w.id, w.name from platform.workspace w where w.deleted_at is null order by w.created_at, w.id
$$;
revoke all on function platform.workspaces() from public;
grant execute on function platform.workspaces() to rapport_app;
