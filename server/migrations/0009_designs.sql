-- Forms in the making: part of the draft of an item's standard, gone with it.

CREATE TABLE form_design (
    item       TEXT PRIMARY KEY,
    revision   BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Each step with the form it left, undoing and redoing included: what two people's work is brought together from, and
-- the way back. The last hundred.
CREATE TABLE form_design_step (
    item        TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    form        TEXT NOT NULL,                  -- the base form (JSON)
    words       TEXT NOT NULL,                  -- what was done
    undo_to     BIGINT,                         -- the revision that undoing brings back
    redo_to     BIGINT,                         -- and redoing
    changed_by  TEXT NOT NULL,
    changed_at  BIGINT NOT NULL,
    PRIMARY KEY (item, revision)
);
