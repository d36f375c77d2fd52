-- Views follow the versions of piles; no processing group is left that would keep a token.
drop table token_entry;
