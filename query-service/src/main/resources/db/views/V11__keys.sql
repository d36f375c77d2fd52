-- The keys that tokens are signed with are read where they are, with the accounts.
drop table published_keys;
