PRAGMA application_id = 1279607108;
PRAGMA user_version = 1;
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
CREATE INDEX trial_waiting ON trial (launch_order, no) WHERE status = 'waiting';
CREATE INDEX attempt_held ON attempt (process) WHERE lease_until IS NOT NULL;
CREATE INDEX attempt_lease ON attempt (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX process_open ON process (no) WHERE is_open = 1;
INSERT INTO study VALUES ('dbf9868785714c2519824d5a01bea297', 'format 1', 1700000000000, '{"id":"dbf9868785714c2519824d5a01bea297","name":"format 1","systems":[],"samples":[],"probes":[]}');
INSERT INTO process VALUES (1, 'first', 999999999, 'far-host', '', 0);
INSERT INTO trial VALUES (1, 'one', 'pair of one', 'system', 'sample', 0, 'baseline', NULL, NULL, NULL, 0, 'solution', 'ended', 0, 1);
INSERT INTO trial VALUES (2, 'two', 'pair of two', 'system', 'sample', 0, 'varied', '{"intervention":"error-first-n","dose":{"calls":2}}', 'one', 4, 0.5, 'infeasible', 'waiting', NULL, 0);
INSERT INTO attempt VALUES (1, 1, 1, NULL, 123000, 0);
INSERT INTO event VALUES (1, 0, 1, 'attempt-started', 1700000000000, 0.25, 1, '{"kind":"attempt-started","owner":"attempt 1"}');
INSERT INTO event VALUES (1, 1, 1, 'trial-started', 1700000000000, 0.25, 1, '{"kind":"trial-started","messages":["first","second"],"toolsHash":"tools","stateHash":"state"}');
INSERT INTO event VALUES (1, 2, 1, 'trial-forked', 1700000000000, 0.25, 1, '{"kind":"trial-forked","parent":{"trialId":"parent","step":4},"attempt":2,"stateHash":"state"}');
INSERT INTO event VALUES (1, 3, 1, 'trial-resumed', 1700000000000, 0.25, 1, '{"kind":"trial-resumed","afterSeq":1000000,"repeatedAsks":1}');
INSERT INTO event VALUES (1, 4, 1, 'operator-spoke', 1700000000000, 0.25, 1, '{"kind":"operator-spoke","step":3,"messageHash":"message"}');
INSERT INTO event VALUES (1, 5, 1, 'tools-offered', 1700000000000, 0.25, 1, '{"kind":"tools-offered","step":3,"toolsHash":"tools"}');
INSERT INTO event VALUES (1, 6, 1, 'model-asked', 1700000000000, 0.25, 1, '{"kind":"model-asked","step":3,"added":["message"],"toolsHash":"tools","evidenceOf":["tool-renamed"]}');
INSERT INTO event VALUES (1, 7, 1, 'model-asked', 1700000000000, 0.25, 1, '{"kind":"model-asked","step":4,"added":[],"toolsHash":"tools"}');
INSERT INTO event VALUES (1, 8, 1, 'model-answered', 1700000000000, 0.25, 1, '{"kind":"model-answered","step":3,"messageHash":"message","stop":"calls","usage":{"inputTokens":10,"outputTokens":0},"costUsd":0.000123,"latencyMs":12.5}');
INSERT INTO event VALUES (1, 9, 1, 'model-answered', 1700000000000, 0.25, 1, '{"kind":"model-answered","step":4,"messageHash":"message","stop":"refusal","latencyMs":0}');
INSERT INTO event VALUES (1, 10, 1, 'tool-called', 1700000000000, 0.25, 1, '{"kind":"tool-called","step":3,"call":{"id":"call-1","name":"look","arguments":{"at":"dock","nested":{"list":[1,null,"é"]}}},"passed":{"name":"look_around","arguments":{}}}');
INSERT INTO event VALUES (1, 11, 1, 'tool-called', 1700000000000, 0.25, 1, '{"kind":"tool-called","step":3,"call":{"id":"call-1","name":"look","arguments":{"at":"dock","nested":{"list":[1,null,"é"]}}}}');
INSERT INTO event VALUES (1, 12, 1, 'tool-returned', 1700000000000, 0.25, 1, '{"kind":"tool-returned","step":3,"callId":"call-1","messageHash":"message","isError":true}');
INSERT INTO event VALUES (1, 13, 1, 'tool-failed', 1700000000000, 0.25, 1, '{"kind":"tool-failed","step":3,"callId":"call-1","message":"line one\nline two \u0000 🚢"}');
INSERT INTO event VALUES (1, 14, 1, 'transport-failed', 1700000000000, 0.25, 1, '{"kind":"transport-failed","step":3,"vendor":"stand-in","status":503,"isRetryable":true}');
INSERT INTO event VALUES (1, 15, 1, 'transport-failed', 1700000000000, 0.25, 1, '{"kind":"transport-failed","step":3,"vendor":"stand-in","isRetryable":false}');
INSERT INTO event VALUES (1, 16, 1, 'intervention-applied', 1700000000000, 0.25, 1, '{"kind":"intervention-applied","receipt":{"intervention":"tool-renamed","seam":"tool-list","arm":"varied","step":3,"opportunity":0,"place":"look","beforeHash":"before","afterHash":"after"}}');
INSERT INTO event VALUES (1, 17, 1, 'checkpoint-reached', 1700000000000, 0.25, 1, '{"kind":"checkpoint-reached","step":3,"id":"half","progress":7}');
INSERT INTO event VALUES (1, 18, 1, 'snapshot-taken', 1700000000000, 0.25, 1, '{"kind":"snapshot-taken","step":3,"stateHash":"state","moment":"before-delivery"}');
INSERT INTO event VALUES (1, 19, 1, 'trial-ended', 1700000000000, 0.25, 1, '{"kind":"trial-ended","step":5,"end":{"kind":"limit","limit":"tokens"},"claim":"unstated"}');
INSERT INTO event VALUES (1, 20, 1, 'trial-ended', 1700000000000, 0.25, 1, '{"kind":"trial-ended","step":5,"end":{"kind":"void","cause":"environment","message":"broke"},"claim":"unknown"}');
INSERT INTO event VALUES (1, 21, 1, 'trial-scored', 1700000000000, 0.25, 1, '{"kind":"trial-scored","outcome":{"kind":"failed","steps":5,"derailedAtStep":2},"score":0.25,"evidence":["red is not delivered"],"progress":7}');
INSERT INTO event VALUES (1, 22, 1, 'trial-scored', 1700000000000, 0.25, 1, '{"kind":"trial-scored","outcome":{"kind":"void","cause":"scorer"},"evidence":[],"progress":0}');
INSERT INTO event VALUES (1, 23, 1, 'attempt-ended', 1700000000000, 0.25, 1, '{"kind":"attempt-ended","reason":"scored"}');
INSERT INTO content VALUES ('45c64a701df8ff2bfd81761e7d50e70c', '"short"');
INSERT INTO content VALUES ('afd53f1ce3f5083e63ee219e61e54ee4', x'7801edd4310d00000803302b04733c04fc7f88e0ed3301cbd6ec9d0aa1033b700314909084242421094948421292908424242109494842129290842f09f300001f7fbd');
INSERT INTO snapshot VALUES (1, 1, 'state');
INSERT INTO snapshot VALUES (1, 2, 'state');
INSERT INTO snapshot VALUES (1, 18, 'state');
INSERT INTO tally VALUES (1, 0, 1, 123000, 0);
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
