-- What a reader is shown of a login: a number to end it by, the device, and when it was seen last,
-- which is noted when it gets its next tokens. Logins of before were seen when they began.
alter table token_family
  add column number bigint generated always as identity,
  add column device text,
  add column last_seen_at timestamptz;
