-- Why a contact point cannot be reached; a doubtful number has no problem but is not valid either.
alter table customers.contact_point add column problem text check (problem in ('no-domain', 'bounced'));
alter table customers.contact_point add column problem_detail text check (length(problem_detail) <= 500);
select kernel.refresh_tenant_view('customers.contact_point');
create index contact_point_invalid on customers.contact_point (workspace_id, id) where not is_valid and deleted_at is null;

-- Whether a domain takes mail, as the name servers said.
create table customers.mail_domain (
  workspace_id uuid not null,
  domain text not null,
  state text not null check (state in ('takes-mail', 'no-domain', 'unknown')),
  checked_at timestamptz not null,
  primary key (workspace_id, domain)
);
select kernel.make_tenant('customers.mail_domain');

-- One row a workspace; name servers are asked only where the firm allows it.
create table customers.quality_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  may_ask_name_servers boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index quality_setting_once on customers.quality_setting (workspace_id);
select kernel.make_tenant('customers.quality_setting');

-- What a day's measurement found, in the smallest parts that a record scope is made of.
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
  primary key (workspace_id, id)
);
create unique index quality_day_once on customers.quality_day
  (workspace_id, on_day, kind, owner_id, backup_owner_id, team_id, territory_id) nulls not distinct;
select kernel.make_tenant('customers.quality_day');

-- Somebody is asked to fill in what is missing; done once the field is filled, however it came to be.
create table customers.enrichment_task (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  field text not null,
  assignee_id uuid,
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dismissed')),
  note text check (length(note) <= 1000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, assignee_id) references platform.member (workspace_id, id)
);
create unique index enrichment_task_once on customers.enrichment_task (workspace_id, customer_id, field)
  where state = 'open' and deleted_at is null;
create index enrichment_task_by_assignee on customers.enrichment_task (workspace_id, assignee_id, due_on, id)
  where state = 'open' and deleted_at is null;
select kernel.make_tenant('customers.enrichment_task');
