-- Greater with every change of a run, its note and its tags; 0 of runs before there was this column and not changed since.
ALTER TABLE run ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX run_changed ON run (changed);

-- When somebody asked the training to stop; 0 if nobody did since it began or went on.
ALTER TABLE run ADD COLUMN stop_asked BIGINT NOT NULL DEFAULT 0;

-- How far a training is, and what its last validation gave, as TrainingProgress writes them.
CREATE TABLE progress (
  run TEXT NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  position TEXT NOT NULL,
  validation TEXT NOT NULL
);
