-- A resident lets the agents of a village's station act for them. The table of before named one agent and was never
-- written to.
DROP TABLE mandate;
CREATE TABLE mandate (
    id        TEXT PRIMARY KEY,
    owner     TEXT NOT NULL REFERENCES account (id),
    station   TEXT NOT NULL,                 -- the village's code
    item      TEXT,                          -- for one item
    case_id   TEXT,                          -- for one case; neither: for anything
    from_day  TEXT NOT NULL,
    until_day TEXT NOT NULL,                 -- the last day
    given_at  BIGINT NOT NULL,
    ended_at  BIGINT
);
CREATE INDEX mandate_owner ON mandate (owner, station);
CREATE INDEX mandate_station ON mandate (station, until_day) WHERE ended_at IS NULL;
