-- Consent: what a customer allowed and refused, per purpose and channel, as a ledger that is only ever added to.

-- What links are signed and addresses are hashed with; made per workspace, changed to make every link out there void.
create table customers.consent_key (
  workspace_id uuid not null,
  link_key bytea not null check (length(link_key) = 32),
  hash_key bytea not null check (length(hash_key) = 32),
  changed_at timestamptz not null,
  primary key (workspace_id)
);
select kernel.make_tenant('customers.consent_key');

create table customers.consent_purpose (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  -- Named in ledger entries, so it never changes; 'all' stands there for every purpose.
  key text not null check (key ~ '^[a-z][a-z0-9-]{0,39}$' and key <> 'all'),
  legal_basis text not null check (legal_basis in ('consent', 'legitimate-interest', 'contract', 'legal-obligation')),
  -- 'any' alone for a purpose that has no channel, such as profiling.
  channels text[] not null check (channels <> '{}' and channels <@ '{email,sms,phone,wechat,post,any}'),
  -- Channels on which a yes counts only once it was confirmed by a link.
  confirmed_channels text[] not null default '{}' check (confirmed_channels <@ channels),
  -- Whether customers see and change it on their preference page.
  is_public boolean not null default true,
  position smallint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);
select kernel.make_tenant('customers.consent_purpose');

-- Every wording that was ever shown. The highest number of a language is the one in use.
create table customers.consent_text (
  workspace_id uuid not null,
  id uuid not null,
  purpose text not null,
  language text not null check (language in ('en', 'zh-CN')),
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 100),
  body text not null check (length(body) between 1 and 4000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (workspace_id, id),
  unique (workspace_id, purpose, language, number),
  foreign key (workspace_id, purpose) references customers.consent_purpose (workspace_id, key)
);
select kernel.make_tenant('customers.consent_text');
revoke update, delete on customers.consent_text from rapport_app;

-- The ledger. Without a foreign key to the customer: proof has to outlive the record it is about.
create table customers.consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1 check (version = 1),
  customer_id uuid not null,
  purpose text not null check (length(purpose) between 1 and 40),
  channel text not null check (channel in ('email', 'sms', 'phone', 'wechat', 'post', 'any', 'all')),
  state text not null check (state in ('granted', 'refused', 'withdrawn', 'pending', 'annulled')),
  -- When the customer said so; `created_at` is when we wrote it down.
  at timestamptz not null,
  source text not null check (source in ('form', 'call', 'staff', 'letter', 'api', 'import', 'preference-page',
    'double-opt-in', 'unsubscribe', 'merge', 'unmerge', 'undo')),
  actor_user_id uuid,
  actor_key_id uuid,
  -- The wording that was shown.
  text_id uuid,
  -- The import or merge that it belongs to.
  batch_id uuid,
  -- Of a pending entry: until when it can be confirmed.
  pending_until timestamptz,
  -- Of a confirmation: the pending entry. Of an entry brought by a merge: the one it repeats.
  origin_id uuid,
  -- Of an annulment: the entry that no longer counts.
  annuls uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, text_id) references customers.consent_text (workspace_id, id),
  check ((state = 'pending') = (pending_until is not null)),
  check ((state = 'annulled') = (annuls is not null)),
  check (at <= created_at)
);
create index consent_entry_by_choice on customers.consent_entry
  (workspace_id, customer_id, purpose, channel, at desc, created_at desc, id desc);
create unique index consent_entry_by_annulled on customers.consent_entry (workspace_id, annuls) where annuls is not null;
create index consent_entry_by_batch on customers.consent_entry (workspace_id, batch_id) where batch_id is not null;
select kernel.make_tenant('customers.consent_entry');
revoke update, delete on customers.consent_entry from rapport_app;

-- What proves an entry and is personal: kept apart, so that erasure takes it and leaves the ledger whole.
create table customers.consent_evidence (
  workspace_id uuid not null,
  -- The entry's.
  id uuid not null,
  customer_id uuid not null,
  -- Keyed hash of the mail address or number it was given for.
  address_hash text,
  ip_hash text,
  note text check (length(note) <= 4000),
  -- Where an imported consent comes from, as the file says.
  origin text check (length(origin) <= 400),
  file_name text,
  file_row bigint,
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references customers.consent_entry (workspace_id, id)
);
create index consent_evidence_by_customer on customers.consent_evidence (workspace_id, customer_id);
select kernel.make_tenant('customers.consent_evidence');
revoke update, delete on customers.consent_evidence from rapport_app;

-- Erasure: takes the personal evidence of one customer of this workspace and nothing else. Returns how many rows.
create function customers.erase_consent_evidence(customer uuid) returns integer
language sql security definer set search_path = pg_catalog as $$
  with gone as (
    delete from customers.consent_evidence
    where workspace_id = current_setting('app.workspace_id')::uuid and customer_id = customer returning 1)
  select count(*)::integer from gone
$$;
revoke all on function customers.erase_consent_evidence(uuid) from public;
grant execute on function customers.erase_consent_evidence(uuid) to rapport_app;

-- What counts now, per purpose and channel as entries name them; follows the ledger by itself and is never written to.
create table customers.consent_state (
  workspace_id uuid not null,
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  state text,
  entry_id uuid,
  at timestamptz,
  pending_id uuid,
  pending_until timestamptz,
  primary key (workspace_id, customer_id, purpose, channel)
);
create index consent_state_by_choice on customers.consent_state (workspace_id, purpose, channel, state, customer_id)
  where state is not null;
select kernel.make_tenant('customers.consent_state');
revoke insert, update, delete on customers.consent_state from rapport_app;

-- The latest entry that decides and is not annulled; beside it a pending one that came later.
create function customers.refresh_consent_state() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Takes the rows' locks, so that of two entries at once the second sees the first in the next statement.
  insert into customers.consent_state as s (workspace_id, customer_id, purpose, channel)
  select distinct workspace_id, customer_id, purpose, channel from entered order by 1, 2, 3, 4
  on conflict (workspace_id, customer_id, purpose, channel) do update set state = s.state;

  update customers.consent_state s
  set state = n.state, entry_id = n.id, at = n.at, pending_id = n.pending_id, pending_until = n.pending_until
  from (
    select c.*, d.state, d.id, d.at, p.id as pending_id, p.pending_until
    from (select distinct workspace_id, customer_id, purpose, channel from entered) c
    left join lateral (
      select e.* from customers.consent_entry e
      where e.workspace_id = c.workspace_id and e.customer_id = c.customer_id and e.purpose = c.purpose
        and e.channel = c.channel and e.state in ('granted', 'refused', 'withdrawn')
        and not exists (select from customers.consent_entry x where x.workspace_id = e.workspace_id and x.annuls = e.id)
      order by e.at desc, e.created_at desc, e.id desc limit 1) d on true
    left join lateral (
      select e.id, e.pending_until from customers.consent_entry e
      where e.workspace_id = c.workspace_id and e.customer_id = c.customer_id and e.purpose = c.purpose
        and e.channel = c.channel and e.state = 'pending'
        and (d.id is null or (e.at, e.created_at, e.id) > (d.at, d.created_at, d.id))
        and not exists (select from customers.consent_entry x where x.workspace_id = e.workspace_id and x.annuls = e.id)
      order by e.at desc, e.created_at desc, e.id desc limit 1) p on true) n
  where s.workspace_id = n.workspace_id and s.customer_id = n.customer_id and s.purpose = n.purpose
    and s.channel = n.channel;
  return null;
end $$;
revoke all on function customers.refresh_consent_state() from public;
create trigger consent_entry_counts after insert on customers.consent_entry
  referencing new table as entered for each statement execute function customers.refresh_consent_state();

-- Links that were given out: to a customer's preference page, or to confirm a pending consent. The token is not kept.
create table customers.consent_link (
  workspace_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  customer_id uuid not null,
  kind text not null check (kind in ('preferences', 'confirm')),
  -- The pending entry that a confirmation is about.
  entry_id uuid,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  check ((kind = 'confirm') = (entry_id is not null))
);
create index consent_link_by_customer on customers.consent_link (workspace_id, customer_id, created_at desc);
select kernel.make_tenant('customers.consent_link');

-- Published: what counts now for each customer, purpose and channel.
-- A refusal of everything on a channel, of a purpose on every channel, or of everything outranks what was said of the
-- single choice, also later, until it is lifted. One of everything leaves what a contract or the law asks for; one of a
-- channel leaves what the law asks for. A pending consent is none.
create view customers.v_consent as
select c.id as customer_id, p.key as purpose, ch.channel, p.legal_basis,
  case when b.id is not null then 'refused' when s.state is not null then s.state
    when s.pending_until > now() then 'pending' else 'none' end as state,
  b.id is null and case p.legal_basis when 'consent' then s.state is not distinct from 'granted'
    else coalesce(s.state, 'granted') = 'granted' end as is_allowed,
  b.id is not null as is_general,
  case when b.id is not null then b.at else s.at end as since,
  coalesce(b.id, s.entry_id, s.pending_id) as entry_id
from customers.v_customer c
cross join customers.v_consent_purpose p
cross join lateral unnest(p.channels) ch (channel)
left join customers.v_consent_state s on s.customer_id = c.id and s.purpose = p.key and s.channel = ch.channel
left join customers.v_consent_state pa on pa.customer_id = c.id and pa.purpose = p.key and pa.channel = 'all'
  and pa.state in ('refused', 'withdrawn')
left join customers.v_consent_state ac on ac.customer_id = c.id and ac.purpose = 'all' and ac.channel = ch.channel
  and ac.state in ('refused', 'withdrawn') and p.legal_basis <> 'legal-obligation'
left join customers.v_consent_state aa on aa.customer_id = c.id and aa.purpose = 'all' and aa.channel = 'all'
  and aa.state in ('refused', 'withdrawn') and p.legal_basis in ('consent', 'legitimate-interest')
cross join lateral (
  select coalesce(aa.entry_id, ac.entry_id, pa.entry_id) as id,
    case when aa.entry_id is not null then aa.at when ac.entry_id is not null then ac.at else pa.at end as at) b
where c.deleted_at is null and p.deleted_at is null;
grant select on customers.v_consent to rapport_app;

-- The key and the purposes that a workspace starts with; does nothing where they are.
create function customers.start_consent(workspace uuid) returns void language sql as $$
  insert into customers.consent_key (workspace_id, link_key, hash_key, changed_at)
  select workspace, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), now()
  on conflict do nothing;

  insert into customers.consent_purpose
    (workspace_id, id, key, legal_basis, channels, confirmed_channels, position, created_at, updated_at)
  select workspace, gen_random_uuid(), key, basis, channels::text[], confirmed::text[], position, now(), now()
  from (values
    ('marketing', 'consent', '{email,sms,phone,wechat,post}', '{email}', 1),
    ('survey', 'consent', '{email,sms,phone,wechat}', '{}', 2),
    ('service', 'contract', '{email,sms,phone,wechat,post}', '{}', 3),
    ('profiling', 'consent', '{any}', '{}', 4),
    ('sharing', 'consent', '{any}', '{}', 5)) as start (key, basis, channels, confirmed, position)
  on conflict (workspace_id, key) do nothing;

  insert into customers.consent_text (workspace_id, id, purpose, language, number, title, body, created_at)
  select workspace, gen_random_uuid(), purpose, language, 1, title, body, now()
  from (values
    ('marketing', 'en', 'News and offers',
      'We may tell you about new products, events and offers. You can change your mind at any time, without giving a reason.'),
    ('marketing', 'zh-CN', '新品与优惠', '我们会向您介绍新品、活动和优惠。您可以随时改变主意，无需说明理由。'),
    ('survey', 'en', 'Surveys', 'We may ask how satisfied you are with us. Taking part is always up to you.'),
    ('survey', 'zh-CN', '满意度调查', '我们会征求您对产品和服务的意见。是否参与，完全由您决定。'),
    ('service', 'en', 'Service messages',
      'We write to you about your orders, deliveries, repairs and contracts. We need this to do what we agreed.'),
    ('service', 'zh-CN', '服务通知', '我们会就您的订单、配送、维修和合同与您联系，这是履行约定所必需的。'),
    ('profiling', 'en', 'Personal recommendations',
      'We may use what you bought and asked for to suggest what suits you.'),
    ('profiling', 'zh-CN', '个性化推荐', '我们会根据您的购买和咨询记录，向您推荐合适的产品与服务。'),
    ('sharing', 'en', 'Sharing with partners',
      'We may pass your name and contact details to partners that we name to you beforehand.'),
    ('sharing', 'zh-CN', '与合作伙伴共享', '我们会在事先告知合作方名称后，将您的姓名和联系方式提供给对方。')
  ) as start (purpose, language, title, body)
  on conflict (workspace_id, purpose, language, number) do nothing;
$$;
revoke all on function customers.start_consent(uuid) from public;
grant execute on function customers.start_consent(uuid) to rapport_app;
select customers.start_consent(workspace_id) from (select distinct workspace_id from customers.customer) known;
