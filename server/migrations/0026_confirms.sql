-- Whether the head has confirmed every element of a draft: what is published then is confirmed.
ALTER TABLE standard_draft ADD COLUMN confirms BIGINT NOT NULL DEFAULT 0;
