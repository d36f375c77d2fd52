-- A view begins with a reader by a row here, and goes on with rows that are locked. Once a reader has
-- left and their rows are deleted, none begins again.
create trigger applied_departed before insert on applied
    for each row execute function event_store.skip_departed_reader();
