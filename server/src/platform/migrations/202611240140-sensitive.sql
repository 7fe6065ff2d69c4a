-- Sensitive values (identity card, passport, fields of the firm's own): stored as ciphertext alone, in a table of their own.

-- A workspace's data keys, each wrapped by the master key, which is kept outside the database. The highest version
-- encrypts; lower ones stay until no value needs them.
create table platform.data_key (
  workspace_id uuid not null,
  id uuid not null,
  key_version integer not null check (key_version > 0),
  -- Which master key wraps it: a fingerprint that tells nothing of the key.
  master text not null,
  -- Nonce, ciphertext, tag.
  wrapped bytea not null check (octet_length(wrapped) = 60),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key_version)
);
select kernel.make_tenant('platform.data_key');

create table platform.sensitive_value (
  workspace_id uuid not null,
  id uuid not null,
  record_type text not null,
  record_id uuid not null,
  -- Field key, such as `identityCard` or `custom.bankAccount`.
  field text not null,
  key_version integer not null,
  -- Nonce, ciphertext, tag of AES-256-GCM; workspace, record and field are bound into the tag.
  sealed bytea not null check (octet_length(sealed) between 29 and 4200),
  -- HMAC of the comparable form, under a key of its own: equal values meet, nothing else is told.
  blind_index bytea not null check (octet_length(blind_index) = 32),
  -- The last characters, where the field says that everyone may see them.
  tail text check (length(tail) <= 4),
  -- Import that wrote it, and the one that replaced it: a replaced value stays until the import can no longer be undone.
  batch_id uuid,
  replaced_by_batch uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, key_version) references platform.data_key (workspace_id, key_version)
);
create unique index sensitive_value_by_record on platform.sensitive_value (workspace_id, record_type, record_id, field)
  where replaced_by_batch is null;
create index sensitive_value_by_index on platform.sensitive_value (workspace_id, blind_index);
create index sensitive_value_by_key on platform.sensitive_value (workspace_id, key_version, id);
create index sensitive_value_by_batch on platform.sensitive_value (workspace_id, batch_id) where batch_id is not null;
create index sensitive_value_replaced on platform.sensitive_value (workspace_id, replaced_by_batch)
  where replaced_by_batch is not null;
select kernel.make_tenant('platform.sensitive_value');

alter table platform.custom_field drop constraint custom_field_type_check;
alter table platform.custom_field add constraint custom_field_type_check
  check (type in ('text', 'number', 'money', 'date', 'choice', 'reference', 'boolean', 'sensitive'));
-- Of a sensitive field: how it is read and checked, and how many last characters everyone sees.
alter table platform.custom_field
  add column format text check (format in ('text', 'identity-card', 'passport', 'bank-card')),
  add column shown_tail smallint not null default 0 check (shown_tail between 0 and 4),
  add constraint custom_field_sensitive_has_format check ((type = 'sensitive') = (format is not null));
select kernel.refresh_tenant_view('platform.custom_field');
