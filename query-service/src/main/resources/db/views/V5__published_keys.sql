-- The keys that the command-service published last, for query-services that are started while it is
-- away. They are public.
create table published_keys (
  only_row boolean primary key default true check (only_row),
  key_set text not null,
  seen_at timestamptz not null
);
