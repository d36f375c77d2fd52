-- How far on an Axon Server the events have been looked through for the table of piles.
alter table store_identity
    add column followed_to bigint not null default -1;

comment on column store_identity.followed_to is 'the token of the last event seen; -1 before the first';
