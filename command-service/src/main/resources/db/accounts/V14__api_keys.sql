-- Keys for programs, by their SHA-256: they are random, so that needs neither salt nor a slow hash.
-- Both services look here with each key that they have not seen for almost a second.
create table api_key (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id) on delete cascade,
  name text not null,
  key_hash bytea not null constraint api_key_once unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

comment on column api_key.last_used_at is 'noted once an hour at most';

create index api_key_account on api_key (account_id);
