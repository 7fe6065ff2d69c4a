-- Customers: one record of each person or organization, with its contact points, relations and what is worth remembering.

create schema customers;
select kernel.grant_schema('customers');

create table customers.customer (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  kind text not null check (kind in ('person', 'organization')),
  name text not null check (length(name) between 1 and 400),
  -- The name as it is ordered and spelt: pinyin for Chinese, without accents, lower case.
  sort_name text not null,
  family_name text,
  given_name text,
  latin_name text,
  external_id text,
  owner_id uuid,
  backup_owner_id uuid,
  team_id uuid,
  territory_id uuid,
  gender text check (gender in ('female', 'male', 'other')),
  job_title text,
  birth_calendar text check (birth_calendar in ('solar', 'lunar')),
  birth_year smallint,
  birth_month smallint check (birth_month between 1 and 12),
  birth_day smallint check (birth_day between 1 and 31),
  is_birth_month_leap boolean not null default false,
  -- The next birthday as a solar day; renewed by a daily job.
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
  tags text[] not null default '{}',
  since date,
  -- Kept from contact points and relations (which hold the foreign keys), so that lists need no join.
  primary_email text,
  primary_phone text,
  city text,
  region text,
  country text,
  organization_id uuid,
  completeness smallint not null default 0,
  -- Kept by conversations and sales through this slice's door.
  last_contact_on date,
  first_order_on date,
  last_order_on date,
  order_count integer not null default 0,
  order_total bigint not null default 0,
  order_currency text,
  custom jsonb not null default '{}',
  search tsvector not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references platform.member (workspace_id, id),
  foreign key (workspace_id, backup_owner_id) references platform.member (workspace_id, id),
  foreign key (workspace_id, team_id) references platform.team (workspace_id, id),
  foreign key (workspace_id, territory_id) references platform.territory (workspace_id, id)
);

create unique index customer_by_external_id on customers.customer (workspace_id, external_id)
  where external_id is not null and deleted_at is null;
create index customer_by_name on customers.customer (workspace_id, sort_name, id) where deleted_at is null;
create index customer_by_update on customers.customer (workspace_id, updated_at, id) where deleted_at is null;
create index customer_by_creation on customers.customer (workspace_id, created_at, id) where deleted_at is null;
create index customer_by_owner on customers.customer (workspace_id, owner_id, updated_at, id) where deleted_at is null;
create index customer_by_backup_owner on customers.customer (workspace_id, backup_owner_id, updated_at, id)
  where backup_owner_id is not null and deleted_at is null;
create index customer_by_team on customers.customer (workspace_id, team_id, updated_at, id)
  where team_id is not null and deleted_at is null;
create index customer_by_territory on customers.customer (workspace_id, territory_id, updated_at, id)
  where territory_id is not null and deleted_at is null;
create index customer_by_last_order on customers.customer (workspace_id, last_order_on, id)
  where last_order_on is not null and deleted_at is null;
create index customer_by_order_total on customers.customer (workspace_id, order_total, id)
  where order_count > 0 and deleted_at is null;
create index customer_by_last_contact on customers.customer (workspace_id, last_contact_on, id)
  where last_contact_on is not null and deleted_at is null;
create index customer_by_city on customers.customer (workspace_id, city, sort_name, id)
  where city is not null and deleted_at is null;
create index customer_by_next_birthday on customers.customer (workspace_id, next_birthday)
  where next_birthday is not null and deleted_at is null;
create index customer_by_organization on customers.customer (workspace_id, organization_id)
  where organization_id is not null;
create index customer_in_bin on customers.customer (workspace_id, deleted_at) where deleted_at is not null;
-- Not by workspace: every look-up would read the whole list of the workspace's rows first (measured: 1 ms per 100,000).
create index customer_by_search on customers.customer using gin (search);
create index customer_by_name_part on customers.customer using gin (lower(name) gin_trgm_ops);
create index customer_by_tag on customers.customer using gin (tags) where tags <> '{}';
create index customer_by_custom on customers.customer using gin (custom jsonb_path_ops)
  where custom <> '{}';
select kernel.make_tenant('customers.customer');

create table customers.contact_point (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'wechat', 'address', 'card', 'website', 'fax')),
  -- What is compared: E.164, a mail address in lower case, a card number without blanks.
  value text not null check (length(value) between 1 and 1000),
  -- What the person typed.
  display text not null,
  extension text,
  label text,
  -- Street, city, region, postcode and country of an address.
  address jsonb,
  is_primary boolean not null default false,
  is_valid boolean not null default true,
  position smallint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id)
);
create index contact_point_by_customer on customers.contact_point (workspace_id, customer_id, position);
create index contact_point_by_value on customers.contact_point (workspace_id, value, kind) where deleted_at is null;
select kernel.make_tenant('customers.contact_point');

create table customers.relation (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- Read as a sentence: `from` <role> `to`, such as "Shen works-at Yunqi", "Yunqi Holding parent-of Yunqi".
  from_customer_id uuid not null,
  to_customer_id uuid not null,
  role text not null check (role in ('works-at', 'parent-of', 'household', 'knows', 'referred', 'distributor-of',
    'partner-of', 'supplier-of', 'competitor-of')),
  title text,
  decision_role text check (decision_role in ('decides', 'influences', 'uses', 'pays', 'blocks')),
  since date,
  until date,
  note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, to_customer_id) references customers.customer (workspace_id, id),
  check (from_customer_id <> to_customer_id)
);
create unique index relation_once on customers.relation (workspace_id, from_customer_id, to_customer_id, role)
  where deleted_at is null;
create index relation_by_other on customers.relation (workspace_id, to_customer_id);
select kernel.make_tenant('customers.relation');

create table customers.preference (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null check (kind in ('colour', 'style', 'hobby', 'dislike', 'diet', 'drink', 'contact-time', 'anniversary',
    'gift', 'other')),
  value text not null check (length(value) between 1 and 1000),
  on_day date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id)
);
create index preference_by_customer on customers.preference (workspace_id, customer_id);
select kernel.make_tenant('customers.preference');

create table customers.expectation (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  about text not null check (about in ('quality', 'price', 'delivery', 'service', 'relationship', 'other')),
  -- Where the expectation comes from.
  source text not null check (source in ('word-of-mouth', 'brand', 'values', 'situation', 'experience-with-us',
    'experience-elsewhere')),
  text text not null check (length(text) between 1 and 4000),
  level smallint check (level between 1 and 5),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id)
);
create index expectation_by_customer on customers.expectation (workspace_id, customer_id);
select kernel.make_tenant('customers.expectation');

create table customers.journal_entry (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  on_day date not null,
  text text not null check (length(text) between 1 and 20000),
  author_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, author_id) references platform.member (workspace_id, id)
);
create index journal_entry_by_customer on customers.journal_entry (workspace_id, customer_id, on_day desc);
select kernel.make_tenant('customers.journal_entry');
