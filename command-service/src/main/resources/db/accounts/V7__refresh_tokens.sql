-- The refresh tokens of a family: those that can still be used, and those used a moment ago, which
-- are answered once more for a client that asks twice. Of a family that is here, one that is not
-- was used before; but for the one that the family itself names, which a program of before this
-- table has given out.
create table refresh_token (
  id uuid primary key,
  family_id uuid not null references token_family (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index refresh_token_family on refresh_token (family_id);
