-- View `analytics`: what stands of all that happened, one row for each event, so that an undo only
-- changes a flag; and threads and sessions as they are now.

create table analytics_fact (
    reader_id   bigint      not null,
    version     bigint      not null,
    type        text        not null,
    at          timestamptz not null,
    die         integer,
    result      integer,
    thread_id   bigint,
    format      text,
    issues_read integer,
    rating      double precision,
    undone      boolean     not null,
    primary key (reader_id, version)
);
-- Each holds all that its questions need, so that these are answered from the index alone.
create index analytics_fact_type on analytics_fact (reader_id, type) where not undone;
create index analytics_fact_roll on analytics_fact (reader_id, die, result)
    where result is not null and not undone;
create index analytics_fact_reading on analytics_fact (reader_id, at)
    include (issues_read, rating, format, thread_id)
    where issues_read is not null and not undone;

comment on column analytics_fact.die is 'of a roll of the dice, like its result';
comment on column analytics_fact.format is 'what the thread had when it was read';

create table analytics_thread (
    id               bigint primary key,
    reader_id        bigint      not null,
    title            text        not null,
    format           text        not null,
    issues_remaining integer     not null,
    last_rating      double precision,
    last_activity_at timestamptz,
    created_at       timestamptz not null
);
create index analytics_thread_left on analytics_thread (reader_id, issues_remaining);
create index analytics_thread_waiting
    on analytics_thread (reader_id, coalesce(last_activity_at, created_at), id)
    where issues_remaining > 0;
create index analytics_thread_rated
    on analytics_thread (reader_id, last_rating desc, last_activity_at desc, id desc)
    where last_rating >= 4.0;

create table analytics_session (
    id               bigint primary key,
    reader_id        bigint      not null,
    start_version    bigint      not null,
    started_at       timestamptz not null,
    ended_at         timestamptz,
    last_activity_at timestamptz not null,
    start_die        integer     not null,
    ladder_die       integer     not null,
    manual_die       integer,
    ladder           integer[]   not null,
    undone           boolean     not null
);
create index analytics_session_recent on analytics_session (reader_id, started_at desc, id desc);
create index analytics_session_open on analytics_session (reader_id)
    where ended_at is null and not undone;
