-- Codes that admins give to people who may register, each good once; kept as their SHA-256.
create table invitation (
  id bigint generated always as identity primary key,
  name text,
  code_hash bytea not null constraint invitation_once unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz,
  used_by bigint references account (id) on delete set null
);
