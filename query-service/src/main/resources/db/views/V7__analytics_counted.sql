-- View `analytics`: what is counted is counted as it changes, so that a read costs the same however
-- much was played. Each event still has its row in analytics_fact, with a flag that says whether it
-- stands; whoever changes a flag adds or subtracts here what that row says, in the same statement.
-- Sums that have gone down to 0 stay, so that the rows do not depend on how the events were
-- delivered.

-- How often each kind of event stands; each die with each result is a kind of its own.
create table analytics_count (
    reader_id bigint  not null,
    type      text    not null,
    die       integer not null,
    result    integer not null,
    count     bigint  not null,
    primary key (reader_id, type, die, result)
) with (fillfactor = 80);

comment on column analytics_count.die is 'of a roll of the dice, like its result; else both are 0';

-- What was read, by the format the thread had then and by rating.
create table analytics_reading (
    reader_id bigint           not null,
    format    text             not null,
    rating    double precision not null,
    readings  bigint           not null,
    issues    bigint           not null,
    primary key (reader_id, format, rating)
) with (fillfactor = 80);

comment on column analytics_reading.rating is '0 for what was read without a rating';

-- When it was read. Clocks differ from UTC by whole quarters of an hour, so these can be told as local
-- times of any zone.
create table analytics_quarter (
    reader_id bigint  not null,
    quarter   integer not null,
    readings  bigint  not null,
    issues    bigint  not null,
    primary key (reader_id, quarter)
) with (fillfactor = 80);

comment on column analytics_quarter.quarter is 'quarters of an hour since 1970 in UTC';

-- The threads of the pile, and its sessions that were ended and whose start stands.
create table analytics_pile (
    reader_id      bigint primary key,
    threads        bigint not null,
    active_threads bigint not null,
    ended_sessions bigint not null,
    ended_micros   bigint not null
) with (fillfactor = 80);

comment on column analytics_pile.ended_micros is 'how long these sessions lasted together, in microseconds';

-- What stands in the view already holds all that these need, so nothing has to be rebuilt.

insert into analytics_count (reader_id, type, die, result, count)
select reader_id, type, coalesce(die, 0), coalesce(result, 0), count(*) filter (where not undone)
from analytics_fact
group by 1, 2, 3, 4;

insert into analytics_reading (reader_id, format, rating, readings, issues)
select reader_id, format, coalesce(rating, 0), count(*) filter (where not undone),
       coalesce(sum(issues_read) filter (where not undone), 0)
from analytics_fact
where issues_read is not null
group by 1, 2, 3;

insert into analytics_quarter (reader_id, quarter, readings, issues)
select reader_id, floor(extract(epoch from at) / 900), count(*) filter (where not undone),
       coalesce(sum(issues_read) filter (where not undone), 0)
from analytics_fact
where issues_read is not null
group by 1, 2;

insert into analytics_pile (reader_id, threads, active_threads, ended_sessions, ended_micros)
select reader_id, coalesce(threads, 0), coalesce(active, 0), coalesce(ended, 0),
       coalesce(micros, 0)
from (
    select reader_id, count(*) as threads, count(*) filter (where issues_remaining > 0) as active
    from analytics_thread group by reader_id) thread
full join (
    select reader_id, count(*) as ended,
           sum(extract(epoch from ended_at - started_at) * 1000000) as micros
    from analytics_session where ended_at is not null and not undone
    group by reader_id) session using (reader_id);

-- A forecast still asks for single readings, the last thirty days of them.
drop index analytics_fact_type;
drop index analytics_fact_roll;
drop index analytics_fact_reading;
create index analytics_fact_reading on analytics_fact (reader_id, at)
    where issues_read is not null and not undone;

-- Threads are no longer counted; what else asks for many of them asks for all.
drop index analytics_thread_left;
drop index analytics_thread_waiting;
create index analytics_thread_reader on analytics_thread (reader_id);

-- A reading takes the format from its thread's row, so that must be there.
alter table analytics_fact
    add constraint analytics_fact_of_a_thread check (issues_read is null or format is not null);
