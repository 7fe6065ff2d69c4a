-- Who may see customers sees what they allowed; who may change customers writes it down.
update platform.role set permissions = permissions || 'consent.read'::text, version = version + 1
where not is_system and 'customer.read' = any(permissions) and not 'consent.read' = any(permissions);
update platform.role set permissions = permissions || 'consent.record'::text, version = version + 1
where not is_system and 'customer.update' = any(permissions) and not 'consent.record' = any(permissions);
