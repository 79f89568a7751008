--liquibase formatted sql

-- For the list of mails. One index serves both directions, because the databases sort what shares a moment by themselves;
-- every mail pays for its indexes. H2 does not use the second one and sorts the mails of the state.
--changeset registration:mail-list
create index ix_mails_created on mails (created_at, id);
create index ix_mails_state on mails (state, created_at, id);
