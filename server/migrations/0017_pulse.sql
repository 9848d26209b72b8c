-- One row that health writes, to know that writing works.
CREATE TABLE pulse (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- How often a workbook was begun: one that ends the process that reads it is not begun for ever.
ALTER TABLE list_import ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
-- What was noticed while it was read and is no problem: sentences, as JSON.
ALTER TABLE list_import ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
