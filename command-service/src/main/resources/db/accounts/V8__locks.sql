-- Who is locked cannot sign in; the tokens of before are revoked when the lock is set.
alter table account add column locked_at timestamptz;
