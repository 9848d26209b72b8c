-- The log in the order of its pages, newest first: by person, by act, by object, and as a whole.
DROP INDEX audit_at;
DROP INDEX audit_actor;
DROP INDEX audit_object;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_action ON audit (action, at, id);
CREATE INDEX audit_object ON audit (object_kind, object_id, at, id);
DROP INDEX look_at;
DROP INDEX look_account;
DROP INDEX look_case;
CREATE INDEX look_at ON look (at, id);
CREATE INDEX look_account ON look (account, at, id);
CREATE INDEX look_case ON look (case_id, at, id);
