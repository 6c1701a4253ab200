-- The history of runs. An outcome that did not change is there once, however many runs came to it.
CREATE TABLE run (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,          -- when the run ended, ISO 8601 with the zone's offset
    program TEXT NOT NULL,          -- version of hazama
    packs   TEXT NOT NULL           -- id, version and SHA-256 of each pack, one a line
);
CREATE TABLE cases (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE       -- path below the folder of all cases
);
CREATE TABLE outcome (
    id        INTEGER PRIMARY KEY,
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    key       TEXT NOT NULL,        -- SHA-256 over inputs, program, packs and options
    hospital  TEXT,
    as_of     TEXT NOT NULL,        -- day of the review
    guideline TEXT NOT NULL,
    documents INTEGER NOT NULL,
    systems   INTEGER NOT NULL,
    UNIQUE (case_id, key)
);
CREATE TABLE run_case (
    run_id     INTEGER NOT NULL REFERENCES run (id),
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    outcome_id INTEGER REFERENCES outcome (id),
    error      TEXT,                -- why there is no outcome
    PRIMARY KEY (run_id, case_id),
    CHECK ((outcome_id IS NULL) <> (error IS NULL))
) WITHOUT ROWID;
CREATE TABLE verdict (
    outcome_id  INTEGER NOT NULL REFERENCES outcome (id),
    duty        TEXT NOT NULL,      -- such as bck.test
    system      TEXT NOT NULL,      -- id in the case's manifest
    system_name TEXT NOT NULL,
    vendor      TEXT,               -- name
    area        TEXT NOT NULL,
    title       TEXT NOT NULL,
    weight      INTEGER NOT NULL,   -- 1 to 3
    state       TEXT NOT NULL,      -- such as unassigned
    holder      TEXT,               -- hospital or vendor, where state is agreed
    priority    TEXT,               -- A, B or C where something is to be done
    claims      INTEGER NOT NULL,
    PRIMARY KEY (outcome_id, duty, system)
) WITHOUT ROWID;
CREATE INDEX verdict_by_duty ON verdict (duty, state);
-- Every verdict of every run: what most questions are asked of.
CREATE VIEW history AS
    SELECT run.id AS run, run.at, cases.name AS "case", outcome.hospital, outcome.as_of, verdict.*
    FROM run
    JOIN run_case ON run_case.run_id = run.id
    JOIN cases ON cases.id = run_case.case_id
    JOIN outcome ON outcome.id = run_case.outcome_id
    JOIN verdict ON verdict.outcome_id = outcome.id;
