-- From where a login came: whoever guesses at a password elsewhere does not keep its reader from
-- logging in there again. Null for logins of before.
alter table token_family add column network text;
