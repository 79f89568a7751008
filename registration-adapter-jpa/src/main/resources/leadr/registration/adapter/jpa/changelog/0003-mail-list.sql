--liquibase formatted sql

-- For the list of mails. PostgreSQL reads the third in both directions; H2 does not see that it is sorted and sorts the
-- mails of the state.
--changeset registration:mail-list
create index ix_mails_newest on mails (created_at desc, id);
create index ix_mails_oldest on mails (created_at, id);
create index ix_mails_state_newest on mails (state, created_at desc, id);
