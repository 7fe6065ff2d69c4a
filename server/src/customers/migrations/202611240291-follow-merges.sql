-- What is written about a merged customer goes to its survivor here too.
select customers.follow_merges('customers.relation_dismissal', 'customer_id');
select customers.follow_merges('customers.relation_dismissal', 'other_customer_id');
select customers.follow_merges('customers.enrichment_task', 'customer_id');
select customers.follow_merges('customers.legal_hold', 'customer_id');
