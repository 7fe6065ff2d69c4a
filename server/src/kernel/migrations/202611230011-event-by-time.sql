-- The latest things that people did, without what an import wrote in between.
create index event_by_time on kernel.event (workspace_id, at desc) where batch_id is null and customer_id is not null;
