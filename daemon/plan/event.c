/* Events and their JSON: each kind writes only what it has to say, by one row of a table. */
#include "plan/event.h"
#include <stdlib.h>

enum has { HAS_VALUE = 1, HAS_START = 2, HAS_DAYS = 4, HAS_UNDOES = 8, IS_UNDOABLE = 16 };
static const struct {
	const char *name;
	enum has has;
} kinds[EVENT_KINDS] = {
    [EVENT_NONE] = {"", 0},
    [EVENT_REPORT] = {"report", HAS_VALUE | IS_UNDOABLE},
    [EVENT_SIGN] = {"sign", IS_UNDOABLE},
    [EVENT_DONE] = {"done", IS_UNDOABLE},
    [EVENT_REOPEN] = {"reopen", IS_UNDOABLE},
    [EVENT_START] = {"start", HAS_START | IS_UNDOABLE},
    [EVENT_MOVE] = {"move", HAS_DAYS},
    [EVENT_ACCEPT] = {"accept", IS_UNDOABLE},
    [EVENT_RETURN] = {"return", IS_UNDOABLE},
    [EVENT_ASK] = {"ask", HAS_DAYS | IS_UNDOABLE},
    [EVENT_EXTEND] = {"extend", HAS_DAYS | IS_UNDOABLE},
    [EVENT_REFUSE] = {"refuse", IS_UNDOABLE},
    [EVENT_WAIVE] = {"waive", IS_UNDOABLE},
    [EVENT_ACK] = {"ack", IS_UNDOABLE},
    [EVENT_SNOOZE] = {"snooze", HAS_DAYS | IS_UNDOABLE},
    [EVENT_UNDO] = {"undo", HAS_UNDOES},
};

const char *event_kind_name(enum event_kind kind)
{
	return kind < EVENT_KINDS ? kinds[kind].name : "";
}

enum event_kind event_kind_parse(const char *name)
{
	for (int i = EVENT_NONE + 1; name && i < EVENT_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return (enum event_kind)i;
	return EVENT_NONE;
}

static bool has(const struct event *e, enum has what)
{
	return e->kind < EVENT_KINDS && (kinds[e->kind].has & what);
}

bool event_is_undoable(const struct event *e)
{
	return has(e, IS_UNDOABLE);
}

day event_day(const struct event *e, const struct zone *z)
{
	return e->on > 0 ? e->on : zone_day(z, e->at, NULL);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void events_standing(const struct events *all, struct arena *a, struct events *out)
{
	int64_t *undone = arena_alloc(a, (all->n + 1) * sizeof *undone);
	size_t n = 0;

	list_each (const struct event *, e, *all)
		if (e->kind == EVENT_UNDO)
			undone[n++] = e->undoes;
	if (n)
		qsort(undone, n, sizeof *undone, by_number);
	list_each (const struct event *, e, *all)
		if (e->kind != EVENT_UNDO &&
		    !(n && bsearch(&e->id, undone, n, sizeof *undone, by_number)))
			*list_push(a, out) = *e;
}

static void write_text(json_t *o, const char *key, const char *s)
{
	if (s)
		json_object_set_new(o, key, json_string(s));
}

static void write_day(json_t *o, const char *key, day d)
{
	char s[11];

	if (d == DAY_NONE || !d)
		return;
	civil_print(d, s);
	write_text(o, key, s);
}

static void write_flag(json_t *o, const char *key, bool flag)
{
	if (flag)
		json_object_set_new(o, key, json_true());
}

json_t *event_write(const struct event *e)
{
	json_t *o = json_object();

	write_text(o, "metric", e->metric);
	write_text(o, "unit", e->unit);
	if (has(e, HAS_VALUE))
		json_object_set_new(o, "value", json_real(e->value));
	write_day(o, "on", e->on);
	if (has(e, HAS_START))
		json_object_set_new(o, "start", json_integer(e->start));
	write_text(o, "label", e->label);
	write_text(o, "reason", e->reason);
	if (has(e, HAS_DAYS)) {
		write_day(o, "from", e->from);
		write_day(o, "to", e->to);
	}
	write_flag(o, "review", e->review);
	write_flag(o, "more", e->more);
	if (has(e, HAS_UNDOES))
		json_object_set_new(o, "undoes", json_integer(e->undoes));
	return o;
}

static const json_t *get(const json_t *o, const char *key)
{
	const json_t *value = json_object_get(o, key);

	return json_is_null(value) ? NULL : value;
}

static bool read_text(
    const json_t *o, const char *key, struct arena *a, const char **out, struct error *err)
{
	const json_t *value = get(o, key);

	if (value && !json_is_string(value))
		return error_set(err, "%s: expected text", key);
	*out = arena_dup(a, json_string_value(value));
	return true;
}

static bool read_day(const json_t *o, const char *key, day *out, struct error *err)
{
	const json_t *value = get(o, key);

	*out = DAY_NONE;
	if (value && (!json_is_string(value) || !civil_parse(json_string_value(value), out)))
		return error_set(err, "%s: expected a day YYYY-MM-DD", key);
	return true;
}

static bool read_integer(const json_t *o, const char *key, int64_t *out, struct error *err)
{
	const json_t *value = get(o, key);

	if (value && !json_is_integer(value))
		return error_set(err, "%s: expected a whole number", key);
	*out = json_integer_value(value);
	return true;
}

static bool read_flag(const json_t *o, const char *key, bool *out, struct error *err)
{
	const json_t *value = get(o, key);

	if (value && !json_is_boolean(value))
		return error_set(err, "%s: expected true or false", key);
	*out = json_is_true(value);
	return true;
}

static bool read_numbers(const json_t *o, struct event *e, struct error *err)
{
	const json_t *value = get(o, "value");

	if (value && !json_is_number(value))
		return error_set(err, "value: expected a number");
	e->value = json_number_value(value);
	return read_integer(o, "start", &e->start, err) &&
	       read_integer(o, "undoes", &e->undoes, err) &&
	       read_flag(o, "review", &e->review, err) && read_flag(o, "more", &e->more, err);
}

static bool read_texts(const json_t *o, struct arena *a, struct event *e, struct error *err)
{
	return read_text(o, "metric", a, &e->metric, err) &&
	       read_text(o, "unit", a, &e->unit, err) && read_text(o, "label", a, &e->label, err) &&
	       read_text(o, "reason", a, &e->reason, err);
}

bool event_read(const json_t *o, struct arena *a, struct event *out, struct error *err)
{
	struct event e = *out;

	if (!json_is_object(o))
		return error_set(err, "an event: expected an object");
	if (!read_texts(o, a, &e, err) || !read_numbers(o, &e, err) ||
	    !read_day(o, "on", &e.on, err) || !read_day(o, "from", &e.from, err) ||
	    !read_day(o, "to", &e.to, err))
		return false;
	*out = e;
	return true;
}
