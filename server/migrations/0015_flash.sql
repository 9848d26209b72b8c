-- What a plain form carries to the next page when it is too long for cookies, for minutes; its key is in the cookie.

CREATE TABLE flash (
    key_hash   TEXT PRIMARY KEY,
    body       {bytes} NOT NULL,                 -- sealed: what was typed
    expires_at BIGINT NOT NULL
);
CREATE INDEX flash_expires ON flash (expires_at);
