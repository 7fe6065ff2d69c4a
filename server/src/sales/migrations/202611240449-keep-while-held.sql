-- What a customer ordered stays while a legal hold stands on them.
select customers.keep_while_held('sales.order', 'customer_id');
