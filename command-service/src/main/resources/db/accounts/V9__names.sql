-- By which rules the keys of an account were made; those of before are made anew at the next start.
-- An account whose name is by the rules of today that of another one keeps its own, exactly as it
-- is written, and names the other one.
alter table account
  add column key_revision integer not null default 1,
  add column name_like bigint references account (id) on delete set null;

create index account_key_revision on account (key_revision) where key_revision < 2;
create index account_name_like on account (name_like) where name_like is not null;
