-- Conversations: what was said to and by customers, on every channel.

create schema conversations;
select kernel.grant_schema('conversations');

create table conversations.interaction (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- Null: nobody knows whom it was with.
  customer_id uuid,
  kind text not null check (kind in ('call', 'visit', 'mail', 'meeting', 'note', 'chat', 'sms')),
  direction text not null default 'none' check (direction in ('in', 'out', 'none')),
  occurred_at timestamptz not null,
  subject text check (length(subject) <= 400),
  body text check (length(body) <= 200000),
  duration_minutes integer check (duration_minutes >= 0),
  -- Who of us took part; the name as a file wrote it where nobody here has it.
  by_id uuid,
  by_name text,
  external_id text,
  -- The customer's, repeated here because record scope is decided row by row.
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  search tsvector not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, by_id) references platform.member (workspace_id, id)
);
create index interaction_by_time on conversations.interaction (workspace_id, occurred_at, id) where deleted_at is null;
create index interaction_by_customer on conversations.interaction (workspace_id, customer_id, occurred_at, id)
  where customer_id is not null;
create index interaction_by_owner on conversations.interaction (workspace_id, owner_id, occurred_at, id)
  where owner_id is not null;
create index interaction_by_backup_owner on conversations.interaction (workspace_id, backup_owner_id, occurred_at, id)
  where backup_owner_id is not null;
create index interaction_by_team on conversations.interaction (workspace_id, team_id, occurred_at, id)
  where team_id is not null;
create index interaction_by_territory on conversations.interaction (workspace_id, territory_id, occurred_at, id)
  where territory_id is not null;
create index interaction_by_search on conversations.interaction using gin (search);
create index interaction_in_bin on conversations.interaction (workspace_id, deleted_at) where deleted_at is not null;
select kernel.make_tenant('conversations.interaction');
