/* Events and their JSON: each kind writes only what it has to say, by one row of a table. */
#include "plan/event.h"

enum has { HAS_VALUE = 1, HAS_START = 2, HAS_DAYS = 4 };
static const struct {
	const char *name;
	enum has has;
} kinds[EVENT_KINDS] = {
    [EVENT_NONE] = {"", 0},
    [EVENT_REPORT] = {"report", HAS_VALUE},
    [EVENT_SIGN] = {"sign", 0},
    [EVENT_DONE] = {"done", 0},
    [EVENT_REOPEN] = {"reopen", 0},
    [EVENT_START] = {"start", HAS_START},
    [EVENT_MOVE] = {"move", HAS_DAYS},
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

static void write_text(json_t *o, const char *key, const char *s)
{
	if (s)
		json_object_set_new(o, key, json_string(s));
}

static void write_day(json_t *o, const char *key, day d)
{
	char s[11];

	if (d == DAY_NONE)
		return;
	civil_print(d, s);
	write_text(o, key, s);
}

json_t *event_write(const struct event *e)
{
	json_t *o = json_object();
	enum has has = e->kind < EVENT_KINDS ? kinds[e->kind].has : 0;

	write_text(o, "metric", e->metric);
	write_text(o, "unit", e->unit);
	if (has & HAS_VALUE)
		json_object_set_new(o, "value", json_real(e->value));
	if (has & HAS_START)
		json_object_set_new(o, "start", json_integer(e->start));
	write_text(o, "label", e->label);
	write_text(o, "reason", e->reason);
	if (has & HAS_DAYS) {
		write_day(o, "from", e->from);
		write_day(o, "to", e->to);
	}
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

static bool read_numbers(const json_t *o, struct event *e, struct error *err)
{
	const json_t *value = get(o, "value"), *start = get(o, "start");

	if (value && !json_is_number(value))
		return error_set(err, "value: expected a number");
	if (start && !json_is_integer(start))
		return error_set(err, "start: expected seconds since 1970");
	e->value = json_number_value(value);
	e->start = json_integer_value(start);
	return true;
}

bool event_read(const json_t *o, struct arena *a, struct event *out, struct error *err)
{
	struct event e = *out;

	if (!json_is_object(o))
		return error_set(err, "an event: expected an object");
	if (!read_text(o, "metric", a, &e.metric, err) || !read_text(o, "unit", a, &e.unit, err) ||
	    !read_text(o, "label", a, &e.label, err) ||
	    !read_text(o, "reason", a, &e.reason, err) || !read_numbers(o, &e, err) ||
	    !read_day(o, "from", &e.from, err) || !read_day(o, "to", &e.to, err))
		return false;
	*out = e;
	return true;
}
