-- An open request follows its customer to the survivor of a merge; a closed one names the record as it was then.
update customers.privacy_request r set customer_id = c.survivor_id
from customers.customer c
where c.workspace_id = r.workspace_id and c.id = r.customer_id and c.survivor_id is not null and r.closed_at is null;
select customers.follow_merges('customers.privacy_request', 'customer_id');

-- A grant is not used while the customer's data may only be kept: what rests on consent or on an interest of the firm's
-- own is not allowed, whatever was said; what a contract or the law asks for goes on.
create or replace view customers.v_consent as
select c.id as customer_id, p.key as purpose, ch.channel, p.legal_basis,
  case when b.id is not null then 'refused' when s.state is not null then s.state
    when s.pending_until > now() then 'pending' else 'none' end as state,
  b.id is null and (c.restricted_at is null or p.legal_basis in ('contract', 'legal-obligation'))
    and case p.legal_basis when 'consent' then s.state is not distinct from 'granted'
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
