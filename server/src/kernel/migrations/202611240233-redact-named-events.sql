-- While a merge stood that was taken back since, the survivor's events held the values of the merged. The entry of the
-- erasure names these events; nothing else of the survivor's log is touched.
create function kernel.redact_named_events(customer uuid, rows_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  update kernel.event e set before = null, after = null
  from (
    select v.at, v.id from kernel.event n cross join lateral jsonb_array_elements(n.after -> 'events') t (named)
    join kernel.event v on v.workspace_id = workspace and v.at = (t.named ->> 'at')::timestamptz
      and v.id = (t.named ->> 'id')::uuid
    where n.workspace_id = workspace and n.subject_id = customer and n.customer_id = customer
      and n.type = 'customers.customer.erased' and v.type not like '%.erased'
      and (v.before is not null or v.after is not null)
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $$;
revoke all on function kernel.redact_named_events(uuid, integer) from public;
grant execute on function kernel.redact_named_events(uuid, integer) to rapport_app;
