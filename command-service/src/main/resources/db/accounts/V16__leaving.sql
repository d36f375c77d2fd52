-- Every account has an id that no other account ever has, in whatever store. Of an account that was
-- deleted it is all that is kept, so that no copy of the data brings the account back.
alter table account
  add column permanent_id uuid not null default gen_random_uuid()
    constraint account_permanent_id unique;

create table tombstone (
  permanent_id uuid primary key,
  deleted_at timestamptz not null
);
