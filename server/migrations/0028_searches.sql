-- What was searched for and found nothing, for those who keep the items. No person, place, address or time of day.

CREATE TABLE search_miss (
    words    TEXT PRIMARY KEY,               -- characters, letters and short numbers only; at most 30
    asked    BIGINT NOT NULL,
    days     BIGINT NOT NULL,                -- on how many different days; shown from the second on
    last_day TEXT NOT NULL
);
CREATE INDEX search_miss_shown ON search_miss (asked DESC, words) WHERE days > 1;
CREATE INDEX search_miss_day ON search_miss (last_day);
