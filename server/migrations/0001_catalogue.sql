-- The standard: places, offices, items and forms as the city package loaded them.
-- Columns are TEXT, BIGINT, DOUBLE PRECISION or BLOB/BYTEA only; flags are 0/1; times are UTC milliseconds;
-- dates are ISO text; JSON is text. The other engine's file of the same name differs in the byte type alone.

CREATE TABLE division (
    code       TEXT PRIMARY KEY,             -- 12 digits
    name       TEXT NOT NULL,
    tier       TEXT NOT NULL,                -- city | town | village
    parent     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    position   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX division_parent ON division (parent, position);
CREATE INDEX division_tier ON division (tier, position);

-- A place's hall: address, hours, phones, how to get there.
CREATE TABLE hall (
    place      TEXT PRIMARY KEY REFERENCES division (code),
    body       TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE department (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind       TEXT NOT NULL,                -- department | utility
    position   BIGINT NOT NULL DEFAULT 0,
    body       TEXT NOT NULL                 -- office, phones, hours (JSON)
);

-- The item as listed; what the guide says is the body of its version.
CREATE TABLE item (
    id         TEXT PRIMARY KEY,             -- JJ-MZ-04
    version    BIGINT NOT NULL,
    name       TEXT NOT NULL,
    plain_name TEXT NOT NULL,
    department TEXT NOT NULL REFERENCES department (id),
    theme      TEXT NOT NULL,
    type_code  TEXT NOT NULL,
    audience   TEXT NOT NULL,                -- person | firm | both
    tiers      TEXT NOT NULL,                -- JSON list of tiers
    case_type  TEXT NOT NULL,                -- instant | promised
    form_id    TEXT NOT NULL,
    published  BIGINT NOT NULL DEFAULT 1,
    position   BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL
);
CREATE INDEX item_department ON item (department, position);
CREATE INDEX item_theme ON item (theme, position);

-- Every version that was ever in force stays: a case keeps the one it was handed in under.
CREATE TABLE item_version (
    item       TEXT NOT NULL REFERENCES item (id),
    version    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (item, version)
);

-- What one place may add to the standard, with the completeness of the guide it makes.
CREATE TABLE local_guide (
    item       TEXT NOT NULL REFERENCES item (id),
    place      TEXT NOT NULL REFERENCES division (code),
    part       TEXT NOT NULL,                -- handle | collect | advise
    body       TEXT NOT NULL,
    required   BIGINT NOT NULL,
    filled     BIGINT NOT NULL,
    confirmed  BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (item, place)
);
CREATE INDEX local_guide_place ON local_guide (place, item);

CREATE TABLE form (
    id         TEXT NOT NULL,
    version    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE TABLE workday (
    day        TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,                -- holiday | makeup
    name       TEXT NOT NULL DEFAULT ''
);

CREATE TABLE milestone (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    due_on     TEXT NOT NULL,
    position   BIGINT NOT NULL DEFAULT 0,
    body       TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE town_milestone (
    town       TEXT NOT NULL REFERENCES division (code),
    milestone  TEXT NOT NULL REFERENCES milestone (id),
    reached_on TEXT,
    PRIMARY KEY (town, milestone)
);

CREATE TABLE setting (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT
);

CREATE TABLE package_load (
    id         TEXT PRIMARY KEY,
    city       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    counts     TEXT NOT NULL,                -- JSON
    loaded_at  BIGINT NOT NULL
);
CREATE INDEX package_load_at ON package_load (loaded_at);
