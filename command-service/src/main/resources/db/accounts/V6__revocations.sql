-- Every service looks here for families that were revoked lately.
create index token_family_revoked on token_family (revoked_at) where revoked_at is not null;

-- Services read accounts where they are, so that there are no more events about them. What is still
-- in here needs no delivery: the account or the revocation that it tells of was committed with it.
drop table outgoing_event;
