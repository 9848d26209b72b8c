-- What is over, newest first, without a look at any case that still waits; and what is looked for, narrowed to whom may
-- see it along the index itself. The first columns of those made anew are those they had: what they gave in order, they still do.

CREATE INDEX cases_over_town ON cases (town, received_at, id, department, item, channel)
    WHERE open = 0 AND state NOT IN ('granted', 'refused');
CREATE INDEX cases_over_department ON cases (department, received_at, id, town, item, channel)
    WHERE open = 0 AND state NOT IN ('granted', 'refused');

DROP INDEX cases_name;
DROP INDEX cases_name_head;
DROP INDEX cases_handler;
DROP INDEX cases_phone_tail;
CREATE INDEX cases_name ON cases (name_index, received_at, id, town, department, village);
CREATE INDEX cases_name_head ON cases (name_head, received_at, id, town, department, village, open, state);
CREATE INDEX cases_handler ON cases (handler_index, received_at, id, town, department, village)
    WHERE handler_index IS NOT NULL;
CREATE INDEX cases_phone_tail ON cases (phone_tail_index, received_at, id, town, department, village)
    WHERE phone_tail_index IS NOT NULL;
