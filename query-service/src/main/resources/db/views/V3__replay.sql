-- The latest rebuilding of each view: under way while it has no end.
create table replay (
    view        text        primary key,
    started_at  timestamptz not null,
    finished_at timestamptz,
    readers     bigint      not null,
    events      bigint      not null
);

comment on column replay.readers is 'how many were to be rebuilt';
comment on column replay.events is 'how many events of theirs were applied when it started';

-- Readers that are still to be rebuilt. A row goes in the transaction that rebuilds its reader, so a
-- restart resumes with what is left, and two processes never rebuild the same reader twice.
create table replay_reader (
    view      text   not null,
    reader_id bigint not null,
    events    bigint not null,
    primary key (view, reader_id)
);
