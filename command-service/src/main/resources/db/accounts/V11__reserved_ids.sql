-- Up to which ids of threads and sessions an import has taken. Processes hold blocks of ids that they
-- drew before; what lies below is not used.
create table reserved_ids (
  only_row boolean primary key default true check (only_row),
  thread_id bigint not null,
  session_id bigint not null
);
insert into reserved_ids (thread_id, session_id) values (0, 0);
