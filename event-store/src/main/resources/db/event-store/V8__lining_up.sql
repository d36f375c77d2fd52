-- A command that others were faster than, again and again, lines up: it takes the lock of its pile,
-- and until its transaction ends every append of somebody else to that pile conflicts at once.
-- Appends take the lock together and only try, so nobody waits while it holds a pile in memory.
create function pile_lock(reader_id bigint) returns bigint
    language sql immutable
    return (1953853038::bigint << 32) # reader_id;

create function take_turn(reader_id bigint) returns boolean
    language plpgsql volatile as
$$
begin
    if not pg_try_advisory_xact_lock_shared(event_store.pile_lock(reader_id)) then
        raise exception 'another command has lined up for the pile of reader %', reader_id
            using errcode = 'serialization_failure';
    end if;
    return true;
end
$$;
