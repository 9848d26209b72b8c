-- People who sign in. Personal values are sealed (XChaCha20-Poly1305); the *_index columns are keyed hashes that
-- let an exact value be found without opening anything.

CREATE TABLE account (
    id             TEXT PRIMARY KEY,
    role           TEXT NOT NULL,
    login          TEXT UNIQUE,              -- staff only
    password_hash  TEXT,                     -- staff only, argon2id
    name           {bytes},                     -- sealed
    phone          {bytes},                     -- sealed
    phone_index    TEXT UNIQUE,              -- applicants: one account per phone
    citizen_number {bytes},                     -- sealed
    citizen_index  TEXT,
    real_name_at   BIGINT,
    department     TEXT,
    territory      TEXT,
    disabled_at    BIGINT,
    must_change    BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE INDEX account_citizen ON account (citizen_index);
-- Colleagues a case can be handed to.
CREATE INDEX account_office ON account (territory, department, role) WHERE login IS NOT NULL;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,             -- SHA-256 of the cookie's token
    id         TEXT NOT NULL UNIQUE,         -- what the session list shows and ends
    account    TEXT NOT NULL REFERENCES account (id),
    agent      TEXT NOT NULL DEFAULT '',     -- the device in plain words
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account, seen_at);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE one_time_code (
    id          TEXT PRIMARY KEY,
    phone_index TEXT NOT NULL,
    code_hash   TEXT NOT NULL,
    tries       BIGINT NOT NULL DEFAULT 0,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT
);
CREATE INDEX one_time_code_phone ON one_time_code (phone_index, created_at);
CREATE INDEX one_time_code_expires ON one_time_code (expires_at);

-- Counters in fixed windows, shared by all server processes.
CREATE TABLE rate_limit (
    bucket       TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    hits         BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    PRIMARY KEY (bucket, window_start)
);
CREATE INDEX rate_limit_expires ON rate_limit (expires_at);

-- Who looked at whose personal data, when and why (个人信息保护法 §51).
CREATE TABLE look (
    id         TEXT PRIMARY KEY,
    at         BIGINT NOT NULL,
    account    TEXT NOT NULL,
    role       TEXT NOT NULL,
    case_id    TEXT,
    subject    TEXT,                         -- the account whose data it is, when there is one
    what       TEXT NOT NULL,                -- the fields shown, JSON list
    why        TEXT NOT NULL
);
CREATE INDEX look_case ON look (case_id, at);
CREATE INDEX look_account ON look (account, at);
CREATE INDEX look_at ON look (at);

-- What staff and operators did, refusals included.
CREATE TABLE audit (
    id          TEXT PRIMARY KEY,
    at          BIGINT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    outcome     TEXT NOT NULL,               -- done | refused
    detail      TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_actor ON audit (actor, at);
CREATE INDEX audit_object ON audit (object_kind, object_id, at);
