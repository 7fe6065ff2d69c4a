-- What was said with a customer stays while a legal hold stands on them.
select customers.keep_while_held('conversations.interaction', 'customer_id');
