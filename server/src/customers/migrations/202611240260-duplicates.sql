-- How a firm finds duplicates: from which probability on they are shown, from which on they are sure, by which fields,
-- and what the last scan learned of its data.
create table customers.duplicate_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  show_from real not null default 0.5 check (show_from between 0.05 and 1),
  sure_from real not null default 0.99 check (sure_from between 0.5 and 1),
  fields text[] not null default '{name,email,phone,birthday,address,city,postcode,employer}',
  person_model jsonb,
  organization_model jsonb,
  -- Changes up to here have been looked at; null before the first scan.
  scanned_to timestamptz,
  scanned_customers integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index duplicate_setting_once on customers.duplicate_setting (workspace_id);
select kernel.make_tenant('customers.duplicate_setting');

-- Two that somebody knows to be different.
create table customers.duplicate_decision (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  other_customer_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, other_customer_id) references customers.customer (workspace_id, id)
);
create index duplicate_decision_by_customer on customers.duplicate_decision (workspace_id, customer_id);
create index duplicate_decision_by_other on customers.duplicate_decision (workspace_id, other_customer_id);
select kernel.make_tenant('customers.duplicate_decision');

-- Customers that are probably one, as the last scan saw them. Derived: a scan may write it anew at any time.
create table customers.duplicate_group (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  members uuid[] not null check (cardinality(members) > 1),
  -- That of the member that belongs least surely.
  probability double precision not null,
  -- Turnover of all members in minor units: what a mistake here would cost.
  value bigint not null,
  found_at timestamptz not null,
  scan_id uuid not null,
  primary key (workspace_id, id)
);
create index duplicate_group_by_confidence on customers.duplicate_group (workspace_id, probability desc, value desc, id);
create index duplicate_group_by_value on customers.duplicate_group (workspace_id, value desc, probability desc, id);
create index duplicate_group_by_member on customers.duplicate_group using gin (members);
select kernel.make_tenant('customers.duplicate_group');

select customers.follow_merges('customers.duplicate_decision', 'customer_id');
select customers.follow_merges('customers.duplicate_decision', 'other_customer_id');
