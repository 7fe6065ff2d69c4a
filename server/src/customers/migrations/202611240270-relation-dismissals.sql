-- A suggested relation that somebody judged wrong is not suggested again.
create table customers.relation_dismissal (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  other_customer_id uuid not null,
  role text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  foreign key (workspace_id, other_customer_id) references customers.customer (workspace_id, id),
  check (customer_id <> other_customer_id)
);
create index relation_dismissal_by_customer on customers.relation_dismissal (workspace_id, customer_id);
create index relation_dismissal_by_other on customers.relation_dismissal (workspace_id, other_customer_id);
select kernel.make_tenant('customers.relation_dismissal');
