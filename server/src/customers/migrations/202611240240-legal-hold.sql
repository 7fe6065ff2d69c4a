-- Legal hold: while one stands, nothing of the customer is deleted, erased or purged, whoever asks.

create table customers.legal_hold (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  reason text not null check (length(reason) between 1 and 2000),
  since date not null,
  -- Last day; null: until it is lifted.
  until date,
  placed_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers.customer (workspace_id, id),
  check (until >= since)
);
create index legal_hold_by_customer on customers.legal_hold (workspace_id, customer_id) where lifted_at is null;
select kernel.make_tenant('customers.legal_hold');

-- Whether a hold stands on a customer; the last day counts.
create function customers.is_held(workspace uuid, customer uuid) returns boolean language sql stable as $$
  select exists (
    select from customers.legal_hold h
    where h.workspace_id = workspace and h.customer_id = customer and h.lifted_at is null
      and (h.until is null or h.until >= current_date))
$$;

-- The last word, below every use case, job and statement: refuses as a foreign key would, so that what skips rows that
-- others rest on skips these too. The argument names the column with the customer's id.
create function customers.refuse_when_held() returns trigger language plpgsql as $$
begin
  if customers.is_held(old.workspace_id, (to_jsonb(old) ->> tg_argv[0])::uuid) then
    raise exception 'a legal hold stands on the customer'
      using errcode = 'foreign_key_violation', constraint = 'customer_legal_hold';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
revoke all on function customers.is_held(uuid, uuid), customers.refuse_when_held() from public;
grant execute on function customers.is_held(uuid, uuid), customers.refuse_when_held() to rapport_app;

-- Makes a table that holds customers keep its rows while a hold stands; every slice calls it for its own.
create function customers.keep_while_held(kept regclass, customer_column text) returns void language plpgsql as $$
begin
  execute format('create trigger keep_from_deletion before delete on %s
    for each row execute function customers.refuse_when_held(%L)', kept, customer_column);
  if exists (select from pg_attribute where attrelid = kept and attname = 'deleted_at') then
    execute format('create trigger keep_from_bin before update of deleted_at on %s
      for each row when (old.deleted_at is null and new.deleted_at is not null)
      execute function customers.refuse_when_held(%L)', kept, customer_column);
  end if;
end $$;
revoke all on function customers.keep_while_held(regclass, text) from public;

select customers.keep_while_held('customers.customer', 'id');
select customers.keep_while_held('customers.contact_point', 'customer_id');
select customers.keep_while_held('customers.journal_entry', 'customer_id');
