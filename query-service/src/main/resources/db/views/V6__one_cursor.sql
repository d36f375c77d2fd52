-- How far each view has come with each reader: the cursor, and all there is of one. Who applies
-- events of a reader locks that reader's rows of the views concerned, and never a row of
-- event_store.pile, so that appends wait for nobody. A read asks here too, in the snapshot of its
-- answer, and so knows which version the answer is of. A reader's rows lie together, since a live
-- event is applied to all views at once.
create table applied (
    reader_id bigint not null,
    view      text   not null,
    version   bigint not null,
    primary key (reader_id, view)
) with (fillfactor = 70);

insert into applied (reader_id, view, version)
select reader_id, view, version from applied_version;

drop table applied_version;

-- Takes views of one reader from a version to another one, or refuses: where a view is not at that
-- version, or somebody else is at it, the events have to be read from the store. It is the first
-- statement of those that bring the rows there, all in one transaction, so either all happen or none.
--
-- The transaction need not wait for the disk: the version is written with the rows, so after a crash
-- the views go on from whatever has survived.
create function advance(reader bigint, views text[], from_version bigint, to_version bigint)
    returns void
    language plpgsql as
$$
declare
    advanced integer;
begin
    perform set_config('synchronous_commit', 'off', true);
    if from_version = 0 then
        insert into views.applied (reader_id, view, version)
        select reader, v, 0 from unnest(views) v
        on conflict do nothing;
    end if;
    with free as (
        select a.view from views.applied a
        where a.reader_id = reader and a.view = any (views) and a.version = from_version
        for update skip locked)
    update views.applied a set version = to_version
    from free where a.reader_id = reader and a.view = free.view;
    get diagnostics advanced = row_count;
    if advanced <> cardinality(views) then
        raise exception 'the views are not at version %', from_version using errcode = 'PL001';
    end if;
end
$$;

-- Refuses a transaction whose statements have changed other numbers of rows than they had to: an event
-- speaks of rows that are not there, or, where the first number is that of views to be advanced, a view
-- is not at the version that it was thought to be at.
create function require(expected bigint[], changed bigint[], advancing boolean default false)
    returns void
    language plpgsql as
$$
begin
    if expected = changed then
        return;
    end if;
    if advancing and expected[1] <> changed[1] then
        raise exception 'the views are not at that version' using errcode = 'PL001';
    end if;
    raise exception 'an event names rows that are not there: % of %', changed, expected;
end
$$;
