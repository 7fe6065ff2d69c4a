-- What every slice's migrations build their tables with.

-- Opens a slice's schema to the role of requests. Tables in it stay closed until make_tenant or a grant of their own.
create function kernel.grant_schema(name text) returns void language plpgsql as $$
begin
  execute format('grant usage on schema %I to rapport_app', name);
end $$;

-- The name of a table's tenant view.
create function kernel.tenant_view_name(tenant_table regclass) returns text language sql stable as $$
  select format('%I.%I', n.nspname, 'v_' || c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tenant_table
$$;

-- The tenant view of a table: plain, with its owner's rights, so that every operator may use an index, and open to
-- requests for their own workspace alone. Call it again in each migration that adds columns to the table.
create function kernel.refresh_tenant_view(tenant_table regclass) returns void language plpgsql as $$
begin
  execute format(
    'create or replace view %s as select * from %s where workspace_id = current_setting(''app.workspace_id'')::uuid',
    kernel.tenant_view_name(tenant_table), tenant_table);
  execute format('grant select on %s to rapport_app', kernel.tenant_view_name(tenant_table));
end $$;

-- Makes a table a tenant table: rows of one workspace are out of reach of every other. Its primary key must begin with
-- workspace_id; that foreign keys hold it too is looked at by the catalogue test.
create function kernel.make_tenant(tenant_table regclass) returns void language plpgsql as $$
begin
  if not exists (
    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indrelid = tenant_table and i.indisprimary and a.attname = 'workspace_id'
  ) then
    raise exception 'kernel.make_tenant: the primary key of % must begin with workspace_id', tenant_table;
  end if;
  execute format('alter table %s enable row level security', tenant_table);
  execute format(
    'create policy tenant on %s using (workspace_id = current_setting(''app.workspace_id'')::uuid)
       with check (workspace_id = current_setting(''app.workspace_id'')::uuid)', tenant_table);
  execute format('grant select, insert, update, delete on %s to rapport_app', tenant_table);
  perform kernel.refresh_tenant_view(tenant_table);
end $$;

revoke execute on all functions in schema kernel from public;
select kernel.grant_schema('kernel');
