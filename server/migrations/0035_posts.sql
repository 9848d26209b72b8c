-- Posts: what someone is, where, for which department, from when until when. An account holds one or several; a session
-- acts in one. The account's own columns keep its main post, by which lists find it and managers keep it.
CREATE TABLE post (
    id          TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES account (id),
    kind        TEXT NOT NULL,               -- own | substitute
    main        BIGINT NOT NULL DEFAULT 0,   -- 1: the account's main post
    role        TEXT NOT NULL,
    territory   TEXT NOT NULL,
    department  TEXT,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                        -- the last day; none: until it is ended
    for_account TEXT,                        -- substitutes: whose post it is
    for_post    TEXT,                        -- substitutes: which
    reason      TEXT NOT NULL DEFAULT '',
    created_by  TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX post_account ON post (account, from_day);
CREATE INDEX post_office ON post (territory, role, department) WHERE ended_at IS NULL;
CREATE INDEX post_substitutes ON post (for_post) WHERE for_post IS NOT NULL;

ALTER TABLE session ADD COLUMN post TEXT;     -- staff: the post it acts in
ALTER TABLE account ADD COLUMN last_post TEXT; -- staff: the one chosen last
ALTER TABLE audit ADD COLUMN post TEXT;       -- the post acted in
ALTER TABLE look ADD COLUMN post TEXT;
ALTER TABLE list_import ADD COLUMN post TEXT; -- the post it was brought in from

-- Everyone's one post of before, since the day the account was made, Beijing time. The days of the calendar are counted
-- here, because the engines write dates differently: days since 1970 to a year that begins in March.
INSERT INTO post (id, account, kind, main, role, territory, department, from_day, created_by, created_at, ended_at)
SELECT id, id, 'own', 1, role, territory, department,
       CAST(yoe + era * 400 + CASE WHEN mp < 10 THEN 0 ELSE 1 END AS TEXT) || '-'
       || SUBSTR(CAST(100 + CASE WHEN mp < 10 THEN mp + 3 ELSE mp - 9 END AS TEXT), 2) || '-'
       || SUBSTR(CAST(100 + doy - (153 * mp + 2) / 5 + 1 AS TEXT), 2),
       'migration', created_at, disabled_at
FROM (SELECT d.*, (5 * doy + 2) / 153 AS mp
      FROM (SELECT c.*, doe - (365 * yoe + yoe / 4 - yoe / 100) AS doy
            FROM (SELECT b.*, (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365 AS yoe
                  FROM (SELECT a.*, days - era * 146097 AS doe
                        FROM (SELECT z.*, days / 146097 AS era
                              FROM (SELECT id, role, territory, department, created_at, disabled_at,
                                           (created_at + 28800000) / 86400000 + 719468 AS days
                                    FROM account WHERE login IS NOT NULL AND territory IS NOT NULL) z) a) b) c) d) e;

UPDATE session SET post = account WHERE account IN (SELECT id FROM account WHERE login IS NOT NULL);
