-- What piles held at some of their versions, by the fold of their events: looks into the past and undo
-- go on from there instead of folding the stream from its first event. All of it can be thrown away
-- at any time.
create table checkpoint (
    reader_id bigint      not null,
    revision  integer     not null,
    version   bigint      not null,
    at        text        not null,
    latest_at timestamptz not null,
    pile      bytea       not null,
    sessions  bytea       not null,
    primary key (reader_id, revision, version)
);

comment on column checkpoint.revision is 'of the program that has folded; rows of others are of no use to it';
comment on column checkpoint.at is 'the time of the event of that version, which tells whether the stream is still the same';
comment on column checkpoint.latest_at is 'the latest time of all events up to there, rounded up';
comment on column checkpoint.pile is 'JSON, deflated: threads, sessions that go on, and which versions stand';
comment on column checkpoint.sessions is 'the same of the sessions that have changed since the checkpoint before';

-- They are compressed already.
alter table checkpoint alter column pile set storage external, alter column sessions set storage external;
