-- Interactions with a customer that was merged go to its survivor.
select customers.follow_merges('conversations.interaction', 'customer_id');
