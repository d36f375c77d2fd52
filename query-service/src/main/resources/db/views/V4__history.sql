-- A roll can be audited from the history too: the threads it was made over stand beside the die and
-- the result.
alter table history_entry add column pool bigint[];

comment on column history_entry.pool is 'of a roll: ids of the threads it was made over, in queue order';

-- Which threads are, or were when they were deleted, there for tests only. Summaries leave them out.
create table history_test_thread (
    reader_id bigint not null,
    thread_id bigint not null,
    primary key (reader_id, thread_id)
);

-- What stands in the view already lacks both, so it is rebuilt; the next start resumes this replay.
insert into replay (view, started_at, finished_at, readers, events)
select 'history', now(), null, count(*), sum(version)
from applied_version where view = 'history' and version > 0
having count(*) > 0
on conflict (view) do update
set started_at = excluded.started_at, finished_at = null,
    readers = excluded.readers, events = excluded.events;

insert into replay_reader (view, reader_id, events)
select view, reader_id, version from applied_version where view = 'history' and version > 0
on conflict do nothing;
