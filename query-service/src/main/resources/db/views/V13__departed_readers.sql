-- A view begins with a reader by a row here, and goes on with rows that are locked. Once a reader has
-- left and their rows are deleted, none begins again.
create function skip_departed_reader() returns trigger
    language plpgsql as
$$
begin
    return case when event_store.has_departed(new.reader_id) then null else new end;
end
$$;
create trigger applied_departed before insert on applied
    for each row execute function skip_departed_reader();
