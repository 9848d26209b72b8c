-- The next day on which the law acts by itself on a case, in one column whatever it acts by: the daily job asks for what
-- has woken, and for nothing else. And what is marked in lists, by its code.

ALTER TABLE cases ADD COLUMN wake_on TEXT NOT NULL DEFAULT '9999-12-31';
ALTER TABLE cases ADD COLUMN marks TEXT NOT NULL DEFAULT '';
UPDATE cases SET wake_on = first_notice_due WHERE open = 1 AND state = 'submitted' AND first_notice_due IS NOT NULL;
UPDATE cases SET wake_on = correction_due
    WHERE open = 1 AND state = 'correction_requested' AND correction_due IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM case_event e WHERE e.case_id = cases.id AND e.kind = 'correction_lapsed');
UPDATE cases SET marks = 'lapsed'
    WHERE open = 1 AND state = 'correction_requested' AND EXISTS (
        SELECT 1 FROM case_event e WHERE e.case_id = cases.id AND e.kind = 'correction_lapsed');
CREATE INDEX cases_marked ON cases (marks, town, department, received_at, id) WHERE marks <> '';
DROP INDEX cases_notice_due;
DROP INDEX cases_correction_due;
CREATE INDEX cases_wake ON cases (wake_on, id) WHERE wake_on < '9999-12-31';
-- Dates that a longer calendar changes.
DROP INDEX cases_provisional;
CREATE INDEX cases_provisional ON cases (due_on, id, wake_on) WHERE provisional = 1;
