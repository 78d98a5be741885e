/* The schema, step by step. Hot rows (deliveries, reminders) are small and their indexes partial:
 * what is finished leaves them, so that a claim costs the same after ten years. */
#include "store/migrations.h"

static const char schema_1[] =
    /* A notice's head as plan_json writes it, without its tasks. */
    "CREATE TABLE notices ("
    " id TEXT PRIMARY KEY, head TEXT NOT NULL, known INTEGER NOT NULL, retired INTEGER);"
    /* body: the task as plan_json_write_task writes it. */
    "CREATE TABLE tasks ("
    " id INTEGER PRIMARY KEY, notice TEXT NOT NULL REFERENCES notices (id), key TEXT NOT NULL,"
    " position INTEGER NOT NULL, body TEXT NOT NULL, known INTEGER NOT NULL, retired INTEGER,"
    " UNIQUE (notice, key));"
    "CREATE INDEX tasks_placed ON tasks (notice, position);"
    /* known: since when the milestone stands as it does; at: when it may next have something to
       say, NULL: never. */
    "CREATE TABLE agenda ("
    " task INTEGER NOT NULL REFERENCES tasks (id), milestone INTEGER NOT NULL, known INTEGER NOT "
    "NULL,"
    " at INTEGER, PRIMARY KEY (task, milestone)) WITHOUT ROWID;"
    "CREATE INDEX agenda_next ON agenda (at) WHERE at IS NOT NULL;"
    /* What happened. Append-only, and the database itself sees to it. */
    "CREATE TABLE events ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, notice TEXT NOT NULL, task TEXT "
    "NOT NULL,"
    " milestone INTEGER NOT NULL, occurrence TEXT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,"
    " detail TEXT NOT NULL);"
    "CREATE INDEX events_of ON events (notice, task, milestone);"
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events"
    " BEGIN SELECT RAISE (ABORT, 'what happened is never rewritten'); END;"
    "CREATE TRIGGER events_last BEFORE DELETE ON events"
    " BEGIN SELECT RAISE (ABORT, 'what happened is never rewritten'); END;"
    /* One stage of one occurrence for one recipient: the key makes a repeat impossible. `due` is in
     * it, for a day that moved is told again. state: 0 waiting for its slot `at`, 1 said in
     * `message`, 2 dropped. */
    "CREATE TABLE reminders ("
    " id INTEGER PRIMARY KEY, task INTEGER NOT NULL REFERENCES tasks (id), milestone INTEGER NOT "
    "NULL,"
    " occurrence TEXT NOT NULL, due INTEGER NOT NULL, key TEXT NOT NULL, channel TEXT NOT NULL,"
    " recipient TEXT NOT NULL, unit TEXT NOT NULL, stage INTEGER NOT NULL, repeat INTEGER NOT NULL,"
    " timed INTEGER NOT NULL, day INTEGER NOT NULL, instant INTEGER NOT NULL, at INTEGER NOT NULL,"
    " late INTEGER NOT NULL, merged INTEGER NOT NULL, state INTEGER NOT NULL, message TEXT,"
    " UNIQUE (task, milestone, occurrence, due, key, channel, recipient));"
    "CREATE INDEX reminders_next ON reminders (at) WHERE state = 0;"
    "CREATE INDEX reminders_owed ON reminders (channel, recipient, at) WHERE state = 0;"
    "CREATE INDEX reminders_in ON reminders (message) WHERE message IS NOT NULL;"
    /* A letter on its way. state: 0 queued, 1 sending, 2 sent, 3 expired, 4 dead. `endpoint` since
       it was claimed. */
    "CREATE TABLE deliveries ("
    " id INTEGER PRIMARY KEY, letter TEXT NOT NULL UNIQUE, message TEXT NOT NULL, channel TEXT NOT "
    "NULL,"
    " recipient TEXT NOT NULL, state INTEGER NOT NULL, tries INTEGER NOT NULL, next INTEGER NOT "
    "NULL,"
    " created INTEGER NOT NULL, ended INTEGER, endpoint INTEGER, reason TEXT);"
    "CREATE INDEX deliveries_queued ON deliveries (channel, next, id) WHERE state = 0;"
    "CREATE INDEX deliveries_waiting ON deliveries (channel, recipient) WHERE state = 0;"
    "CREATE INDEX deliveries_flying ON deliveries (endpoint) WHERE state = 1;"
    "CREATE INDEX deliveries_sent ON deliveries (channel, ended) WHERE state = 2;"
    "CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 4;"
    "CREATE INDEX deliveries_of ON deliveries (message);"
    /* Their bytes apart from them: a claim moves small rows only. */
    "CREATE TABLE contents ("
    " delivery INTEGER PRIMARY KEY REFERENCES deliveries (id), subject TEXT NOT NULL, body BLOB "
    "NOT NULL);"
    /* Where channels end: waits and buckets. */
    "CREATE TABLE endpoints ("
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, until INTEGER NOT NULL, failures INTEGER "
    "NOT NULL,"
    " reason TEXT, tokens REAL NOT NULL, filled INTEGER NOT NULL);"
    /* Channels that stand still until somebody mends them. */
    "CREATE TABLE holds ("
    " channel TEXT PRIMARY KEY, since INTEGER NOT NULL, reason TEXT NOT NULL);"
    "CREATE TABLE dead_addresses ("
    " channel TEXT NOT NULL, recipient TEXT NOT NULL, since INTEGER NOT NULL, reason TEXT NOT NULL,"
    " PRIMARY KEY (channel, recipient)) WITHOUT ROWID;";

static const char schema_2[] =
    /* Since when an endpoint fails without a break (0: it does not); network: was it not reached at all (1), and woken
       since then by a success elsewhere (2)? month, requests, warned: its tally. */
    "ALTER TABLE endpoints ADD COLUMN since INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE endpoints ADD COLUMN network INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE endpoints ADD COLUMN month INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE endpoints ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE endpoints ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;"
    /* The channel in whose place a reminder goes out; NULL: its own. */
    "ALTER TABLE reminders ADD COLUMN instead TEXT;"
    /* What was said between us and the other side when a channel was tested. */
    "CREATE TABLE dialogues (delivery INTEGER PRIMARY KEY, words TEXT NOT NULL);";

static const char schema_3[] =
    /* How many of its tries may have been received though no answer came. */
    "ALTER TABLE deliveries ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX deliveries_doubted ON deliveries (channel, created) WHERE in_doubt > 0;"
    /* What a new message replaces is found by its reminders; an index less moves with each claim. */
    "DROP INDEX deliveries_waiting;";

const char *const migrations[] = {schema_1, schema_2, schema_3};
const size_t migrations_n = sizeof migrations / sizeof *migrations;
