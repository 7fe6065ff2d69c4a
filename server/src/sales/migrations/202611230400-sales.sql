-- Sales: products, orders and their lines. Money is whole minor units; a return is a line of negative quantity.

create schema sales;
select kernel.grant_schema('sales');

create table sales.product (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  code text check (length(code) between 1 and 100),
  name text not null check (length(name) between 1 and 400),
  -- The name as it is ordered: pinyin for Chinese, lower case.
  sort_name text not null,
  name_en text,
  category text,
  unit text,
  list_price bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  is_active boolean not null default true,
  search tsvector not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  check (list_price is null or currency is not null)
);
create unique index product_by_code on sales.product (workspace_id, code) where code is not null and deleted_at is null;
create index product_by_name on sales.product (workspace_id, sort_name, id) where deleted_at is null;
create index product_by_update on sales.product (workspace_id, updated_at, id) where deleted_at is null;
create index product_by_search on sales.product using gin (search);
create index product_in_bin on sales.product (workspace_id, deleted_at) where deleted_at is not null;
select kernel.make_tenant('sales.product');

create table sales."order" (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  number text not null check (length(number) between 1 and 100),
  external_id text,
  -- Null: nobody knows who bought.
  customer_id uuid,
  placed_on date not null,
  -- The moment, where it is known.
  placed_at timestamptz,
  status text not null check (status in ('open', 'delivered', 'paid', 'cancelled', 'returned')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Sum of the lines' amounts.
  total bigint not null default 0,
  line_count integer not null default 0,
  -- Grows with each change of the lines, so that the order's own version does too.
  lines_version integer not null default 1,
  note text,
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
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id)
);
create unique index order_by_number on sales."order" (workspace_id, number) where deleted_at is null;
create index order_by_day on sales."order" (workspace_id, placed_on, id) where deleted_at is null;
create index order_by_customer on sales."order" (workspace_id, customer_id, placed_on, id)
  where customer_id is not null;
create index order_by_owner on sales."order" (workspace_id, owner_id, placed_on, id) where owner_id is not null;
create index order_by_backup_owner on sales."order" (workspace_id, backup_owner_id, placed_on, id)
  where backup_owner_id is not null;
create index order_by_team on sales."order" (workspace_id, team_id, placed_on, id) where team_id is not null;
create index order_by_territory on sales."order" (workspace_id, territory_id, placed_on, id)
  where territory_id is not null;
create index order_by_total on sales."order" (workspace_id, total, id) where deleted_at is null;
create index order_by_search on sales."order" using gin (search);
create index order_in_bin on sales."order" (workspace_id, deleted_at) where deleted_at is not null;
select kernel.make_tenant('sales."order"');

create table sales.order_line (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  order_id uuid not null,
  position integer not null,
  product_id uuid,
  description text not null default '' check (length(description) <= 1000),
  -- Negative: sent back.
  quantity numeric not null check (scale(quantity) <= 6),
  -- Minor units with up to six decimals, because price lists have prices like 0.125.
  unit_price numeric not null check (scale(unit_price) <= 6),
  -- Taken off the line as a whole.
  discount bigint not null default 0,
  -- round(quantity × unit_price) − discount.
  amount bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, order_id) references sales."order" (workspace_id, id) on delete cascade,
  foreign key (workspace_id, product_id) references sales.product (workspace_id, id)
);
create index order_line_by_order on sales.order_line (workspace_id, order_id, position);
create index order_line_by_product on sales.order_line (workspace_id, product_id) where product_id is not null;
select kernel.make_tenant('sales.order_line');

-- The last number given to an order of a year.
create table sales.order_counter (
  workspace_id uuid not null,
  year integer not null,
  last integer not null,
  primary key (workspace_id, year)
);
select kernel.make_tenant('sales.order_counter');
