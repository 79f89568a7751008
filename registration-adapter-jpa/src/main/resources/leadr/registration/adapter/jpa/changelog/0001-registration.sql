--liquibase formatted sql

-- One dialect for H2 (PostgreSQL mode) and PostgreSQL. Every rule of uniqueness and every rule between columns that the
-- domain knows stands here as well. A name of 100 characters (code points) may take 200 where H2 counts UTF-16 units. Released changesets are never edited: expand in one release, contract in a later one.

--changeset registration:accounts
create table accounts (
    id uuid not null constraint pk_accounts primary key,
    name varchar(200) not null,
    name_key varchar(600) not null constraint uk_accounts_name unique,
    slug varchar(50) not null constraint uk_accounts_slug unique,
    status varchar(16) not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint ck_accounts_status check (status in ('ACTIVE', 'SUSPENDED')),
    constraint ck_accounts_slug check (char_length(slug) between 2 and 50)
);

--changeset registration:users
create table users (
    id uuid not null constraint pk_users primary key,
    account_id uuid not null constraint fk_users_account references accounts (id),
    email varchar(254) not null,
    occupied_email varchar(254) constraint uk_users_email unique,
    display_name varchar(200) not null,
    role varchar(16) not null,
    status varchar(16) not null,
    super_admin boolean not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint ck_users_role check (role in ('MEMBER', 'ADMIN', 'OWNER')),
    constraint ck_users_status check (status in ('INVITED', 'ACTIVE', 'SUSPENDED')),
    constraint ck_users_email check ((status = 'INVITED') = (occupied_email is null)),
    constraint ck_users_super_admin check (not super_admin or status <> 'INVITED')
);
create index ix_users_account on users (account_id);
create index ix_users_super_admin on users (super_admin);

--changeset registration:api-keys
create table api_keys (
    id uuid not null constraint pk_api_keys primary key,
    account_id uuid not null constraint fk_api_keys_account references accounts (id),
    user_id uuid not null constraint fk_api_keys_user references users (id),
    name varchar(200) not null,
    prefix varchar(14) not null,
    digest_key_id varchar(32) not null,
    digest varchar(64) not null constraint uk_api_keys_digest unique,
    status varchar(16) not null,
    last_used_at timestamp(6) with time zone,
    expires_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint ck_api_keys_status check (status in ('ACTIVE', 'REVOKED'))
);
create index ix_api_keys_account on api_keys (account_id);
create index ix_api_keys_user on api_keys (user_id);

--changeset registration:mailboxes
create table mailboxes (
    mailbox_key varchar(64) not null constraint pk_mailboxes primary key,
    wrong_guesses varchar(60000) not null,
    mails varchar(20000) not null
);

--changeset registration:verification-codes
create table verification_codes (
    id uuid not null constraint pk_verification_codes primary key,
    type varchar(16) not null,
    email varchar(254) not null,
    mailbox_key varchar(64) not null,
    live_key varchar(81) constraint uk_verification_codes_live unique,
    user_id uuid constraint fk_verification_codes_user references users (id),
    digest_key_id varchar(32) not null,
    digest varchar(64) not null,
    status varchar(16) not null,
    expires_at timestamp(6) with time zone not null,
    used_at timestamp(6) with time zone,
    consumed_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    deleted_at timestamp(6) with time zone,
    constraint ck_verification_codes_type check (type in ('REGISTRATION', 'INVITE', 'RECOVERY')),
    constraint ck_verification_codes_status check (status in ('PENDING', 'USED', 'EXPIRED')),
    constraint ck_verification_codes_live check ((live_key is not null) = (status = 'PENDING' and deleted_at is null)),
    constraint ck_verification_codes_user check ((user_id is null) = (type = 'REGISTRATION')),
    constraint ck_verification_codes_used check ((used_at is not null) = (status = 'USED')),
    constraint ck_verification_codes_end check (used_at is null or used_at < expires_at),
    constraint ck_verification_codes_consumed check (consumed_at is null or used_at is not null)
);
create index ix_verification_codes_mailbox on verification_codes (mailbox_key, created_at);
create index ix_verification_codes_user on verification_codes (user_id);

--changeset registration:mails
create table mails (
    id uuid not null constraint pk_mails primary key,
    kind varchar(32) not null,
    recipient varchar(254) not null,
    content_key_id varchar(32),
    content bytea,
    state varchar(16) not null,
    attempts integer not null,
    created_at timestamp(6) with time zone not null,
    next_attempt_at timestamp(6) with time zone not null,
    give_up_at timestamp(6) with time zone not null,
    sent_at timestamp(6) with time zone,
    last_reply varchar(500),
    lease uuid,
    lease_until timestamp(6) with time zone,
    constraint ck_mails_state check (state in ('QUEUED', 'SENT', 'DEFERRED', 'FAILED')),
    constraint ck_mails_wiped check ((state in ('SENT', 'FAILED')) = (content is null)),
    constraint ck_mails_sent check ((state = 'SENT') = (sent_at is not null)),
    constraint ck_mails_lease check ((lease is null) = (lease_until is null))
);
create index ix_mails_due on mails (state, next_attempt_at);

--changeset registration:audit-events
create table audit_events (
    id uuid not null constraint pk_audit_events primary key,
    at timestamp(6) with time zone not null,
    actor varchar(64) not null,
    action varchar(64) not null,
    target varchar(320) not null,
    outcome varchar(16) not null,
    reason varchar(300),
    reference uuid not null,
    client varchar(64) not null,
    constraint ck_audit_events_outcome check (outcome in ('DONE', 'REFUSED'))
);
create index ix_audit_events_at on audit_events (at);
create index ix_audit_events_reference on audit_events (reference);

--changeset registration:locks
create table locks (
    name varchar(50) not null constraint pk_locks primary key
);
