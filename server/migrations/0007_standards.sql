-- Drafts of standards, who changed what in them, and what became of them.

CREATE TABLE standard_draft (
    item         TEXT PRIMARY KEY,             -- may be one that was never published
    department   TEXT NOT NULL,
    name         TEXT NOT NULL,
    base_version BIGINT NOT NULL,              -- 0: never published
    stage        TEXT NOT NULL,                -- draft | in_department | in_standard | scheduled
    answers      TEXT NOT NULL,                -- the sheet as typed (JSON)
    revision     BIGINT NOT NULL,
    publish_on   TEXT,                         -- once passed
    returned     TEXT,                         -- why, when it came back
    written_by   TEXT NOT NULL,
    started_at   BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL
);
CREATE INDEX standard_draft_stage ON standard_draft (stage, department, changed_at);
CREATE INDEX standard_draft_due ON standard_draft (publish_on) WHERE stage = 'scheduled';

-- Each save of an open draft: what two people's work is merged from. Gone when the draft is.
CREATE TABLE standard_revision (
    item     TEXT NOT NULL,
    revision BIGINT NOT NULL,
    answers  TEXT NOT NULL,
    PRIMARY KEY (item, revision)
);

CREATE TABLE standard_edit (
    id         TEXT PRIMARY KEY,
    item       TEXT NOT NULL,
    version    BIGINT NOT NULL,                -- the version in the making
    path       TEXT NOT NULL,
    label      TEXT NOT NULL,
    was        TEXT,                           -- in words
    became     TEXT,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX standard_edit_item ON standard_edit (item, changed_at, id);

CREATE TABLE standard_event (
    id      TEXT PRIMARY KEY,
    item    TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind    TEXT NOT NULL,                     -- begin, a step, publish, confirm, withdraw
    actor   TEXT NOT NULL,                     -- account, or 'clock'
    at      BIGINT NOT NULL,
    detail  TEXT
);
CREATE INDEX standard_event_item ON standard_event (item, at, id);
CREATE INDEX standard_event_published ON standard_event (at, id) WHERE kind IN ('publish', 'confirm', 'withdraw');

-- Kept by the offices here: a city package no longer overwrites it.
ALTER TABLE item ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN withdrawn TEXT;
ALTER TABLE item ADD COLUMN unconfirmed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX item_department_listed ON item (department, position, id);
