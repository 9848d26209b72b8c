-- Staff accounts as pages keep them: found by a whole name, listed by role and by department.
ALTER TABLE account ADD COLUMN name_index TEXT;  -- staff only: keyed hash of the name
CREATE INDEX account_staff ON account (login) WHERE login IS NOT NULL;
CREATE INDEX account_staff_role ON account (role, login) WHERE login IS NOT NULL;
CREATE INDEX account_staff_department ON account (department, login) WHERE login IS NOT NULL;
CREATE INDEX account_staff_name ON account (name_index) WHERE name_index IS NOT NULL;

-- The list of accounts changes by workbook too.
INSERT INTO kept_list (name, revision, last_number) VALUES ('staff', 1, 0);
