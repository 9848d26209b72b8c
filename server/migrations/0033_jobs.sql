-- Work that nobody waits for: one queue for all processes. Who takes a job holds it by a lease; what fails is tried
-- again after a pause; what fails too often is dead and waits for the administrator.

CREATE TABLE job (
    id           TEXT PRIMARY KEY,             -- of recurring work: its name and period, so that it is queued once
    name         TEXT NOT NULL,                -- the worker's
    dedup        TEXT,                         -- of one name no two with the same wait, and no two run
    payload      {bytes} NOT NULL,                -- sealed JSON
    priority     BIGINT NOT NULL,              -- the higher first
    most_tries   BIGINT NOT NULL,
    state        TEXT NOT NULL,                -- waiting | running | done | dead
    run_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    tries        BIGINT NOT NULL DEFAULT 0,
    why          TEXT,                         -- why it failed last, by a code
    last_error   TEXT,
    created_at   BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE UNIQUE INDEX job_dedup ON job (name, dedup) WHERE state = 'waiting' AND dedup IS NOT NULL;
CREATE INDEX job_open ON job (priority DESC, run_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_running ON job (name, dedup) WHERE state = 'running';
CREATE INDEX job_dead ON job (ended_at, id) WHERE state = 'dead';
CREATE INDEX job_done ON job (name, ended_at) WHERE state = 'done';

-- Messages to one recipient leave in their order; codes that expire neither wait nor are waited for.
ALTER TABLE outbox ADD COLUMN recipient TEXT;            -- keyed hash; none for what was queued before
ALTER TABLE outbox ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN expires_at BIGINT;
ALTER TABLE outbox ADD COLUMN why TEXT;                  -- why it failed last, by a code
ALTER TABLE outbox ADD COLUMN failed_at BIGINT;
CREATE INDEX outbox_recipient ON outbox (recipient, position) WHERE state = 'waiting' AND recipient IS NOT NULL;

-- What every process asks before it answers from its own copy: the name of what is current.
CREATE TABLE version (
    topic      TEXT PRIMARY KEY,               -- catalogue | calendar | lists
    value      TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
INSERT INTO version (topic, value, changed_at)
SELECT t.topic, p.id, p.loaded_at FROM package_load p
CROSS JOIN (SELECT 'catalogue' AS topic UNION ALL SELECT 'calendar') t
WHERE p.id = (SELECT id FROM package_load ORDER BY loaded_at DESC, id DESC LIMIT 1);
INSERT INTO version (topic, value, changed_at) SELECT 'lists', value, updated_at FROM setting WHERE name = 'lists';
DELETE FROM setting WHERE name = 'lists';
