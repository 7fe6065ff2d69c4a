-- Whose relations: for the page, and for the foreign key, which looks at binned relations too when a customer goes.
-- Without it, taking back an import read all relations once for each customer.
create index relation_by_subject on customers.relation (workspace_id, from_customer_id);
