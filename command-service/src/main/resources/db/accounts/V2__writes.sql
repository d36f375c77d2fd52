-- What a write was answered, under the key that its client gave it: sent again, it is answered the
-- same. Each is stored in the transaction that appends the write's events.
create table given_answer (
  actor_id bigint not null,
  idempotency_key text not null,
  -- tells whether it is the same request
  fingerprint text not null,
  -- what the content is: the name of a reply, or of a refusal
  type text not null,
  content text not null,
  given_at timestamptz not null,
  primary key (actor_id, idempotency_key)
);

create index given_answer_given_at on given_answer (given_at);
