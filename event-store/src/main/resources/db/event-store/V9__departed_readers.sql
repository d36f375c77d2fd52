-- Readers who have left: what is theirs was deleted, and nothing of theirs is written again, however
-- late. In one store a number is given once, so the numbers say nothing of anybody.
create table departed_reader (
    reader_id   bigint primary key,
    departed_at timestamptz not null default now()
);

-- Whoever deletes a pile holds its lock until that is committed, so an append either comes before and
-- is deleted, or fails: for the lock, or here.
create or replace function take_turn(reader_id bigint) returns boolean
    language plpgsql volatile as
$$
begin
    if not pg_try_advisory_xact_lock_shared(event_store.pile_lock(reader_id)) then
        raise exception 'another command has lined up for the pile of reader %', reader_id
            using errcode = 'serialization_failure';
    end if;
    if exists (select from event_store.departed_reader d where d.reader_id = take_turn.reader_id) then
        raise exception 'reader % has left', reader_id using errcode = 'serialization_failure';
    end if;
    return true;
end
$$;

-- What only makes loading quicker is written beside the commands, and left out where its reader has
-- left.
create function has_departed(id bigint) returns boolean
    language plpgsql volatile as
$$
begin
    perform pg_advisory_xact_lock_shared(event_store.pile_lock(id));
    return exists (select from event_store.departed_reader where reader_id = id);
end
$$;

create function skip_departed_snapshot() returns trigger
    language plpgsql as
$$
begin
    return case when event_store.has_departed(new.aggregate_identifier::bigint) then null else new end;
end
$$;
create trigger snapshot_event_departed before insert on snapshot_event
    for each row execute function skip_departed_snapshot();

create function skip_departed_reader() returns trigger
    language plpgsql as
$$
begin
    return case when event_store.has_departed(new.reader_id) then null else new end;
end
$$;
create trigger checkpoint_departed before insert on checkpoint
    for each row execute function skip_departed_reader();
