-- What the command-service keeps where the events are on an Axon Server.

-- An answer is stored before its command's events and counts only if they come to be: if the event
-- of that version in that reader's stream comes of this command. So there may be several answers
-- under one key, of which one counts. An answer that counts by itself names no command.
alter table given_answer
  add column command_id text not null default '',
  add column reader_id bigint not null default 0,
  add column version bigint not null default 0,
  drop constraint given_answer_pkey,
  add primary key (actor_id, idempotency_key, command_id);

-- Events about accounts, written with the account and deleted when they are published.
create table outgoing_event (
  id bigint generated always as identity primary key,
  event_identifier uuid not null default gen_random_uuid(),
  type text not null,
  revision text not null,
  payload bytea not null,
  recorded_at timestamptz not null
);
