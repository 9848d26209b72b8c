-- Cases on which the law acts by itself when a day has passed.
CREATE INDEX cases_notice_due ON cases (first_notice_due, id) WHERE open = 1 AND first_notice_due IS NOT NULL;
CREATE INDEX cases_correction_due ON cases (correction_due, id) WHERE open = 1 AND correction_due IS NOT NULL;
