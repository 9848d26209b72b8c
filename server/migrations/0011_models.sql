-- Model guides, texts that wait for a decision, and elements that wait for confirmation.

-- A published version that others of its kind are measured by.
CREATE TABLE model_guide (
    item      TEXT PRIMARY KEY,
    version   BIGINT NOT NULL,
    type_code TEXT NOT NULL,
    theme     TEXT NOT NULL,
    marked_by TEXT NOT NULL,
    marked_at BIGINT NOT NULL
);
CREATE INDEX model_guide_kind ON model_guide (type_code, theme, item);

-- What one person wrote where another was faster: kept until that person has decided.
CREATE TABLE standard_clash (
    id        TEXT PRIMARY KEY,
    item      TEXT NOT NULL,
    account   TEXT NOT NULL,
    path      TEXT NOT NULL,
    body      TEXT NOT NULL,                   -- both texts (JSON)
    theirs_by TEXT NOT NULL,
    theirs_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX standard_clash_open ON standard_clash (item, account, path);

-- One row an element that the department has not confirmed, of what is published.
CREATE TABLE standard_waiting (
    item       TEXT NOT NULL,
    mark       TEXT NOT NULL,                  -- where its mark stands in the item
    department TEXT NOT NULL,
    item_at    BIGINT NOT NULL,                -- the item's place in the catalogue
    element_at BIGINT NOT NULL,                -- the element's place on the sheet
    label      TEXT NOT NULL,
    words      TEXT NOT NULL,
    PRIMARY KEY (item, mark)
);
CREATE INDEX standard_waiting_department ON standard_waiting (department, item_at, item, element_at);
CREATE INDEX standard_waiting_all ON standard_waiting (item_at, item, element_at);

CREATE INDEX item_in_order ON item (position, id);
CREATE INDEX item_unconfirmed ON item (department, position, id) WHERE unconfirmed > 0;
CREATE INDEX item_unconfirmed_all ON item (position, id) WHERE unconfirmed > 0;
CREATE INDEX standard_draft_at ON standard_draft (stage, item);
