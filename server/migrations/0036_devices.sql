-- Machines that are signed in: self-service kiosks and screens. Each is an account without login, name of a person or
-- phone; the account's name is the machine's. A code signs it in once; its hash is kept while it waits.
CREATE TABLE device (
    account    TEXT PRIMARY KEY REFERENCES account (id),
    code_index TEXT UNIQUE,
    code_until BIGINT,
    issued_by  TEXT NOT NULL,
    issued_at  BIGINT NOT NULL
);
CREATE INDEX account_device ON account (territory, role) WHERE role IN ('kiosk', 'screen');
