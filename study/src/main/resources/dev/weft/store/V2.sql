-- Whose run it is, where a store is shared; empty of runs before there was this column.
ALTER TABLE run ADD COLUMN username TEXT NOT NULL DEFAULT '';

-- Its experiment file; empty of runs before there was this column.
ALTER TABLE run ADD COLUMN definition TEXT NOT NULL DEFAULT '';
