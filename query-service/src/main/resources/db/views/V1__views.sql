-- What the reads are answered from. Everything here follows from the events and can be thrown away.

-- How far each view has come with each reader. A batch locks a reader's row before it changes any
-- other row of that reader, so that two processes never apply events of one reader at once. A read
-- looks here first, in a snapshot, and so knows which version the rest of its answer is of.
create table applied_version (
    view      text   not null,
    reader_id bigint not null,
    version   bigint not null,
    primary key (view, reader_id)
);

-- Readers whose next event could not be applied to a view. Others go on.
create table parked (
    view      text        not null,
    reader_id bigint      not null,
    version   bigint      not null,
    cause     text        not null,
    parked_at timestamptz not null,
    primary key (view, reader_id)
);

-- View `queue`: what the pile holds now.

create table thread (
    id               bigint primary key,
    reader_id        bigint      not null,
    title            text        not null,
    format           text        not null,
    issues_remaining integer     not null,
    order_key        numeric,
    last_rating      double precision,
    last_activity_at timestamptz,
    review_url       text,
    last_review_at   timestamptz,
    notes            text,
    is_test          boolean     not null,
    created_at       timestamptz not null,
    constraint thread_in_queue_while_active check ((order_key is null) = (issues_remaining = 0))
);
-- Not unique: while a batch is written two threads may hold the same key for a moment.
create index thread_queue on thread (reader_id, order_key);

comment on column thread.order_key is 'smaller is nearer to the front; null exactly when completed';

-- Positions are computed when read, so that a move writes one row. A condition on reader_id reaches
-- below the window, because the window is divided by it.
create view placed_thread as
select thread.*,
       case
           when order_key is null then 0
           else row_number() over (partition by reader_id order by order_key)
       end as queue_position
from thread;

create table session (
    id                 bigint primary key,
    reader_id          bigint      not null,
    start_version      bigint      not null,
    started_at         timestamptz not null,
    ended_at           timestamptz,
    last_activity_at   timestamptz not null,
    start_die          integer     not null,
    ladder_die         integer     not null,
    manual_die         integer,
    ladder             integer[]   not null,
    undone             boolean     not null,
    pick_thread_id     bigint,
    pick_method        text,
    pick_die           integer,
    pick_result        integer,
    pick_offset        integer,
    pick_snoozed_count integer,
    picked_at          timestamptz,
    pending            boolean     not null,
    snoozed            bigint[]    not null
);
create index session_recent on session (reader_id, started_at desc, id desc);
-- At most one of a reader once a batch is written; not unique, for the same reason as above.
create index session_open on session (reader_id) where ended_at is null and not undone;

-- View `history`: what happened.

create table history_entry (
    reader_id        bigint      not null,
    version          bigint      not null,
    type             text        not null,
    at               timestamptz not null,
    session_id       bigint,
    thread_id        bigint,
    thread_title     text,
    die              integer,
    result           integer,
    selection_method text,
    rating           double precision,
    issues_read      integer,
    queue_move       text,
    die_after        integer,
    completed        boolean     not null,
    undone           boolean     not null,
    primary key (reader_id, version)
);
create index history_entry_session on history_entry (reader_id, session_id, version)
    where session_id is not null;

-- Which entries concern a thread: an import, a clearing of the queue or an undo concerns many.
create table history_thread (
    reader_id bigint not null,
    thread_id bigint not null,
    version   bigint not null,
    primary key (reader_id, thread_id, version)
);
create index history_thread_version on history_thread (reader_id, version);

create table history_action (
    reader_id    bigint      not null,
    version      bigint      not null,
    type         text        not null,
    description  text        not null,
    at           timestamptz not null,
    session_id   bigint,
    thread_id    bigint,
    thread_title text,
    undone       boolean     not null,
    primary key (reader_id, version)
);

create table history_session (
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
create index history_session_open on history_session (reader_id) where ended_at is null and not undone;
create index history_session_reader on history_session (reader_id);

-- Accounts, as far as reads need them.

create table reader (
    id            bigint primary key,
    username      text        not null,
    registered_at timestamptz not null
);

create table revoked_family (
    family_id  text primary key,
    reader_id  bigint      not null,
    expires_at timestamptz not null
);
create index revoked_family_expiry on revoked_family (expires_at);
