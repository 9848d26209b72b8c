-- One table for everything counted. The order of the key serves the board: all towns over all months, one town or all
-- towns by month.
CREATE TABLE counter (
    scope_kind TEXT NOT NULL,                -- town | village | department | item | channel; the city is the sum of towns
    month      TEXT NOT NULL,                -- 2026-11; towns also have the sum of all months, as 'all'
    measure    TEXT NOT NULL,
    scope      TEXT NOT NULL,                -- the code or id of the town, village, department, item, channel
    town       TEXT NOT NULL,                -- departments and channels are kept by town, else ''
    bucket     BIGINT NOT NULL,              -- durations: the first working day of the bucket, else 0
    value      BIGINT NOT NULL,
    PRIMARY KEY (scope_kind, month, measure, scope, town, bucket)
);

-- What was counted is shown at once. The other scopes are counted from the record of every case: there is no mark in
-- `setting` yet of what the counters were counted by, so `jinban migrate` and every server see that this is due.
INSERT INTO counter (scope_kind, month, measure, scope, town, bucket, value)
    SELECT 'town', month, measure, town, '', 0, value FROM town_counter WHERE value <> 0;
INSERT INTO counter (scope_kind, month, measure, scope, town, bucket, value)
    SELECT 'town', 'all', measure, town, '', 0, CAST(SUM(value) AS BIGINT) FROM town_counter WHERE value <> 0
    GROUP BY measure, town;
INSERT INTO counter (scope_kind, month, measure, scope, town, bucket, value)
    SELECT 'item', month, measure, item, '', 0, value FROM item_counter WHERE value <> 0;

DROP TABLE town_counter;
DROP TABLE item_counter;
