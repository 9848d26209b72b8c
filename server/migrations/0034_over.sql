-- What is over, counted for a town and an office without leaving the index.
DROP INDEX cases_ended_town;
DROP INDEX cases_ended_department;
CREATE INDEX cases_ended_town ON cases (town, state, received_at, id, department, item, channel) WHERE open = 0;
CREATE INDEX cases_ended_department ON cases (department, state, received_at, id, town, item, channel) WHERE open = 0;
