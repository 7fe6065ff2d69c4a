-- Orders for a customer that was merged go to its survivor.
select customers.follow_merges('sales."order"', 'customer_id');
