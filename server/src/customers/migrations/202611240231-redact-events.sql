-- Events are only ever added to. The one exception, as narrow as it can be: what was written of a customer who is erased
-- already loses its content. Who did what and when stays; batch goes too, so that taking an import back passes it by.
create function customers.redact_events(customer uuid, rows_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  if not exists (select from customers.customer c
                 where c.workspace_id = workspace and c.id = customer and c.erased_at is not null) then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null, batch_id = null
  from (
    select at, id from kernel.event
    where workspace_id = workspace and (customer_id = customer or subject_id = customer)
      and (before is not null or after is not null or batch_id is not null)
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $$;

-- The same for events of other records that name the customer by id (relations, orders that were moved), and for those
-- of exports that are gone, whose requests may quote a name. Reads the workspace's whole log.
create function customers.redact_mentions(customer uuid, rows_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  if not exists (select from customers.customer c
                 where c.workspace_id = workspace and c.id = customer and c.erased_at is not null) then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null
  from (
    select at, id from kernel.event v
    where workspace_id = workspace and (before is not null or after is not null)
      and (before::text like '%' || customer || '%' or after::text like '%' || customer || '%'
        or subject_type = 'export' and not exists (
          select from platform.export x where x.workspace_id = workspace and x.id = v.subject_id))
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $$;
revoke all on function customers.redact_events(uuid, integer), customers.redact_mentions(uuid, integer) from public;
grant execute on function customers.redact_events(uuid, integer), customers.redact_mentions(uuid, integer) to rapport_app;
