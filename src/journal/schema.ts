/** Marks a SQLite file as a journal: the letters `LEAD`. */
export const APPLICATION_ID = 0x4c454144

/** Events of one trial lie side by side, because a trial is nearly always read as a whole. */
const TABLES = `
CREATE TABLE study (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, begun INTEGER NOT NULL, plan TEXT NOT NULL
) STRICT;
CREATE TABLE process (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pid INTEGER NOT NULL, host TEXT NOT NULL,
  start_marker TEXT NOT NULL, is_open INTEGER NOT NULL
) STRICT;
CREATE TABLE trial (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pair TEXT NOT NULL, system TEXT NOT NULL, sample TEXT NOT NULL,
  repeat INTEGER NOT NULL, arm TEXT NOT NULL, probe TEXT, parent TEXT, parent_step INTEGER,
  launch_order REAL NOT NULL, expects TEXT NOT NULL, status TEXT NOT NULL, launch_index INTEGER UNIQUE,
  attempts INTEGER NOT NULL
) STRICT;
CREATE TABLE attempt (
  trial INTEGER NOT NULL, n INTEGER NOT NULL, process INTEGER NOT NULL, lease_until INTEGER,
  spent INTEGER NOT NULL, reserved INTEGER NOT NULL, PRIMARY KEY (trial, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  trial INTEGER NOT NULL, seq INTEGER NOT NULL, attempt INTEGER NOT NULL, kind TEXT NOT NULL, wall INTEGER NOT NULL,
  monotonic REAL NOT NULL, process INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (trial, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE content (hash TEXT PRIMARY KEY, bytes ANY NOT NULL) STRICT;
CREATE TABLE snapshot (
  trial INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (trial, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  waiting INTEGER NOT NULL, running INTEGER NOT NULL, ended INTEGER NOT NULL,
  spent INTEGER NOT NULL, reserved INTEGER NOT NULL
) STRICT;
INSERT INTO tally VALUES (0, 0, 0, 0, 0);
`

const INDEXES = `
CREATE INDEX trial_waiting ON trial (launch_order, no) WHERE status = 'waiting';
CREATE INDEX attempt_held ON attempt (process) WHERE lease_until IS NOT NULL;
CREATE INDEX attempt_lease ON attempt (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX process_open ON process (no) WHERE is_open = 1;
`

/** The tally is what the counts would give; kept by the database itself, so that no writer can forget it. */
const TRIGGERS = `
CREATE TRIGGER trial_added AFTER INSERT ON trial BEGIN
  UPDATE tally SET waiting = waiting + 1;
END;
CREATE TRIGGER trial_moved AFTER UPDATE OF status ON trial WHEN OLD.status <> NEW.status BEGIN
  UPDATE tally SET
    waiting = waiting + (NEW.status = 'waiting') - (OLD.status = 'waiting'),
    running = running + (NEW.status = 'running') - (OLD.status = 'running'),
    ended = ended + (NEW.status = 'ended') - (OLD.status = 'ended');
END;
CREATE TRIGGER money_moved AFTER UPDATE OF spent, reserved ON attempt BEGIN
  UPDATE tally SET spent = spent + NEW.spent - OLD.spent, reserved = reserved + NEW.reserved - OLD.reserved;
END;
`

/** Everything that a new journal consists of. */
export const SCHEMA = TABLES + INDEXES + TRIGGERS
