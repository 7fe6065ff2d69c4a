-- Rights of the persons we know: requests with a legal clock, packages to hand over, restriction and erasure.

alter table customers.customer
  -- Processing is restricted: no bulk export, no bulk change, no sending but what a contract needs.
  add column restricted_at timestamptz,
  -- What names the person is gone for good; set once and never taken back.
  add column erased_at timestamptz,
  add constraint customer_erased_stays_empty check (erased_at is null or (
    coalesce(family_name, given_name, latin_name, external_id, gender, job_title, birth_calendar, language, industry,
      website, source, note, primary_email, primary_phone, city, region, country) is null
    and coalesce(birth_year, birth_month, birth_day, employees, annual_revenue, founded_year) is null
    and next_birthday is null and since is null and custom = '{}' and tags = '{}' and search = ''));
select kernel.refresh_tenant_view('customers.customer');

-- For every send, list and segment to join: whose data may only be kept.
create view customers.v_restricted_customer as
  select workspace_id, id, restricted_at from customers.customer
  where workspace_id = current_setting('app.workspace_id')::uuid and restricted_at is not null;
grant select on customers.v_restricted_customer to rapport_app;

create table customers.privacy_setting (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- How long an answer may take, counted from the day of receipt, and how long the one extension adds.
  term_unit text not null check (term_unit in ('month', 'day', 'working-day')),
  term integer not null check (term between 1 and 180),
  extension integer not null check (extension between 1 and 180),
  package_days integer not null check (package_days between 1 and 30),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index privacy_setting_once on customers.privacy_setting (workspace_id);
select kernel.make_tenant('customers.privacy_setting');

create table customers.privacy_request (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- Null until it is known who asks. No foreign key: the request outlives the customer.
  customer_id uuid,
  kind text not null check (kind in ('access', 'correction', 'restriction', 'portability', 'erasure', 'objection')),
  state text not null default 'received' check (state in ('received', 'verified', 'in-progress', 'done', 'refused')),
  channel text not null check (channel in ('mail', 'letter', 'call', 'visit', 'chat', 'form')),
  received_on date not null,
  due_on date not null,
  -- The day before the extension; null while there was none.
  first_due_on date,
  extension_reason text check (length(extension_reason) <= 2000),
  -- Who asks, where the customer is not known yet or somebody asks for them.
  contact_name text check (length(contact_name) <= 200),
  contact text check (length(contact) <= 400),
  details text check (length(details) <= 10000),
  verified_how text check (verified_how in ('known-contact', 'document', 'in-person', 'signed-in', 'proxy')),
  verified_on date,
  refusal_reason text check (length(refusal_reason) <= 4000),
  -- What was done: changed fields, counts.
  outcome jsonb,
  assignee_id uuid,
  closed_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, assignee_id) references platform.member (workspace_id, id),
  check ((first_due_on is null) = (extension_reason is null)),
  check ((state = 'refused') = (refusal_reason is not null)),
  check ((state in ('done', 'refused')) = (closed_at is not null))
);
create index privacy_request_by_due on customers.privacy_request (workspace_id, due_on, id);
create index privacy_request_by_received on customers.privacy_request (workspace_id, received_on, id);
create index privacy_request_by_customer on customers.privacy_request (workspace_id, customer_id)
  where customer_id is not null;
select kernel.make_tenant('customers.privacy_request');

-- A package of all that is known of one customer; its file lies in the data folder until it expires.
create table customers.privacy_package (
  workspace_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  customer_id uuid not null,
  job_id uuid not null,
  -- Set once the file is whole.
  ready_at timestamptz,
  bytes bigint,
  sha256 text,
  expires_at timestamptz,
  downloads integer not null default 0,
  created_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, request_id) references customers.privacy_request (workspace_id, id)
);
create index privacy_package_by_request on customers.privacy_package (workspace_id, request_id, created_at desc);
create index privacy_package_by_age on customers.privacy_package (workspace_id, expires_at);
select kernel.make_tenant('customers.privacy_package');

-- An erasure: how far it is, and afterwards its certificate. Holds no personal data of the customer.
create table customers.privacy_erasure (
  workspace_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  customer_id uuid not null,
  -- The customer and the records that were merged into it.
  subject_ids uuid[] not null,
  -- What the pseudonym ends with.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
  state text not null default 'running' check (state in ('running', 'done')),
  -- Steps that are done, and what each took or kept.
  done text[] not null default '{}',
  erased jsonb not null default '{}',
  kept jsonb not null default '{}',
  job_id uuid not null,
  started_by uuid,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, request_id) references customers.privacy_request (workspace_id, id)
);
create unique index privacy_erasure_by_customer on customers.privacy_erasure (workspace_id, customer_id);
create unique index privacy_erasure_by_request on customers.privacy_erasure (workspace_id, request_id);
select kernel.make_tenant('customers.privacy_erasure');

-- Addresses and numbers of erased persons as keyed hashes: nobody can read them, but an import meets them again.
create table customers.privacy_suppression (
  workspace_id uuid not null,
  id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, hash)
);
select kernel.make_tenant('customers.privacy_suppression');
