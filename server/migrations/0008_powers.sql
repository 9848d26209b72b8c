-- The list of powers, the catalogue's entries derived from it, who changed what in them, and workbooks on their way in.

-- Each list's count of changes (a preview of a workbook holds for one of them alone) and the last number given out.
-- Whoever changes a list takes its row first, so that changes stand in a line.
CREATE TABLE kept_list (
    name        TEXT PRIMARY KEY,              -- powers | entries
    revision    BIGINT NOT NULL,
    last_number BIGINT NOT NULL
);
INSERT INTO kept_list (name, revision, last_number) VALUES ('powers', 1, 0);
INSERT INTO kept_list (name, revision, last_number) VALUES ('entries', 1, 0);

CREATE TABLE power (
    id         TEXT PRIMARY KEY,               -- P-000123: given once, never used again
    name       TEXT NOT NULL,
    type_code  TEXT NOT NULL,
    level      TEXT NOT NULL,                  -- city | town
    department TEXT NOT NULL,
    law        TEXT NOT NULL,
    article    TEXT NOT NULL,
    position   BIGINT NOT NULL,                -- its place in the printed list; 999999: none
    note       TEXT,
    state      TEXT NOT NULL,                  -- draft | in_review | approved | returned | withdrawn
    reason     TEXT,                           -- why it was returned or withdrawn
    words      TEXT NOT NULL,                  -- what a search reads
    revision   BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX power_listed ON power (position, id);
CREATE INDEX power_state ON power (state, position, id);
CREATE INDEX power_level ON power (level, position, id);
CREATE INDEX power_type ON power (type_code, position, id);
CREATE INDEX power_department ON power (department, position, id);
CREATE INDEX power_department_state ON power (department, state, position, id);
CREATE INDEX power_level_state ON power (level, state, position, id);

CREATE TABLE catalogue_entry (
    id         TEXT PRIMARY KEY,               -- the item's id; the item may not be published yet
    name       TEXT NOT NULL,
    type_code  TEXT NOT NULL,
    department TEXT NOT NULL,
    power      TEXT,                           -- none: a public service, or not registered yet
    basic_code TEXT,                           -- none: not assigned yet
    parent     TEXT,                           -- a sub-item's main item
    position   BIGINT NOT NULL,
    state      TEXT NOT NULL,                  -- listed | withdrawn
    reason     TEXT,
    words      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX catalogue_entry_listed ON catalogue_entry (position, id);
CREATE INDEX catalogue_entry_state ON catalogue_entry (state, position, id);
CREATE INDEX catalogue_entry_type ON catalogue_entry (type_code, position, id);
CREATE INDEX catalogue_entry_department ON catalogue_entry (department, position, id);
CREATE INDEX catalogue_entry_power ON catalogue_entry (power, position, id);
CREATE INDEX catalogue_entry_parent ON catalogue_entry (parent, position, id);
CREATE INDEX catalogue_entry_code ON catalogue_entry (basic_code);

-- What happened to a row of either list, with its changes in words.
CREATE TABLE list_event (
    id       TEXT PRIMARY KEY,
    list     TEXT NOT NULL,                    -- powers | entries
    row_id   TEXT NOT NULL,
    revision BIGINT NOT NULL,                  -- the row's, after it
    kind     TEXT NOT NULL,                    -- add, edit, import, load or a step
    actor    TEXT NOT NULL,                    -- account, or 'package'
    at       BIGINT NOT NULL,
    detail   TEXT,
    changes  TEXT NOT NULL                     -- JSON: field, label, was, became
);
CREATE INDEX list_event_row ON list_event (list, row_id, revision);

-- A workbook someone handed in: read, checked and previewed in the background, applied as a whole or not at all.
CREATE TABLE list_import (
    id            TEXT PRIMARY KEY,
    list          TEXT NOT NULL,
    account       TEXT NOT NULL,
    file_name     TEXT NOT NULL,
    content       {bytes},                        -- gone as soon as it is read
    whole         BIGINT NOT NULL,             -- 1: what is not in it is taken out of the list
    state         TEXT NOT NULL,               -- waiting | ready | wrong | applying | applied | stale | failed
    rows_total    BIGINT NOT NULL DEFAULT 0,
    rows_done     BIGINT NOT NULL DEFAULT 0,
    counts        TEXT NOT NULL DEFAULT '{}',  -- JSON: added, changed, removed, unchanged, problems
    list_revision BIGINT NOT NULL DEFAULT 0,   -- the list the preview was made against
    created_at    BIGINT NOT NULL,
    leased_until  BIGINT NOT NULL DEFAULT 0,   -- until then a process is at work on it
    ended_at      BIGINT
);
CREATE INDEX list_import_waiting ON list_import (leased_until) WHERE state IN ('waiting', 'applying');
CREATE INDEX list_import_created ON list_import (created_at);

-- What a workbook would do, row by row, or what is wrong in it.
CREATE TABLE list_import_row (
    job      TEXT NOT NULL,
    kind     TEXT NOT NULL,                    -- added | changed | removed | problem
    position BIGINT NOT NULL,
    row_id   TEXT NOT NULL,
    body     TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (job, kind, position)
);

-- What is published already is in the catalogue; which power it derives from nobody has registered yet.
INSERT INTO catalogue_entry (id, name, type_code, department, position, state, words, revision, changed_by, changed_at)
SELECT id, name, type_code, department, position + 1, 'listed', LOWER(id || ' ' || name), 1, 'package', updated_at
FROM item;
