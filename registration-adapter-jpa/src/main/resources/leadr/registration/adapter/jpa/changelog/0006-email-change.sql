--liquibase formatted sql

-- Wider than before and under the same name. "If exists", because H2 commits each of these by itself: whoever is killed
-- between them finds some of them done at the next start.
--changeset registration:email-change
alter table verification_codes drop constraint if exists ck_verification_codes_type;
alter table verification_codes add constraint ck_verification_codes_type
    check (type in ('REGISTRATION', 'INVITE', 'RECOVERY', 'EMAIL_CHANGE'));
