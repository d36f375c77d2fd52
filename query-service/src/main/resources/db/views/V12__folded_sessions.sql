-- Sessions are kept as the domain's fold has them, as a whole, and beside the version that it has come
-- to: the session that has not been ended changes with nearly every event, and lies in the row that is
-- written then anyway.

alter table applied
    add column session        jsonb,
    add column parked_version bigint,
    add column parked_cause   text,
    add column parked_at      timestamptz;

comment on column applied.session is 'the one that has not been ended, by idleness or not';
comment on column applied.parked_version is 'the first version that cannot be applied; nothing is applied after it';

create index applied_parked on applied (view) where parked_version is not null;

insert into applied (reader_id, view, version)
select reader_id, view, 0 from parked
on conflict do nothing;

update applied a
set parked_version = p.version, parked_cause = p.cause, parked_at = p.parked_at
from parked p
where p.reader_id = a.reader_id and p.view = a.view;

drop table parked;

-- Sessions that were ended or whose start was taken back, of each view.
create table past_session (
    reader_id  bigint      not null,
    view       text        not null,
    id         bigint      not null,
    started_at timestamptz not null,
    undone     boolean     not null,
    facts      jsonb       not null,
    primary key (reader_id, view, id)
);
create index past_session_recent on past_session (reader_id, view, started_at desc, id desc);

create or replace function pg_temp.facts(s jsonb) returns jsonb
    language sql as
$$
select jsonb_build_object(
    'id', s -> 'id', 'started_at', s -> 'started_at', 'ended_at', s -> 'ended_at',
    'last_activity_at', s -> 'last_activity_at', 'start_die', 'd' || (s ->> 'start_die'),
    'ladder_die', 'd' || (s ->> 'ladder_die'), 'manual_die', 'd' || (s ->> 'manual_die'),
    'ladder', (
        select jsonb_agg('d' || sides order by place)
        from jsonb_array_elements_text(s -> 'ladder') with ordinality as l (sides, place)),
    'pick', case when s ->> 'pick_thread_id' is not null then jsonb_build_object(
        'thread_id', s -> 'pick_thread_id', 'method', s -> 'pick_method',
        'die', 'd' || (s ->> 'pick_die'), 'result', s -> 'pick_result',
        'offset', s -> 'pick_offset', 'snoozed_count', s -> 'pick_snoozed_count',
        'at', s -> 'picked_at') end,
    'pending', coalesce(s -> 'pending', 'false'), 'snoozed', coalesce(s -> 'snoozed', '[]'))
$$;

create temporary table kept on commit drop as
select 'queue' as view, reader_id, id, started_at, ended_at, undone,
       pg_temp.facts(to_jsonb(s)) as facts
from session s
union all
select 'history', reader_id, id, started_at, ended_at, undone, pg_temp.facts(to_jsonb(s))
from history_session s
union all
select 'analytics', reader_id, id, started_at, ended_at, undone, pg_temp.facts(to_jsonb(s))
from analytics_session s;

insert into past_session (reader_id, view, id, started_at, undone, facts)
select reader_id, view, id, started_at, undone, facts
from kept
where undone or ended_at is not null;

update applied a
set session = k.facts
from kept k
where k.reader_id = a.reader_id and k.view = a.view and not k.undone and k.ended_at is null;

drop table session;
drop table history_session;
drop table analytics_session;

-- All sessions of a reader, wherever they lie.
create view session as
select reader_id, view, (session ->> 'id')::bigint as id,
       (session ->> 'started_at')::timestamptz as started_at, false as undone, session as facts
from applied
where session is not null
union all
select reader_id, view, id, started_at, undone, facts
from past_session;

-- An action is told by the entry of its last event, and a thread's entries are found by what they say;
-- only where an event concerns many threads that needs rows of its own.

alter table history_entry add column action jsonb;

comment on column history_entry.action is 'the action that is complete with this event';

update history_entry e
set action = to_jsonb(a) - 'reader_id'
from history_action a
where a.reader_id = e.reader_id and a.version = e.version;

drop table history_action;

create index history_entry_thread on history_entry (reader_id, thread_id, version)
    where thread_id is not null;

delete from history_thread t
using history_entry e
where e.reader_id = t.reader_id and e.version = t.version and e.thread_id = t.thread_id;

drop function advance(bigint, text[], bigint, bigint);
drop function require(bigint[], bigint[], boolean);

-- Refuses a transaction where fewer views could be brought to a version than had to be: one of them is
-- elsewhere, is parked, or somebody else is at it.
create function require_advanced(views bigint, advanced bigint)
    returns void
    language plpgsql as
$$
begin
    if advanced <> views then
        raise exception 'the views are not at that version' using errcode = 'PL001';
    end if;
end
$$;
