-- Which piles there are: one entry for each, written with its first event and never again, so that
-- comparing every pile with its views reads as many entries as there are piles, not events. Account
-- events have no aggregate type.
create index domain_event_pile on domain_event (aggregate_identifier)
    where sequence_number = 0 and aggregate_type is not null;
