/* Reported lines into events. All lines are read and find their places before the first is applied: only then is it known
 * which line of a day is the file's last word on it, and what was on record before. */
#include "engine/sheets.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/crypto.h"
#include "base/utf8.h"
#include "engine/sheet_job.h"
#include "engine/sheet_record.h"
#include "engine/show.h"
#include "store/events.h"

enum {
	READ_AT_ONCE = 1000,
	TASKS_AT_ONCE = 100,
	LINES_TOLD = 50,
	LOOK_LATER_S = 60,
	WRITTEN_CAP_BYTES = 300
};

/* The name as it may stand in the history and in a letter. */
static char *repaired(struct arena *a, const char *name)
{
	const char *end = name + strlen(name);
	scope(text) out = {0};

	while (name < end)
		utf8_add(&out, utf8_next(&name, end));
	return arena_dup(a, text_get(&out));
}

static const char *hash_of(struct arena *a, const char *bytes, size_t n)
{
	unsigned char hash[SHA256_BYTES];
	scope(text) hex = {0};

	crypto_sha256(bytes, n, hash);
	crypto_add_hex(&hex, hash, sizeof hash);
	return arena_dup(a, text_get(&hex));
}

void sheets_open(
    struct engine *e, const char *name, const char *json, size_t n, struct sheet_job **out)
{
	struct sheet_job *j = calloc(1, sizeof *j);

	if (!j)
		abort();
	j->engine = e;
	j->json = j->next = arena_dupn(&j->arena, json, n);
	j->name = repaired(&j->arena, name);
	j->who = arena_printf(&j->arena, "file:%s", j->name);
	j->hash = hash_of(&j->arena, json, n);
	j->keys.arena = j->sames.arena = j->known.arena = j->touched.arena = &j->arena;
	j->told = json_array();
	*out = j;
}

void sheets_close(struct sheet_job *j)
{
	if (!j)
		return;
	places_close(j->places);
	json_decref(j->told);
	arena_release(&j->arena);
	free(j);
}

/* ---- 1. the lines */

/* An address in the column of units: a unit has no colon. */
static void put_right(struct sheet_line *l)
{
	const char **field = l->field;

	if (*field[SHEET_ADDRESS] || !strchr(field[SHEET_UNIT], ':'))
		return;
	field[SHEET_ADDRESS] = field[SHEET_UNIT];
	field[SHEET_UNIT] = "";
}

static void read_line(struct sheet_job *j, char *s, size_t n)
{
	struct entry *x = list_push(&j->arena, &j->entries);
	json_scope object = NULL;
	struct error err;

	if (!json_parse(s, n, "the reader", &object, &err) ||
	    !sheet_line_read(object, &j->arena, &x->line, &err))
		sheet_wrong(x, WRONG_ROW, arena_dup(&j->arena, err.s));
	else if (x->line.remark)
		sheet_wrong(x, WRONG_ROW, x->line.remark);
	if (x->wrong.wrong)
		return;
	put_right(&x->line);
	j->by_unit |= !*sheet_field(x, SHEET_ADDRESS);
}

static void read_lines(struct sheet_job *j)
{
	for (int i = 0; i < READ_AT_ONCE && *j->next; i++) {
		size_t n = strcspn(j->next, "\n");

		if (n)
			read_line(j, j->next, n);
		j->next += n + (j->next[n] == '\n');
	}
}

/* ---- 2. on record */

/* Is there nothing new in it? What the file itself said last of that day decides; of its earlier lines on that day, and of
 * a day on which it has said nothing yet, that it was said at all. */
static bool is_old(const struct sheet_job *j, const struct entry *x)
{
	const struct record *r = &j->records.at[x->key - 1];

	if (!r->last_mine)
		return j->said.at[x->same_on - 1];
	if (r->last_mine == x->same)
		return true;
	return r->final != (size_t)(x - j->entries.at) + 1 &&
	       (j->said.at[x->same - 1] & SAID_BY_FILE);
}

/* What is new is looked at when all of the file is there; should that never come, a little later. */
static bool touch(struct sheet_job *j, int64_t task, moment now, struct error *err)
{
	int *slot = lookup_slot(&j->touched, arena_printf(&j->arena, "%" PRId64, task));

	if (!*slot)
		*list_push(&j->arena, &j->tasks) = task;
	*slot = 1;
	return agenda_wake(j->engine->db, task, 0, now + LOOK_LATER_S, err);
}

static bool wake_touched(struct sheet_job *j, moment now, struct error *err)
{
	list_each (const int64_t *, task, j->tasks)
		if (!agenda_wake(j->engine->db, *task, 0, now, err))
			return false;
	return true;
}

static bool report(struct sheet_job *j, const struct entry *x, moment now, struct error *err)
{
	const char *note = sheet_field(x, SHEET_NOTE);
	const struct target *t = x->place->target;
	struct event e = {.at = now,
	    .kind = EVENT_REPORT,
	    .address = x->place->address,
	    .who = j->who,
	    .metric = t->metric,
	    .unit = t->unit,
	    .value = x->value,
	    .on = x->on,
	    .label = *note ? note : NULL,
	    .review = x->place->item->policy->review};

	if (!events_add(j->engine->db, &e, err) || !touch(j, x->place->task, now, err))
		return false;
	sheet_recall(j, x->place, &e);
	j->taken++;
	return true;
}

/* "市网信统筹局 政府数据集 = 75% (2018-12-03)" */
static char *written(struct arena *a, const struct entry *x)
{
	static const enum sheet_field where[] = {SHEET_ADDRESS, SHEET_UNIT, SHEET_METRIC};
	scope(text) out = {.cap = WRITTEN_CAP_BYTES};

	for (size_t i = 0; !x->line.remark && i < sizeof where / sizeof *where; i++)
		if (*sheet_field(x, where[i]))
			text_addf(&out, "%s%s", out.len ? " " : "", sheet_field(x, where[i]));
	if (*sheet_field(x, SHEET_VALUE))
		text_addf(&out, "%s= %s", out.len ? " " : "", sheet_field(x, SHEET_VALUE));
	if (out.len && *sheet_field(x, SHEET_DATE))
		text_addf(&out, " (%s)", sheet_field(x, SHEET_DATE));
	return arena_dup(a, text_get(&out));
}

/* Which field is to blame stands in the line itself: {"is_value": true, …}. */
static void refuse(struct sheet_job *j, const struct entry *x)
{
	static const char *const names[WRONGS] = {[WRONG_ROW] = "is_row",
	    [WRONG_ADDRESS] = "is_address",
	    [WRONG_UNIT] = "is_unit",
	    [WRONG_METRIC] = "is_metric",
	    [WRONG_SEVERAL] = "is_several",
	    [WRONG_VALUE] = "is_value",
	    [WRONG_DATE] = "is_date",
	    [WRONG_FUTURE] = "is_future"};
	json_t *o;

	if (++j->wrong > LINES_TOLD)
		return;
	o = json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "line", x->line.line,
	    "written", show_text(written(&j->arena, x)), "says", show_text(x->wrong.says),
	    "candidates", show_text(x->wrong.candidates), "address",
	    show_text(sheet_field(x, SHEET_ADDRESS)), "unit", show_text(sheet_field(x, SHEET_UNIT)),
	    "metric", show_text(sheet_field(x, SHEET_METRIC)), "value",
	    show_text(sheet_field(x, SHEET_VALUE)), "date", show_text(sheet_field(x, SHEET_DATE)));
	json_object_set_new(o, names[x->wrong.wrong], json_true());
	json_array_append_new(j->told, o);
}

static bool apply(struct sheet_job *j, const struct entry *x, moment now, struct error *err)
{
	if (!x->place)
		refuse(j, x);
	else if (is_old(j, x))
		j->skipped++;
	else
		return report(j, x, now, err);
	return true;
}

static bool apply_lines(struct sheet_job *j, moment now, struct error *err)
{
	for (int i = 0; i < LINES_AT_ONCE && j->applied < j->entries.n; i++)
		if (!apply(j, &j->entries.at[j->applied++], now, err))
			return false;
	return true;
}

/* ---- 3. what became of it */

static void summarize(const struct sheet_job *j, struct text *out)
{
	const json_t *line;
	size_t i;

	text_addf(out, "reports=%s taken=%d skipped=%d wrong=%d", j->name, j->taken, j->skipped,
	    j->wrong);
	json_array_foreach (j->told, i, line)
		text_addf(out, "\n%s:%lld: %s", j->name, (long long)json_get_int(line, "line", 0),
		    json_get_text(line, "says", ""));
}

/* The same contents as before, and nothing new in them: as if it had not been read. */
static bool conclude(struct sheet_job *j, moment now, struct text *summary, struct error *err)
{
	struct sheet_record old, fresh = {.name = j->name,
				     .hash = j->hash,
				     .at = now,
				     .taken = j->taken,
				     .skipped = j->skipped,
				     .wrong = j->wrong};
	scope(arena) a = {0};
	bool known;

	if (!sheet_record_get(j->engine, j->name, &a, &old, err))
		return false;
	known = old.hash && !strcmp(old.hash, j->hash);
	if (known && !j->taken)
		return true;
	summarize(j, summary);
	return sheet_record_put(j->engine, &fresh, err) &&
	       (known || !j->wrong || sheet_record_tell(j->engine, &fresh, j->told, err));
}

/* What needs a transaction, in one. */
static bool put(
    struct sheet_job *j, moment now, bool *done, struct text *summary, struct error *err)
{
	if (!apply_lines(j, now, err))
		return false;
	*done = j->applied == j->entries.n;
	return !*done || (wake_touched(j, now, err) && conclude(j, now, summary, err));
}

bool sheets_step(
    struct sheet_job *j, moment now, bool *done, struct text *summary, struct error *err)
{
	*done = false;
	if (!j->places)
		places_open(j->engine, now, &j->places);
	if (*j->next)
		read_lines(j);
	else if (j->by_unit && !j->loaded)
		return places_load(j->places, TASKS_AT_ONCE, &j->loaded, err);
	else if (j->resolved < j->entries.n)
		sheet_resolve(j, now);
	else
		return engine_begin(j->engine, err) &&
		       engine_finish(j->engine, put(j, now, done, summary, err), err);
	return true;
}

bool sheets_unreadable(
    struct engine *e, const char *name, const char *why, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct sheet_record old, fresh = {.name = repaired(&a, name),
				     .hash = hash_of(&a, why, strlen(why)),
				     .at = now,
				     .wrong = 1,
				     .unreadable = why};
	json_scope none = json_array();

	if (!sheet_record_get(e, fresh.name, &a, &old, err))
		return false;
	if (old.hash && !strcmp(old.hash, fresh.hash))
		return true;
	return engine_begin(e, err) &&
	       engine_finish(e,
		   sheet_record_put(e, &fresh, err) && sheet_record_tell(e, &fresh, none, err),
		   err);
}
