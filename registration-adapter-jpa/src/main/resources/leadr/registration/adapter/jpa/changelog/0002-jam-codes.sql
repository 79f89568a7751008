--liquibase formatted sql

--changeset registration:verification-code-requests
alter table verification_codes add column used_by_key varchar(64);
alter table verification_codes add column used_by_content varchar(64);
alter table verification_codes add column consumed_by_key varchar(64);
alter table verification_codes add column consumed_by_content varchar(64);
alter table verification_codes add column issued_key uuid;
alter table verification_codes add constraint fk_verification_codes_issued_key
    foreign key (issued_key) references api_keys (id);
alter table verification_codes add constraint ck_verification_codes_used_by
    check ((used_by_key is null) = (used_by_content is null) and (used_by_key is null or used_at is not null));
alter table verification_codes add constraint ck_verification_codes_consumed_by
    check ((consumed_by_key is null) = (consumed_by_content is null)
        and (consumed_by_key is null or consumed_at is not null));
alter table verification_codes add constraint ck_verification_codes_issued_key
    check (issued_key is null or consumed_at is not null);

-- The features are JSON as text: their meaning is somebody else's, and their order and numbers come back as they were.
--changeset registration:jam-codes
create table jam_codes (
    id uuid not null constraint pk_jam_codes primary key,
    code varchar(50) not null constraint uk_jam_codes_code unique,
    description varchar(1000) not null,
    features varchar(400000) not null,
    max_uses integer,
    active boolean not null,
    expires_at timestamp(6) with time zone,
    revision integer not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    deleted_at timestamp(6) with time zone,
    constraint ck_jam_codes_code check (char_length(code) >= 3 and code = upper(code)),
    constraint ck_jam_codes_max_uses check (max_uses is null or max_uses >= 1)
);
create index ix_jam_codes_newest on jam_codes (created_at desc, id);
create index ix_jam_codes_oldest on jam_codes (created_at, id);

-- The uses of a code, spread over rows so that redemptions do not queue for one. The capacities of a code add up to its
-- max_uses; null is no limit.
--changeset registration:jam-code-stripes
create table jam_code_stripes (
    jam_code_id uuid not null constraint fk_jam_code_stripes_code references jam_codes (id),
    stripe smallint not null,
    uses integer not null,
    capacity integer,
    revision integer not null,
    constraint pk_jam_code_stripes primary key (jam_code_id, stripe),
    constraint ck_jam_code_stripes_uses check (uses >= 0 and (capacity is null or uses <= capacity))
);

--changeset registration:jam-code-redemptions
create table jam_code_redemptions (
    id uuid not null constraint pk_jam_code_redemptions primary key,
    jam_code_id uuid not null constraint fk_jam_code_redemptions_code references jam_codes (id),
    account_id uuid not null constraint fk_jam_code_redemptions_account references accounts (id),
    meta varchar(800000) not null,
    redeemed_at timestamp(6) with time zone not null,
    constraint uk_jam_code_redemptions unique (jam_code_id, account_id)
);
create index ix_jam_code_redemptions_newest on jam_code_redemptions (jam_code_id, redeemed_at desc, id);
create index ix_jam_code_redemptions_oldest on jam_code_redemptions (jam_code_id, redeemed_at, id);
create index ix_jam_code_redemptions_id on jam_code_redemptions (jam_code_id, id);
create index ix_jam_code_redemptions_account on jam_code_redemptions (account_id);

--changeset registration:idempotent-requests
create table idempotent_requests (
    id varchar(150) not null constraint pk_idempotent_requests primary key,
    caller uuid not null constraint fk_idempotent_requests_caller references users (id),
    action varchar(64) not null,
    key_digest varchar(64) not null,
    content_digest varchar(64) not null,
    result uuid not null,
    created_at timestamp(6) with time zone not null
);
create index ix_idempotent_requests_created on idempotent_requests (created_at);
