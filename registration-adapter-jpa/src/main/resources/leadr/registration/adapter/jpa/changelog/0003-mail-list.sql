--liquibase formatted sql

-- The list of mails. Sorted by created_at it is found in both directions; of one state, newest first as it is asked for.
--changeset registration:mail-list
create index ix_mails_newest on mails (created_at desc, id);
create index ix_mails_oldest on mails (created_at, id);
create index ix_mails_state_newest on mails (state, created_at desc, id);
