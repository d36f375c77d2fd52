-- How far every pile goes, in one narrow row for each. Whoever follows piles asks this table and not
-- the events.
--
-- Where the events are in this database, the row is written in the transaction that appends them, so
-- it is never behind and never ahead. Where they are on an Axon Server it is a list of what to look
-- at: it may be behind for a moment, and 0 means that nobody has seen an event of that pile yet.
alter table pile
    add column version bigint not null default 0,
    add column stored_at timestamptz not null default now();

comment on column pile.version is 'the highest version stored, counted from 1';
comment on column pile.stored_at is 'when that version was stored';

insert into pile (reader_id, version)
select first.aggregate_identifier::bigint,
       (select last.sequence_number + 1 from domain_event last
        where last.aggregate_identifier = first.aggregate_identifier
        order by last.sequence_number desc limit 1)
from domain_event first
where first.sequence_number = 0 and first.aggregate_type is not null
on conflict (reader_id) do update set version = excluded.version;

-- Which piles were written lately. Every append changes the time, and an index of ranges of pages,
-- unlike one of rows, lets it change the row in place.
create index pile_stored_at on pile using brin (stored_at) with (pages_per_range = 4, autosummarize);
alter table pile set (fillfactor = 60);

-- Which piles there are is answered by the table now.
drop index domain_event_pile;
