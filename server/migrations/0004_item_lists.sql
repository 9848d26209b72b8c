-- Lists of items come in the catalogue's order, all of them or those of one audience.
CREATE INDEX item_listed ON item (published, position, id);
