-- The events of all readers, and beside them what Axon keeps: snapshots and the tokens of the
-- processing groups. The payload is UTF-8 JSON in bytea and not jsonb: jsonb would reorder keys and
-- normalise numbers, and what is stored here is stored for good, byte by byte.

create table domain_event (
    global_index         bigint generated always as identity primary key,
    aggregate_identifier text collate "C" not null,
    sequence_number      bigint not null,
    aggregate_type       text,
    event_identifier     text not null,
    recorded_at          text not null,
    payload_type         text not null,
    payload_revision     text not null,
    payload              bytea not null,
    metadata             bytea not null,
    constraint domain_event_version unique (aggregate_identifier, sequence_number)
);

-- Two indexes, each for a question that is really asked:
--   * the primary key: what came after this token? It also orders the stream of all events.
--   * the unique constraint: it reads one stream in order, answers the highest version of a reader
--     from the index alone (a backward scan of one entry), and is what makes two writers of one pile
--     conflict. That is sound at read committed: the second insert of the same version waits for the
--     first transaction and fails with 23505 if that one commits.
-- There is none on event_identifier: nothing asks for it, it is a random UUID, and an index over
-- random values would cost every append a page of its own. An account event, which belongs to no
-- pile, has its identifier as its aggregate's, with sequence number 0, so the constraint covers it;
-- a reader's id is a decimal number and never meets a UUID.
-- The identity gives numbers in the order of insertion and not of commit. Projections therefore
-- remember gaps and come back for them, for 60 s; a transaction here lives for 20 s at most.

comment on column domain_event.aggregate_identifier is 'the reader''s id; for an event of no pile, its own identifier';
comment on column domain_event.sequence_number is 'counted from 0: one less than the version';
comment on column domain_event.recorded_at is 'ISO 8601, UTC, as text: compared as text by Axon';

create table snapshot_event (
    aggregate_identifier text collate "C" not null,
    sequence_number      bigint not null,
    aggregate_type       text not null,
    event_identifier     text not null,
    recorded_at          text not null,
    payload_type         text not null,
    payload_revision     text,
    payload              bytea not null,
    metadata             bytea not null,
    primary key (aggregate_identifier, sequence_number)
);

create table token_entry (
    processor_name text not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    claimed_at     text,
    owner          text,
    primary key (processor_name, segment)
);

-- Which store this is. One row; a version means something only together with it.
create table store_identity (
    only_row boolean primary key default true check (only_row),
    id       uuid not null default gen_random_uuid()
);
insert into store_identity default values;

-- Ids of threads and sessions, unique over all readers. A process draws a block at a time: the value
-- is the first id of its block, the increment the block's size. What a process has not used when it
-- ends is never used.
create sequence thread_id increment by 100;
create sequence session_id increment by 20;

-- For audits by SQL.
create view event_audit as
select global_index,
       aggregate_identifier                  as reader_id,
       sequence_number + 1                   as version,
       recorded_at::timestamptz              as recorded_at,
       payload_type                          as type,
       payload_revision                      as revision,
       convert_from(payload, 'UTF8')::jsonb  as payload,
       convert_from(metadata, 'UTF8')::jsonb as metadata
from domain_event;
