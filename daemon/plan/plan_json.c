/* Notice → JSON, in the order of keys that DESIGN.md shows. The store's form of a task has also what a plan adds to
 * a notice: key, numbers, what is retired. */
#include "plan/plan_json.h"

/* NULL becomes null; bytes that are no UTF-8 too, rather than a key that is missing. */
static json_t *text(const char *s)
{
	json_t *value = s ? json_string(s) : json_null();

	return value ? value : json_null();
}

static json_t *day_text(day d)
{
	char s[11];

	if (d == DAY_NONE)
		return json_null();
	civil_print(d, s);
	return json_string(s);
}

static json_t *number(double value)
{
	double whole = __builtin_trunc(value);

	if (whole == value && __builtin_fabs(value) < 1e15)
		return json_integer((json_int_t)value);
	return json_real(value);
}

static void set_day(json_t *o, const char *key, day d)
{
	if (d != DAY_NONE)
		json_object_set_new(o, key, day_text(d));
}

static void set_true(json_t *o, const char *key, bool value)
{
	if (value)
		json_object_set_new(o, key, json_true());
}

static json_t *names(const struct names *list)
{
	json_t *array = json_array();

	list_each (const char **, name, *list)
		json_array_append_new(array, text(*name));
	return array;
}

static json_t *write_condition(const struct target *t)
{
	json_t *o = json_object();

	json_object_set_new(o, "metric", text(t->metric));
	json_object_set_new(o, "op", text(op_name(t->op)));
	json_object_set_new(o, "value", number(t->value));
	json_object_set_new(o, "unit", text(t->unit));
	return o;
}

static json_t *write_target(const struct target *t)
{
	json_t *o = write_condition(t);

	json_object_set_new(o, "due", day_text(t->due));
	json_object_set_new(o, "approximate", json_boolean(t->approximate));
	if (t->condition)
		json_object_set_new(o, "condition", write_condition(t->condition));
	return o;
}

static json_t *write_targets(const struct milestone *m)
{
	json_t *array = json_array();

	list_each (const struct target *, t, m->targets)
		json_array_append_new(array, write_target(t));
	return array;
}

static json_t *write_source(const struct milestone *m)
{
	json_t *o = json_object();

	json_object_set_new(o, "line", json_integer(m->line));
	json_object_set_new(o, "text", text(m->source));
	return o;
}

static json_t *write_milestone(const struct milestone *m)
{
	json_t *o = json_object();

	json_object_set_new(o, "kind", text(milestone_kind_name(m->kind)));
	json_object_set_new(o, "due", day_text(m->due));
	set_day(o, "start", m->start);
	set_day(o, "alt_due", m->alternative);
	json_object_set_new(o, "recurrence", text(m->recurrence));
	json_object_set_new(o, "relative", text(m->relative));
	json_object_set_new(o, "source", write_source(m));
	json_object_set_new(o, "targets", write_targets(m));
	if (m->explanation)
		json_object_set_new(o, "explanation", text(m->explanation));
	return o;
}

/* What the store keeps beside the notice's own words. */
static json_t *write_kept_milestone(const struct milestone *m)
{
	json_t *o = write_milestone(m);

	json_object_set_new(o, "no", json_integer(m->no));
	set_day(o, "since", m->since);
	set_true(o, "retired", m->retired);
	return o;
}

static json_t *write_milestones(const struct task *t, json_t *(*write)(const struct milestone *))
{
	json_t *array = json_array();

	list_each (const struct milestone *, m, t->milestones)
		json_array_append_new(array, write(m));
	return array;
}

static json_t *write_task(const struct task *t, json_t *(*write)(const struct milestone *))
{
	json_t *o = json_object();

	json_object_set_new(o, "no", text(t->no));
	json_object_set_new(o, "text", text(t->text));
	json_object_set_new(o, "line", json_integer(t->line));
	json_object_set_new(o, "units", names(&t->units));
	json_object_set_new(o, "lead", names(&t->lead));
	json_object_set_new(o, "supporting", names(&t->supporting));
	json_object_set_new(o, "deadlines", write_milestones(t, write));
	return o;
}

json_t *plan_json_write_milestones(const struct task *t)
{
	return write_milestones(t, write_milestone);
}

json_t *plan_json_write_task(const struct task *t)
{
	json_t *o = write_task(t, write_kept_milestone);

	if (t->key)
		json_object_set_new(o, "key", text(t->key));
	set_true(o, "retired", t->retired);
	return o;
}

static json_t *write_tasks(const struct notice *n)
{
	json_t *array = json_array();

	list_each (const struct task *, t, n->tasks)
		json_array_append_new(array, write_task(t, write_milestone));
	return array;
}

static json_t *write_diagnostics(const struct notice *n)
{
	json_t *array = json_array();

	list_each (const struct diagnostic *, d, n->diagnostics) {
		json_t *o = json_object();

		json_object_set_new(o, "line", json_integer(d->line));
		json_object_set_new(o, "severity", text(d->severity));
		json_object_set_new(o, "message", text(d->message));
		json_array_append_new(array, o);
	}
	return array;
}

json_t *plan_json_write(const struct notice *n)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", text(n->id));
	json_object_set_new(o, "title", text(n->title));
	json_object_set_new(o, "doc_no", text(n->doc_no));
	json_object_set_new(o, "issuer", text(n->issuer));
	json_object_set_new(o, "issued", day_text(n->issued));
	json_object_set_new(o, "tasks", write_tasks(n));
	json_object_set_new(o, "diagnostics", write_diagnostics(n));
	return o;
}
