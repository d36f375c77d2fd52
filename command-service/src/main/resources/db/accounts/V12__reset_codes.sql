-- The demo reader's password is known to everybody, so nobody may change that account.
alter table account add column demo boolean not null default false;

-- Who has forgotten a password sets a new one by a code, which an admin or whoever is at the machine
-- has made. It is good once and not for long, and kept as its SHA-256.
create table reset_code (
  account_id bigint primary key references account (id) on delete cascade,
  code_hash bytea not null,
  expires_at timestamptz not null
);
