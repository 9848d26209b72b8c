-- What towns and villages keep themselves: lists, halls, closures; and what is handed down or entrusted how.

-- Kept by the offices here, list and hall: a city package no longer overwrites this place.
ALTER TABLE hall ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hall ADD COLUMN slots TEXT NOT NULL DEFAULT '';   -- appointment slots, a line each
ALTER TABLE hall ADD COLUMN no_phone BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hall ADD COLUMN no_hours BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hall ADD COLUMN list_changed_at BIGINT;           -- by a person; none: as the package said
UPDATE hall SET no_phone = CASE WHEN body LIKE '%"phone":null%' THEN 1 ELSE 0 END,
                no_hours = CASE WHEN body LIKE '%"hours":null%' THEN 1 ELSE 0 END;
CREATE INDEX hall_no_phone ON hall (place) WHERE no_phone = 1;
CREATE INDEX hall_no_hours ON hall (place) WHERE no_hours = 1;

-- What was found at a site, so that it is listed without reading every body.
ALTER TABLE local_guide ADD COLUMN seen_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE local_guide ADD COLUMN behind BIGINT NOT NULL DEFAULT 0;
ALTER TABLE local_guide ADD COLUMN hours_clash BIGINT NOT NULL DEFAULT 0;
ALTER TABLE local_guide ADD COLUMN gone BIGINT NOT NULL DEFAULT 0;
UPDATE local_guide SET
    seen_version = COALESCE((SELECT i.version FROM item i WHERE i.id = local_guide.item), 0),
    gone = COALESCE((SELECT 1 - i.published FROM item i WHERE i.id = local_guide.item), 1);
CREATE INDEX local_guide_behind ON local_guide (place, item) WHERE behind = 1;
CREATE INDEX local_guide_clash ON local_guide (place, item) WHERE hours_clash = 1;
CREATE INDEX local_guide_gone ON local_guide (place, item) WHERE gone = 1;

-- Offered by the standard at the place's tier and not in its list: said no, or said nothing yet.
CREATE TABLE local_choice (
    place      TEXT NOT NULL REFERENCES division (code),
    item       TEXT NOT NULL REFERENCES item (id),
    state      TEXT NOT NULL,                -- declined | undecided
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (place, item)
);
CREATE INDEX local_choice_item ON local_choice (item, place);
CREATE INDEX local_choice_undecided ON local_choice (place, item) WHERE state = 'undecided';

-- Days on which a place does not open. `whole`: the villages of the town, too.
CREATE TABLE closure (
    id         TEXT PRIMARY KEY,
    place      TEXT NOT NULL REFERENCES division (code),
    whole      BIGINT NOT NULL,
    from_day   TEXT NOT NULL,
    to_day     TEXT NOT NULL,
    reason     TEXT NOT NULL,                -- typhoon | holiday | training | works | other
    note       TEXT,
    added_by   TEXT NOT NULL,
    added_at   BIGINT NOT NULL
);
CREATE INDEX closure_place ON closure (place, to_day);

-- The map of what is handed down or entrusted: every item in force × town and village.
CREATE TABLE delegation (
    item       TEXT NOT NULL REFERENCES item (id),
    tier       TEXT NOT NULL,                -- town | village
    cell       TEXT NOT NULL,                -- not_offered | by_law | advice_only | gap | set | unfit
    is_open    BIGINT NOT NULL,              -- a gap, or what no longer fits
    most       TEXT,                         -- the most a site may do: handle | collect | advise; none: not offered
    mode       TEXT,                         -- transferred | entrusted | agency; none: nobody has said
    basis      TEXT,
    announced  TEXT,                         -- the announcement's name
    announced_on TEXT,
    announced_at TEXT,                       -- where it can be read
    note       TEXT,
    set_by     TEXT,
    set_at     BIGINT,
    PRIMARY KEY (item, tier)
);
CREATE INDEX delegation_open ON delegation (item, tier) WHERE is_open = 1;
CREATE INDEX delegation_mode ON delegation (mode, item, tier) WHERE mode IS NOT NULL;
INSERT INTO delegation (item, tier, cell, is_open, most)
SELECT i.id, t.tier,
    CASE WHEN i.tiers NOT LIKE '%"' || t.tier || '"%' THEN 'not_offered'
         WHEN t.tier = 'town' AND v.body LIKE '%"to_town":"statutory"%' THEN 'by_law'
         WHEN t.tier = 'village' AND v.body LIKE '%"agency":{"value":{"files":false%' THEN 'advice_only'
         ELSE 'gap' END,
    CASE WHEN i.tiers NOT LIKE '%"' || t.tier || '"%' THEN 0
         WHEN t.tier = 'town' AND v.body LIKE '%"to_town":"statutory"%' THEN 0
         WHEN t.tier = 'village' AND v.body LIKE '%"agency":{"value":{"files":false%' THEN 0
         ELSE 1 END,
    CASE WHEN i.tiers NOT LIKE '%"' || t.tier || '"%' THEN NULL
         WHEN t.tier = 'town' AND v.body LIKE '%"to_town":"none"%' THEN 'collect'
         WHEN t.tier = 'town' THEN 'handle'
         WHEN v.body LIKE '%"agency":{"value":{"files":false%' THEN 'advise'
         ELSE 'collect' END
FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version
CROSS JOIN (SELECT 'town' AS tier UNION ALL SELECT 'village') t
WHERE i.published = 1;

-- Who changed a list, a hall or an arrangement, when, in words. An arrangement's place is the city's.
CREATE TABLE place_event (
    id         TEXT PRIMARY KEY,
    place      TEXT NOT NULL,
    item       TEXT,
    words      TEXT NOT NULL,
    detail     TEXT,
    actor      TEXT NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX place_event_place ON place_event (place, at, id);
CREATE INDEX place_event_item ON place_event (item, at, id) WHERE item IS NOT NULL;

-- A change for many places that waits for its confirmation.
CREATE TABLE list_plan (
    id         TEXT PRIMARY KEY,
    actor      TEXT NOT NULL,
    ask        TEXT NOT NULL,                -- JSON
    made_at    BIGINT NOT NULL
);
CREATE INDEX list_plan_made ON list_plan (made_at);
