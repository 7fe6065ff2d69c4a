-- Source files of imports are kept for a while only; the import itself stays in the history.
alter table customers.import add column file_removed_at timestamptz;
select kernel.refresh_tenant_view('customers.import');
