-- What changed in the published catalogue, in words, for the public list of changes and its feed.

CREATE TABLE catalogue_change (
    id         TEXT PRIMARY KEY,
    at         BIGINT NOT NULL,
    item       TEXT NOT NULL,
    name       TEXT NOT NULL,                -- as it was called then
    department TEXT NOT NULL,
    version    BIGINT NOT NULL,
    kind       TEXT NOT NULL,                -- added | revised | confirmed | withdrawn
    words      TEXT NOT NULL,                -- element by element: what stood there, what stands there (JSON)
    detail     TEXT                          -- the elements confirmed, or why it was withdrawn
);
CREATE INDEX catalogue_change_at ON catalogue_change (at, id);
CREATE INDEX catalogue_change_item ON catalogue_change (item, at, id);
CREATE INDEX catalogue_change_department ON catalogue_change (department, at, id);
