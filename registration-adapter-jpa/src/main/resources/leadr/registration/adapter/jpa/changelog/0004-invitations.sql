--liquibase formatted sql

-- Wider than before and under the same names. "If exists", because H2 commits each of these by itself: whoever is killed
-- between them finds some of them done at the next start.
--changeset registration:deleted-users
alter table users drop constraint if exists ck_users_status;
alter table users drop constraint if exists ck_users_email;
alter table users drop constraint if exists ck_users_super_admin;
alter table users add constraint ck_users_status
    check (status in ('INVITED', 'ACTIVE', 'SUSPENDED', 'DELETED'));
alter table users add constraint ck_users_email
    check ((status in ('INVITED', 'DELETED')) = (occupied_email is null));
alter table users add constraint ck_users_super_admin
    check (not super_admin or status not in ('INVITED', 'DELETED'));

-- The live key of an invitation's code is made of its user, so that several accounts may invite an address. No version
-- before made such a code.
--changeset registration:live-codes
create index ix_verification_codes_status on verification_codes (mailbox_key, status, created_at);

--changeset registration:invitations
create table invitations (
    user_id uuid not null constraint pk_invitations primary key,
    account_id uuid not null constraint fk_invitations_account references accounts (id),
    email varchar(254) not null,
    mailbox_key varchar(64) not null,
    open_key varchar(101) constraint uk_invitations_open unique,
    invited_by uuid not null constraint fk_invitations_invited_by references users (id),
    status varchar(16) not null,
    sent_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    accepted_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    constraint fk_invitations_user foreign key (user_id) references users (id),
    constraint ck_invitations_status check (status in ('PENDING', 'ACCEPTED', 'REVOKED')),
    constraint ck_invitations_open check ((open_key is not null) = (status = 'PENDING')),
    constraint ck_invitations_accepted check ((accepted_at is not null) = (status = 'ACCEPTED')),
    constraint ck_invitations_times check (created_at <= sent_at and sent_at < expires_at)
);
create index ix_invitations_created on invitations (account_id, created_at, user_id);
create index ix_invitations_account on invitations (account_id, user_id);
create index ix_invitations_mailbox on invitations (mailbox_key, status);
