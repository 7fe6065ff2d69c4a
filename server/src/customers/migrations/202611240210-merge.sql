-- Merge: several records of one person or organization become one, with a journal from which both come back exactly.

-- The customer that now stands for this one; always the last of a chain, so that one look-up resolves an old id.
alter table customers.customer add column survivor_id uuid;
alter table customers.customer add foreign key (workspace_id, survivor_id) references customers.customer (workspace_id, id);
alter table customers.customer add check (survivor_id <> id);
create index customer_by_survivor on customers.customer (workspace_id, survivor_id) where survivor_id is not null;
create index customer_by_former_external_id on customers.customer (workspace_id, external_id)
  where external_id is not null and survivor_id is not null;
create index file_by_customer on platform.file (workspace_id, customer_id) where customer_id is not null;
select kernel.refresh_tenant_view('customers.customer');

-- Published: a customer and everyone merged into it, for what is read under the ids of its own time.
create view customers.v_lineage as
select id as customer_id, id from customers.v_customer
union all
select survivor_id, id from customers.v_customer where survivor_id is not null;
grant select on customers.v_lineage to rapport_app;

create table customers.merge (
  workspace_id uuid not null,
  id uuid not null,
  -- As it was when they were merged. No foreign key: the record of a merge outlives its customers.
  survivor_id uuid not null,
  merged_ids uuid[] not null check (merged_ids <> '{}'),
  -- Field → customer whose value was chosen by hand.
  choose jsonb not null default '{}',
  -- Field → {before, after} of the survivor's columns that the merge changed.
  changes jsonb not null,
  -- What the survivor was numbered and dated before, and its number after.
  survivor_before jsonb not null,
  survivor_version integer not null,
  -- The same of each merged customer, by id.
  merged_before jsonb not null,
  actor_user_id uuid,
  actor_key_id uuid,
  request_id text not null,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id)
);
create index merge_by_survivor on customers.merge (workspace_id, survivor_id, id);
create index merge_by_merged on customers.merge using gin (merged_ids);
create index merge_by_request on customers.merge (workspace_id, request_id);
select kernel.make_tenant('customers.merge');

-- Every row that a merge moved to the survivor or left where it was.
create table customers.merge_move (
  workspace_id uuid not null,
  merge_id uuid not null,
  -- Which column of which table held the customer; 'custom.<key>' for a reference in a field of the workspace's own.
  table_name text not null,
  column_name text not null,
  row_id uuid not null,
  -- 'twin': the survivor has the same already; 'self': it would relate the survivor to itself. Both stay untouched.
  how text not null check (how in ('moved', 'twin', 'self')),
  previous_id uuid not null,
  -- Other columns that the move settled, such as the place among the survivor's contact points.
  before jsonb,
  after jsonb,
  primary key (workspace_id, merge_id, table_name, column_name, row_id),
  foreign key (workspace_id, merge_id) references customers.merge (workspace_id, id)
);
select kernel.make_tenant('customers.merge_move');

-- Many groups to merge in one job, and how far it is.
create table customers.merge_run (
  workspace_id uuid not null,
  id uuid not null,
  groups jsonb not null,
  reached integer not null default 0,
  merged integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  -- The first hundred refusals with their reasons.
  refusals jsonb not null default '[]',
  created_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
select kernel.make_tenant('customers.merge_run');

-- Whatever is written for a customer that was merged goes to its survivor: requests with old ids, imports that matched a
-- moment ago, and rows that waited for the merge to commit. The foreign key has been checked by then, which is what
-- makes them wait. Moves of the merge itself are told by a setting of the transaction.
create function customers.follow_merge_inserted() returns trigger language plpgsql as $$
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
end $$;

create function customers.follow_merge_updated() returns trigger language plpgsql as $$
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
end $$;
revoke all on function customers.follow_merge_inserted(), customers.follow_merge_updated() from public;
grant execute on function customers.follow_merge_inserted(), customers.follow_merge_updated() to rapport_app;

-- Makes a column that names a customer follow merges. Called once for each such column, after make_tenant.
create function customers.follow_merges(holder regclass, holder_column text) returns void language plpgsql as $$
begin
  execute format('create trigger %1$I after insert on %2$s referencing new table as entered
    for each statement execute function customers.follow_merge_inserted(%3$L)',
    'follow_merge_of_new_' || holder_column, holder, holder_column);
  execute format('create trigger %1$I before update of %3$I on %2$s for each row
    when (new.%3$I is distinct from old.%3$I) execute function customers.follow_merge_updated(%3$L)',
    'follow_merge_of_' || holder_column, holder, holder_column);
end $$;
revoke all on function customers.follow_merges(regclass, text) from public;

select customers.follow_merges('customers.contact_point', 'customer_id');
select customers.follow_merges('customers.relation', 'from_customer_id');
select customers.follow_merges('customers.relation', 'to_customer_id');
select customers.follow_merges('customers.preference', 'customer_id');
select customers.follow_merges('customers.expectation', 'customer_id');
select customers.follow_merges('customers.journal_entry', 'customer_id');
select customers.follow_merges('platform.file', 'customer_id');
select customers.follow_merges('platform.file', 'subject_id');
