-- Group figures and replication scores in one statement that DuckDB and SQLite both run.
-- {today}, {due_after} and {full_years} are filled in by scoring_rivals.py.
with valid as materialized (
  select account_id, group_id, signed_on, amount from signings where signed_on <= {today} and is_cancelled = 0
), first_signing as (
  select account_id, min(signed_on) as first_on from valid group by account_id
), covered as materialized (
  select p.account_id, p.group_id, p.is_active, f.first_on
  from plants p left join first_signing f on f.account_id = p.account_id
), plant_counts as (
  select group_id, sum(is_active) as n_known,
    sum(case when first_on is not null then is_active else 0 end) as n_cooperating
  from covered group by group_id
), amounts as (
  select group_id, count(*) as n_signings, sum(amount) as amount, min(signed_on) as first_signed_on
  from valid group by group_id
), waves as (
  select group_id, first_on,
    row_number() over w as nth, lag(first_on) over w as previous_on
  from covered where first_on is not null
  window w as (partition by group_id order by first_on, account_id)
), cycle as (
  select group_id, first_on - previous_on as cycle_days from waves where nth = 2
), latest as (
  select account_id, avg(score) as score from (
    select account_id, score, surveyed_on, max(surveyed_on) over (partition by account_id) as latest_on
    from satisfaction where surveyed_on <= {today}
  ) answers where surveyed_on = latest_on group by account_id
), csat as (
  select c.group_id, avg(l.score) as csat from covered c join latest l on l.account_id = c.account_id
  where c.is_active = 1 and c.first_on is not null group by c.group_id
), payment as (
  select group_id, 1.0 * sum(case when paid_on <= due_on
      then case when coalesce(paid_amount, amount) > amount then amount else coalesce(paid_amount, amount) end
      else 0 end) / sum(amount) as payment_share
  from instalments where due_on > {due_after} and due_on <= {today} and amount > 0 group by group_id
), with_case as (
  select distinct p.group_id, 1 as has_case from cases c join plants p on p.account_id = c.account_id
  where c.published_on <= {today} or c.has_roi = 1
), held as (
  select distinct c.group_id, 1 as has_rival from competitors r join covered c on c.account_id = r.account_id
  where r.is_active = 1 and c.is_active = 1 and c.first_on is null
), joined as (
  select g.*, coalesce(pc.n_known, 0) as n_known, coalesce(pc.n_cooperating, 0) as n_cooperating,
    case when a.n_signings is null then 0 else a.amount end as signed_amount, a.first_signed_on, cycle.cycle_days,
    csat.csat, payment.payment_share, with_case.has_case, held.has_rival
  from groups g
  left join plant_counts pc on pc.group_id = g.group_id
  left join amounts a on a.group_id = g.group_id
  left join cycle on cycle.group_id = g.group_id
  left join csat on csat.group_id = g.group_id
  left join payment on payment.group_id = g.group_id
  left join with_case on with_case.group_id = g.group_id
  left join held on held.group_id = g.group_id
), totals as (
  select joined.*,
    case when declared_plants is null and n_known = 0 then null
      when declared_plants > n_known then declared_plants else n_known end as n_total,
    case when n_cooperating > 0 then 1.0 * signed_amount / n_cooperating end as average_plant_value
  from joined
), pointed as (
  select totals.*,
    coalesce(15.0 * (csat - 1) / 4, 0) as satisfaction_points,
    coalesce(10.0 * payment_share, 0) as payment_points,
    2.0 * ({full_years}) as cooperation_points,
    case when has_case = 1 then 5.0 else 0 end as case_points,
    case when n_total > 10 then 10.0 else coalesce(n_total, 0) end as plants_points,
    case when n_total - n_cooperating > 10 then 10.0 else coalesce(n_total - n_cooperating, 0) end as uncovered_points,
    case when industry_rank <= 3 then 10.0 when industry_rank <= 10 then 6 when industry_rank <= 20 then 3 else 0 end
      as standing_points,
    case when has_hq_contact = 1 then 10.0 else 0 end as hq_contact_points,
    case when is_procurement_known = 1 and is_procurement_described = 1 then 10.0 else 0 end as procurement_points,
    case when has_rival = 1 then -5.0 else 0 end as competitor_points,
    case when (has_exclusive_intent = 1 or (has_exclusive_intent is null and exclusive_until is not null))
      and coalesce(exclusive_until, {today}) >= {today} then 10.0 else 0 end as exclusive_points
  from totals
), summed as (
  select pointed.*,
    satisfaction_points + payment_points + cooperation_points + case_points + plants_points + uncovered_points
      + standing_points + hq_contact_points + procurement_points + competitor_points + exclusive_points as raw_points
  from pointed
)
select *,
  case when n_total > 0 then 1.0 * n_cooperating / n_total end as penetration,
  (n_total - n_cooperating) * average_plant_value as potential_amount,
  case when raw_points < 0 then 0 when raw_points > 100 then 100 else raw_points end as score
from summed order by group_id
