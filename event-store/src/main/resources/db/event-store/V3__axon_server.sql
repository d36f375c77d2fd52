-- What the database keeps where the events are on an Axon Server.

-- Which piles there may be: Axon Server can tell how far a stream goes, but not which streams there
-- are. A row is written before the first event of its pile, so none is ever missing.
create table pile (
    reader_id bigint primary key
);

-- When a move of the events to Axon Server has begun and when it was complete.
alter table store_identity
    add column move_began_at timestamptz,
    add column moved_at timestamptz;

-- From the beginning of a move on, nothing is stored here any more. Enabling the trigger waits for
-- the transactions that are storing events, and disabled it costs nothing.
create function refuse_event() returns trigger language plpgsql as $$
begin
    raise exception 'the events are on Axon Server';
end
$$;
create trigger domain_event_moved before insert on domain_event
    for each statement execute function refuse_event();
alter table domain_event disable trigger domain_event_moved;
