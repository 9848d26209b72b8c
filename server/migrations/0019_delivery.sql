-- Decided and not delivered is work: it has a list and a due date. And what is typed into the search goes along an
-- index: parts of a number and the surname.

ALTER TABLE cases ADD COLUMN name_head TEXT;                      -- the first character of the masked name
ALTER TABLE cases ADD COLUMN number_key TEXT{bytewise} NOT NULL DEFAULT '';   -- 115K7Q2X4
ALTER TABLE cases ADD COLUMN number_tail TEXT{bytewise} NOT NULL DEFAULT '';  -- K7Q2X4
UPDATE cases SET
    name_head = substr(applicant_masked, 1, 1),
    number_key = replace(substr(number, 4), '-', ''),
    number_tail = replace(substr(number, 8), '-', '');
CREATE INDEX cases_name_head ON cases (name_head, received_at, id);
CREATE INDEX cases_by_number_key ON cases (number_key);
CREATE INDEX cases_by_number_tail ON cases (number_tail);

-- What waits for delivery, by who may see it, in order of the due date. The due dates of cases decided before are
-- worked out by the job that lets time pass.
CREATE INDEX cases_delivery_due ON cases (due_on, id, town, department, state, item, channel, assignee)
    WHERE state IN ('granted', 'refused');
CREATE INDEX cases_delivery_town ON cases (town, due_on, id, department, state, item, channel, assignee)
    WHERE state IN ('granted', 'refused');
CREATE INDEX cases_delivery_department ON cases (department, due_on, id, town, state, item, channel, assignee)
    WHERE state IN ('granted', 'refused');
CREATE INDEX cases_delivery_village ON cases (village, due_on, id, department, state, item, channel, assignee)
    WHERE state IN ('granted', 'refused');
CREATE INDEX cases_delivery_assignee ON cases (assignee, due_on, id, state) WHERE state IN ('granted', 'refused');

-- What is over, by stage and newest first.
CREATE INDEX cases_ended_state ON cases (state, received_at, id) WHERE open = 0;
CREATE INDEX cases_ended_town ON cases (town, state, received_at, id) WHERE open = 0;
CREATE INDEX cases_ended_department ON cases (department, state, received_at, id) WHERE open = 0;
CREATE INDEX cases_ended_assignee ON cases (assignee, received_at, id) WHERE open = 0;
