--liquibase formatted sql

-- "If not exists", because H2 commits each of these by itself: whoever is killed between them finds some of them done.

-- Whose admins may see an event. Without a foreign key: an event outlives what it is about, and holds no row of others.
--changeset registration:audit-list
alter table audit_events add column if not exists account_id uuid;
create index if not exists ix_audit_events_account on audit_events (account_id, at);
create index if not exists ix_audit_events_actor on audit_events (actor, at);
create index if not exists ix_audit_events_target on audit_events (target, at);

-- The canonical address of who is only invited; of all others it stands in occupied_email.
--changeset registration:team-lists
alter table users add column if not exists invited_email varchar(254);
create index if not exists ix_users_invited_email on users (invited_email);
-- Lists never show who is deleted.
alter table users add column if not exists deleted boolean default false not null;
alter table users drop constraint if exists ck_users_deleted;
alter table users add constraint ck_users_deleted check (deleted = (status = 'DELETED'));
create index if not exists ix_users_created on users (created_at, id);
create index if not exists ix_users_account_created on users (account_id, deleted, created_at, id);
create index if not exists ix_accounts_created on accounts (created_at, id);
create index if not exists ix_api_keys_created on api_keys (created_at, id);
create index if not exists ix_api_keys_account_created on api_keys (account_id, created_at, id);

-- So that a page does not read through the deleted ones. H2 would take this index and sort all that it leads to, because it
-- sorts by an index from the first column on only.
--changeset registration:listed-users dbms:postgresql
create index ix_users_deleted_created on users (deleted, created_at, id);

-- For the purge of what nobody needs any more.
--changeset registration:purge
alter table mailboxes add column if not exists last_event timestamp(6) with time zone
    default timestamp with time zone '1970-01-01 00:00:00+00' not null;
create index if not exists ix_mailboxes_last_event on mailboxes (last_event);
create index if not exists ix_verification_codes_expires on verification_codes (expires_at);
