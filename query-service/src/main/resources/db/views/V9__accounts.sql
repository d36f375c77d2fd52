-- Readers' names and revoked tokens are read from the schema of the accounts.
drop table reader;
drop table revoked_family;
