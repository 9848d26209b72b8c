-- A case is for whom its form names; who handles it for them is found by name too. Filled in for older cases by the
-- hourly sweep, which has the keys.
ALTER TABLE cases ADD COLUMN handler_index TEXT;
ALTER TABLE cases ADD COLUMN number_index TEXT;
CREATE INDEX cases_handler ON cases (handler_index, received_at, id) WHERE handler_index IS NOT NULL;
CREATE INDEX cases_citizen ON cases (number_index, received_at, id) WHERE number_index IS NOT NULL;
CREATE INDEX cases_unnamed ON cases (id) WHERE handler_index IS NULL;
