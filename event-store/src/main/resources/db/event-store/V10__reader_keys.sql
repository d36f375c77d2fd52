-- Keys under which an Axon Server, which cannot delete events, holds what a reader wrote. Deleting the
-- account deletes its key, and with it all that could be read of these events.
create table reader_key (
    reader_id bigint primary key,
    key       bytea not null
);

-- The key of a reader, made where there is none; one for each, whichever process is first, and none
-- for who has left.
create function make_key(id bigint, fresh bytea) returns bytea
    language plpgsql volatile as
$$
begin
    if event_store.has_departed(id) then
        return null;
    end if;
    insert into event_store.reader_key (reader_id, key) values (id, fresh) on conflict do nothing;
    return (select key from event_store.reader_key where reader_id = id);
end
$$;
