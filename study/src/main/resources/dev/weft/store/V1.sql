-- Times are milliseconds since 1970. What is not known, or no number, is NULL.
CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  experiment TEXT NOT NULL,
  dataset TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  folder TEXT,
  begun BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  ended BIGINT,
  epochs BIGINT NOT NULL,
  seconds DOUBLE PRECISION NOT NULL,
  host TEXT NOT NULL,
  process BIGINT NOT NULL,
  process_started BIGINT NOT NULL,
  study TEXT,
  trial TEXT,
  fold BIGINT,
  repetition BIGINT
);

CREATE INDEX run_folder ON run (folder);
CREATE INDEX run_study ON run (study);

CREATE TABLE parameter (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (run, name)
) ${clustered};

CREATE INDEX parameter_name ON parameter (name);

CREATE TABLE provenance (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (run, name)
) ${clustered};

CREATE INDEX provenance_name ON provenance (name);

CREATE TABLE metric (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value DOUBLE PRECISION,
  PRIMARY KEY (run, name)
) ${clustered};

CREATE INDEX metric_name ON metric (name);

-- Epochs are counted from 1.
CREATE TABLE epoch (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  name TEXT NOT NULL,
  value DOUBLE PRECISION,
  PRIMARY KEY (run, epoch, name)
) ${clustered};

CREATE TABLE tag (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (run, name)
) ${clustered};

-- What a run said of each image of a part (test, validation, out_of_fold): one deflated block, as ImagePredictions writes it.
CREATE TABLE prediction (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  part TEXT NOT NULL,
  content ${bytes} NOT NULL,
  PRIMARY KEY (run, part)
);
