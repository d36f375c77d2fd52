-- Readers that came with an archive, written with their account and their events in one transaction:
-- an import that was broken off can be run again and passes over them. An archive is known by its
-- SHA-256.
create table imported_reader (
  archive text not null,
  username_key text not null,
  reader_id bigint not null references account (id) on delete cascade,
  new_account boolean not null,
  events bigint not null,
  imported_at timestamptz not null,
  primary key (archive, username_key)
);
