-- Applications: drafts, files, cases and their events.

CREATE TABLE draft (
    id           TEXT PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES account (id),
    item         TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    form         TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    place        TEXT NOT NULL,
    page         TEXT NOT NULL DEFAULT '',
    answers      {bytes} NOT NULL,              -- sealed JSON
    revision     BIGINT NOT NULL DEFAULT 0,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX draft_account ON draft (account, updated_at);
CREATE INDEX draft_updated ON draft (updated_at);

-- An uploaded file. Its bytes are in the object store under object_key; nothing is served before state = 'clean'.
CREATE TABLE file (
    id           TEXT PRIMARY KEY,
    owner        TEXT NOT NULL,
    draft_id     TEXT,
    case_id      TEXT,
    field_path   TEXT NOT NULL,
    display_name {bytes} NOT NULL,              -- sealed: people name files after themselves
    media_type   TEXT NOT NULL,              -- found from the content
    size         BIGINT NOT NULL,
    sha256       TEXT NOT NULL,
    state        TEXT NOT NULL,              -- quarantined | clean | rejected
    reason       TEXT,
    object_key   TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX file_draft ON file (draft_id, created_at) WHERE draft_id IS NOT NULL;
CREATE INDEX file_case ON file (case_id, created_at) WHERE case_id IS NOT NULL;
CREATE INDEX file_owner ON file (owner, created_at);
CREATE INDEX file_quarantined ON file (created_at) WHERE state = 'quarantined';

-- The case as lists and counters need it, derived from its events and written with them.
-- The answers are elsewhere so that a queue never reads past them.
CREATE TABLE cases (
    id                TEXT PRIMARY KEY,
    number            TEXT NOT NULL UNIQUE,
    item              TEXT NOT NULL,
    item_version      BIGINT NOT NULL,
    form              TEXT NOT NULL,
    form_version      BIGINT NOT NULL,
    department        TEXT NOT NULL,
    town              TEXT NOT NULL,         -- the city's own code when no town handles it
    village           TEXT,
    applicant_account TEXT,                  -- none for a person served at a window
    filed_by          TEXT NOT NULL,         -- who handed it in: the applicant, an agent, a clerk
    applicant_name    {bytes} NOT NULL,         -- sealed
    applicant_masked  TEXT NOT NULL,         -- 陈*明
    applicant_phone   {bytes},                  -- sealed
    name_index        TEXT NOT NULL,
    phone_index       TEXT,
    phone_tail_index  TEXT,                  -- keyed hash of the last four digits
    channel           TEXT NOT NULL,
    state             TEXT NOT NULL,
    open              BIGINT NOT NULL,
    received_at       BIGINT NOT NULL,
    received_on       TEXT NOT NULL,
    accepted_on       TEXT,
    first_notice_due  TEXT,
    correction_due    TEXT,
    statutory_due     TEXT,
    promised_due      TEXT,
    due_on            TEXT NOT NULL,         -- what the office must do next is due then; 9999-12-31 while nothing runs
    provisional       BIGINT NOT NULL DEFAULT 0,
    decided_at        BIGINT,
    closed_at         BIGINT,
    on_time           BIGINT,                -- none until decided
    assignee          TEXT,
    is_test           BIGINT NOT NULL DEFAULT 0,
    revision          BIGINT NOT NULL,       -- seq of the last event
    updated_at        BIGINT NOT NULL
);
-- Queues read open cases by who may see them, in order of the due date; the columns behind the order let the
-- engine filter and count without visiting rows.
CREATE INDEX cases_open_town ON cases (town, due_on, id, department, state, item, channel, assignee) WHERE open = 1;
CREATE INDEX cases_open_office ON cases (department, town, due_on, id, state, item, channel, assignee) WHERE open = 1;
CREATE INDEX cases_open_department ON cases (department, due_on, id, town, state, item, channel, assignee) WHERE open = 1;
CREATE INDEX cases_open_village ON cases (village, due_on, id, department, state, item, channel, assignee) WHERE open = 1;
CREATE INDEX cases_open_assignee ON cases (assignee, due_on, id, state) WHERE open = 1;
CREATE INDEX cases_open_item ON cases (item, due_on, id, town, state) WHERE open = 1;
CREATE INDEX cases_open_due ON cases (due_on, id, town, department, state, item, channel, assignee) WHERE open = 1;
-- All cases, newest first.
CREATE INDEX cases_received ON cases (received_at, id);
CREATE INDEX cases_town_received ON cases (town, received_at, id);
CREATE INDEX cases_department_received ON cases (department, received_at, id);
CREATE INDEX cases_village_received ON cases (village, received_at, id) WHERE village IS NOT NULL;
CREATE INDEX cases_item_received ON cases (item, received_at, id);
-- One's own.
CREATE INDEX cases_applicant ON cases (applicant_account, received_at, id) WHERE applicant_account IS NOT NULL;
CREATE INDEX cases_filed_by ON cases (filed_by, received_at, id);
-- Found by a name or a phone.
CREATE INDEX cases_name ON cases (name_index, received_at, id);
CREATE INDEX cases_phone ON cases (phone_index, received_at, id) WHERE phone_index IS NOT NULL;
CREATE INDEX cases_phone_tail ON cases (phone_tail_index, received_at, id) WHERE phone_tail_index IS NOT NULL;
-- Dates past the announced calendar are computed again when it is extended.
CREATE INDEX cases_provisional ON cases (due_on, id) WHERE provisional = 1 AND open = 1;

-- What was answered, one row per submission and correction.
CREATE TABLE case_answers (
    case_id  TEXT NOT NULL REFERENCES cases (id),
    revision BIGINT NOT NULL,
    answers  {bytes} NOT NULL,                  -- sealed JSON
    PRIMARY KEY (case_id, revision)
);

-- The truth: a case is its events, each carrying the hash of the one before.
CREATE TABLE case_event (
    case_id   TEXT NOT NULL REFERENCES cases (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL,
    role      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    body      {bytes} NOT NULL,                 -- sealed JSON
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- The same submission twice is one case.
CREATE TABLE submission_key (
    account     TEXT NOT NULL,
    submit_key  TEXT NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (account, submit_key)
);
CREATE INDEX submission_key_case ON submission_key (case_id);

-- A resident lets an agent act for them (代办).
CREATE TABLE mandate (
    id         TEXT PRIMARY KEY,
    applicant  TEXT NOT NULL,
    agent      TEXT NOT NULL,
    item       TEXT,                         -- none: any item
    given_at   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX mandate_agent ON mandate (agent, applicant);
CREATE INDEX mandate_applicant ON mandate (applicant);

-- The public figures, counted in the transaction that changes a case.
CREATE TABLE town_counter (
    town    TEXT NOT NULL,
    month   TEXT NOT NULL,                   -- 2026-11
    measure TEXT NOT NULL,
    value   BIGINT NOT NULL,
    PRIMARY KEY (town, month, measure)
);
CREATE TABLE item_counter (
    item    TEXT NOT NULL,
    month   TEXT NOT NULL,
    measure TEXT NOT NULL,
    value   BIGINT NOT NULL,
    PRIMARY KEY (item, month, measure)
);
CREATE INDEX item_counter_month ON item_counter (month, measure, value);

-- What goes out, queued with the change that caused it, delivered by a job.
CREATE TABLE outbox (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    body         {bytes} NOT NULL,              -- sealed JSON
    state        TEXT NOT NULL,              -- waiting | sent | failed
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    tries        BIGINT NOT NULL DEFAULT 0,
    last_error   TEXT,
    created_at   BIGINT NOT NULL,
    sent_at      BIGINT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_failed ON outbox (created_at) WHERE state = 'failed';
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE state = 'sent';
