/* JSON → notice. Every getter names its key in the error and every loop puts its place in front of it, so that a
 * mistake deep inside reads `tasks[3].deadlines[0].due: expected …`. */
#include "plan/plan_json.h"
#include "base/utf8.h"
#include "plan/keys.h"
#include <limits.h>

enum { FOUND_BYTES = 60 };

/* `.KEY: expected WHAT, found VALUE`, cut where the value is long; key "": the value itself. */
static bool refuse(const char *key, const char *what, const json_t *value, struct error *err)
{
	scope(text) found = {0};
	bool cut;

	if (value)
		json_add(value, &found);
	else
		text_add(&found, "nothing");
	cut = found.len > FOUND_BYTES;
	return error_set(err, "%s%s: expected %s, found %.*s%s", *key ? "." : "", key, what,
	    (int)(cut ? utf8_cut(text_get(&found), FOUND_BYTES) : found.len), text_get(&found),
	    cut ? "…" : "");
}

/* The path is complete: it opens with a key, or with `whole` where the value itself is wrong. */
static bool refuse_whole(const char *whole, struct error *err)
{
	if (err && err->s[0] == '.')
		memmove(err->s, err->s + 1, strlen(err->s));
	else
		error_prefix(err, "%s", whole);
	return false;
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
		return refuse(key, "text", value, err);
	if (value)
		*out = arena_dup(a, json_string_value(value));
	return true;
}

static bool read_day(const json_t *o, const char *key, day *out, struct error *err)
{
	const json_t *value = get(o, key);

	*out = DAY_NONE;
	if (value && (!json_is_string(value) || !civil_parse(json_string_value(value), out)))
		return refuse(key, "a day YYYY-MM-DD", value, err);
	return true;
}

static bool read_int(const json_t *o, const char *key, int *out, struct error *err)
{
	const json_t *value = get(o, key);
	json_int_t n = json_integer_value(value);

	if (value && (!json_is_integer(value) || n < 0 || n > INT_MAX))
		return refuse(key, "a whole number from 0", value, err);
	*out = (int)n;
	return true;
}

static bool read_bool(const json_t *o, const char *key, bool *out, struct error *err)
{
	const json_t *value = get(o, key);

	if (value && !json_is_boolean(value))
		return refuse(key, "true or false", value, err);
	*out = json_is_true(value);
	return true;
}

/* The list of a key, NULL where it is absent. */
static bool read_list(const json_t *o, const char *key, const json_t **out, struct error *err)
{
	*out = get(o, key);
	return !*out || json_is_array(*out) || refuse(key, "a list", *out, err);
}

static bool read_names(
    const json_t *o, const char *key, struct arena *a, struct names *out, struct error *err)
{
	const json_t *list, *value;
	size_t i;

	if (!read_list(o, key, &list, err))
		return false;
	json_array_foreach (list, i, value) {
		if (!json_is_string(value)) {
			refuse("", "text", value, err);
			return error_prefix(err, ".%s[%zu]", key, i);
		}
		*list_push(a, out) = arena_dup(a, json_string_value(value));
	}
	return true;
}

/* What a target and its condition share. */
static bool read_bound(const json_t *o, struct arena *a, struct target *out, struct error *err)
{
	const json_t *value = get(o, "value");

	if (!json_is_object(o))
		return refuse("", "an object", o, err);
	if (!(out->op = op_parse(json_get_text(o, "op", NULL))))
		return refuse("op", "one of >= <= = > <", get(o, "op"), err);
	if (!json_is_number(value))
		return refuse("value", "a number", value, err);
	out->value = json_number_value(value);
	out->metric = out->unit = "";
	return read_text(o, "metric", a, &out->metric, err) &&
	       read_text(o, "unit", a, &out->unit, err) && read_day(o, "due", &out->due, err) &&
	       read_bool(o, "approximate", &out->approximate, err);
}

static bool read_target(const json_t *o, struct arena *a, struct target *out, struct error *err)
{
	const json_t *condition = get(o, "condition");

	if (!read_bound(o, a, out, err))
		return false;
	if (!condition)
		return true;
	out->condition = arena_alloc(a, sizeof *out->condition);
	return read_bound(condition, a, out->condition, err) || error_prefix(err, ".condition");
}

static bool read_targets(const json_t *o, struct arena *a, struct milestone *m, struct error *err)
{
	const json_t *list, *value;
	size_t i;

	if (!read_list(o, "targets", &list, err))
		return false;
	json_array_foreach (list, i, value)
		if (!read_target(value, a, list_push(a, &m->targets), err))
			return error_prefix(err, ".targets[%zu]", i);
	return true;
}

static bool read_kind(const json_t *o, enum milestone_kind *out, struct error *err)
{
	const char *name = json_get_text(o, "kind", "");

	*out = milestone_kind_parse(name);
	return *out || strcmp(name, milestone_kind_name(*out)) == 0 ||
	       refuse(
		   "kind", "one of date, recurring, relative, ongoing, none", get(o, "kind"), err);
}

static bool read_source(const json_t *o, struct arena *a, struct milestone *m, struct error *err)
{
	const json_t *source = get(o, "source");

	if (source && !json_is_object(source))
		return refuse("source", "an object", source, err);
	return (read_int(source, "line", &m->line, err) &&
		   read_text(source, "text", a, &m->source, err)) ||
	       error_prefix(err, ".source");
}

static bool read_milestone(const json_t *o, struct arena *a, struct milestone *m, struct error *err)
{
	if (!json_is_object(o))
		return refuse("", "an object", o, err);
	return read_kind(o, &m->kind, err) && read_day(o, "due", &m->due, err) &&
	       read_day(o, "start", &m->start, err) &&
	       read_day(o, "alt_due", &m->alternative, err) &&
	       read_text(o, "recurrence", a, &m->recurrence, err) &&
	       read_text(o, "relative", a, &m->relative, err) &&
	       read_text(o, "explanation", a, &m->explanation, err) && read_source(o, a, m, err) &&
	       read_targets(o, a, m, err) && read_int(o, "no", &m->no, err) &&
	       read_day(o, "since", &m->since, err) && read_bool(o, "retired", &m->retired, err);
}

static bool read_milestones(const json_t *o, struct arena *a, struct task *t, struct error *err)
{
	const json_t *list, *value;
	size_t i;

	if (!read_list(o, "deadlines", &list, err))
		return false;
	json_array_foreach (list, i, value)
		if (!read_milestone(value, a, list_push(a, &t->milestones), err))
			return error_prefix(err, ".deadlines[%zu]", i);
	return true;
}

static bool read_task(const json_t *o, struct arena *a, struct task *out, struct error *err)
{
	struct task t = {.no = "", .text = ""};

	if (!json_is_object(o))
		return refuse("", "an object", o, err);
	if (!read_text(o, "no", a, &t.no, err) || !read_text(o, "text", a, &t.text, err) ||
	    !read_int(o, "line", &t.line, err) || !read_names(o, "units", a, &t.units, err) ||
	    !read_names(o, "lead", a, &t.lead, err) ||
	    !read_names(o, "supporting", a, &t.supporting, err) ||
	    !read_milestones(o, a, &t, err) || !read_text(o, "key", a, &t.key, err) ||
	    !read_bool(o, "retired", &t.retired, err))
		return false;
	if (t.key && !keys_valid(t.key))
		return refuse("key", "a task's key as it stands in an address", get(o, "key"), err);
	*out = t;
	return true;
}

bool plan_json_read_task(const json_t *o, struct arena *a, struct task *out, struct error *err)
{
	return read_task(o, a, out, err) || refuse_whole("the task", err);
}

static bool read_tasks(const json_t *o, struct notice *n, struct error *err)
{
	const json_t *list = get(o, "tasks"), *value;
	size_t i;

	if (!json_is_array(list))
		return refuse("tasks", "a list", list, err);
	json_array_foreach (list, i, value)
		if (!read_task(value, &n->arena, list_push(&n->arena, &n->tasks), err))
			return error_prefix(err, ".tasks[%zu]", i);
	return true;
}

static bool read_diagnostic(
    const json_t *o, struct arena *a, struct diagnostic *out, struct error *err)
{
	if (!json_is_object(o))
		return refuse("", "an object", o, err);
	out->severity = out->message = "";
	return read_int(o, "line", &out->line, err) &&
	       read_text(o, "severity", a, &out->severity, err) &&
	       read_text(o, "message", a, &out->message, err);
}

static bool read_diagnostics(const json_t *o, struct notice *n, struct error *err)
{
	const json_t *list, *value;
	size_t i;

	if (!read_list(o, "diagnostics", &list, err))
		return false;
	json_array_foreach (list, i, value)
		if (!read_diagnostic(value, &n->arena, list_push(&n->arena, &n->diagnostics), err))
			return error_prefix(err, ".diagnostics[%zu]", i);
	return true;
}

static bool read_notice(const json_t *o, struct notice *n, struct error *err)
{
	struct arena *a = &n->arena;

	if (!json_is_object(o))
		return refuse("", "an object", o, err);
	return read_text(o, "id", a, &n->id, err) && read_text(o, "title", a, &n->title, err) &&
	       read_text(o, "doc_no", a, &n->doc_no, err) &&
	       read_text(o, "issuer", a, &n->issuer, err) &&
	       read_day(o, "issued", &n->issued, err) && read_tasks(o, n, err) &&
	       read_diagnostics(o, n, err);
}

bool plan_json_read(const json_t *o, struct notice *out, struct error *err)
{
	struct notice n = {0};

	if (!read_notice(o, &n, err)) {
		notice_release(&n);
		return refuse_whole("the notice", err);
	}
	notice_number(&n);
	*out = n;
	return true;
}

/* ---- from text, piece by piece */

void plan_reader_begin(struct plan_reader *r, const char *json, size_t n, const char *origin)
{
	*r = (struct plan_reader){.walk = json_walk_begin(json, n, origin), .head = json_object()};
}

void plan_reader_release(struct plan_reader *r)
{
	json_release(&r->head);
	notice_release(&r->notice);
	*r = (struct plan_reader){0};
}

static bool read_item(struct plan_reader *r, const json_t *value, struct error *err)
{
	struct notice *n = &r->notice;
	const char *key = r->walk.key;
	bool good = true;

	if (!strcmp(key, "tasks"))
		good = read_task(value, &n->arena, list_push(&n->arena, &n->tasks), err);
	else if (!strcmp(key, "diagnostics"))
		good =
		    read_diagnostic(value, &n->arena, list_push(&n->arena, &n->diagnostics), err);
	if (!good)
		error_prefix(err, ".%s[%lld]", key, (long long)r->walk.items - 1);
	return good || refuse_whole("the notice", err);
}

static bool read_member(struct plan_reader *r, json_t *value, struct error *err)
{
	if (json_object_get(r->head, r->walk.key))
		return error_set(
		    err, "%s: is no JSON: %s is there twice", r->walk.origin, r->walk.key);
	return !json_object_set(r->head, r->walk.key, value);
}

/* The lists of the head are empty: their items were read as they came. */
static bool read_head(struct plan_reader *r, struct error *err)
{
	bool good = read_notice(r->head, &r->notice, err);

	return good || refuse_whole("the notice", err);
}

bool plan_reader_step(struct plan_reader *r, int pieces, bool *more, struct error *err)
{
	*more = true;
	while (r->head && pieces-- > 0) {
		json_scope value = NULL;

		if (!json_walk_next(&r->walk, &value, err))
			return false;
		if (value &&
		    !(r->walk.items ? read_item(r, value, err) : read_member(r, value, err)))
			return false;
		if (value)
			continue;
		if (!read_head(r, err))
			return false;
		json_release(&r->head);
	}
	while (!r->head && pieces-- > 0 && r->numbered < r->notice.tasks.n)
		notice_number_task(&r->notice, r->numbered++, &r->keys);
	*more = r->head || r->numbered < r->notice.tasks.n;
	return true;
}
