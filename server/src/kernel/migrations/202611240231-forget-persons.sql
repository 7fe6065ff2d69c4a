-- Events are only ever added to. The one exception, as narrow as it can be: where the log says that a customer of this
-- workspace was erased, events about the subjects which that entry names lose their content. Who did what and when
-- stays; the batch goes too, so that taking an import back passes them by. The entry itself stays as it is: nothing can
-- be redacted without standing in the log for good.
create function kernel.redact_events(customer uuid, rows_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  subjects uuid[];
  redacted integer;
begin
  select array_agg(s.id::uuid) into subjects
  from kernel.event e cross join lateral jsonb_array_elements_text(e.after -> 'subjects') s (id)
  where e.workspace_id = workspace and e.subject_id = customer and e.customer_id = customer and e.type like '%.erased';
  if subjects is null then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null, batch_id = null
  from (
    select v.at, v.id from kernel.event v
    where v.workspace_id = workspace and (v.customer_id = any (subjects) or v.subject_id = any (subjects))
      and v.type not like '%.erased' and (v.before is not null or v.after is not null or v.batch_id is not null)
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $$;

-- The same for events of other records that name the customer by id, such as orders that were theirs once. Reads the
-- workspace's whole log.
create function kernel.redact_mentions(customer uuid, rows_max integer) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  workspace uuid := current_setting('app.workspace_id')::uuid;
  redacted integer;
begin
  if not exists (select from kernel.event e where e.workspace_id = workspace and e.subject_id = customer
                 and e.customer_id = customer and e.type like '%.erased') then
    raise exception 'only events of an erased customer can be redacted' using errcode = 'insufficient_privilege';
  end if;
  update kernel.event e set before = null, after = null
  from (
    select v.at, v.id from kernel.event v
    where v.workspace_id = workspace and v.type not like '%.erased'
      and (v.before::text like '%' || customer || '%' or v.after::text like '%' || customer || '%')
    limit rows_max) found
  where e.workspace_id = workspace and e.at = found.at and e.id = found.id;
  get diagnostics redacted = row_count;
  return redacted;
end $$;
revoke all on function kernel.redact_events(uuid, integer), kernel.redact_mentions(uuid, integer) from public;
grant execute on function kernel.redact_events(uuid, integer), kernel.redact_mentions(uuid, integer) to rapport_app;

-- Answers kept for repeats of a request, and what ended jobs were given and found, where they tell of somebody: by
-- patterns over text in lower case, and by the ids of their records. With the caller's own rights.
create function kernel.forget_answers(patterns text[], ids uuid[]) returns integer language sql as $$
  with gone as (
    delete from kernel.idempotency i
    where i.workspace_id = current_setting('app.workspace_id')::uuid
      and (lower(i.body) like any (patterns) or exists (
        select from regexp_matches(i.body, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m (found)
        where m.found[1]::uuid = any (ids)))
    returning 1)
  select count(*)::integer from gone
$$;

create function kernel.forget_jobs(patterns text[], except_id uuid) returns integer language sql as $$
  with changed as (
    update kernel.job j set payload = '{}', result = null, problem = null
    where j.workspace_id = current_setting('app.workspace_id')::uuid and j.id <> except_id
      and j.state in ('done', 'failed', 'cancelled')
      and lower(concat(j.payload, j.result, j.problem)) like any (patterns)
    returning 1)
  select count(*)::integer from changed
$$;
revoke all on function kernel.forget_answers(text[], uuid[]), kernel.forget_jobs(text[], uuid) from public;
grant execute on function kernel.forget_answers(text[], uuid[]), kernel.forget_jobs(text[], uuid) to rapport_app;
