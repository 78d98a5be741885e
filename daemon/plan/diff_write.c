/* A diff in words, each change beside what it changes, so that a clerk can read it before it is applied. */
#include "plan/diff.h"
#include "plan/address.h"
#include "plan/lookup.h"
#include "plan/target.h"

const char *change_kind_name(enum change_kind kind)
{
	static const char *const names[] = {[CHANGE_ADDED] = "added",
	    [CHANGE_RETURNED] = "returned",
	    [CHANGE_MOVED] = "moved",
	    [CHANGE_REWORDED] = "reworded",
	    [CHANGE_RETIRED] = "retired"};

	return names[kind];
}

/* The tasks of a reading by key, from 1. */
struct side {
	const struct notice *notice;
	struct lookup places;
};

static struct side side_of(const struct notice *n, struct arena *a)
{
	static const struct notice none;
	struct side s = {.notice = n ? n : &none, .places.arena = a};

	for (size_t i = 0; i < s.notice->tasks.n; i++)
		*lookup_slot(&s.places, s.notice->tasks.at[i].key) = (int)i + 1;
	return s;
}

/* Without words where the reading does not have it. */
static const struct task *find_task(const struct side *s, const char *key)
{
	static const struct task none;
	int place = lookup_get(&s->places, key);

	return place ? &s->notice->tasks.at[place - 1] : &none;
}

static const struct milestone *find_milestone(const struct task *t, int no)
{
	for (size_t i = 0; i < t->milestones.n; i++)
		if (t->milestones.at[i].no == no)
			return &t->milestones.at[i];
	return NULL;
}

/* ---- words */

static void add_names(const struct names *names, struct text *out)
{
	for (size_t i = 0; i < names->n; i++)
		text_addf(out, "%s%s", i ? "、" : "", names->at[i]);
}

static void add_day(day d, struct text *out)
{
	char s[11];

	if (d == DAY_NONE)
		return;
	civil_print(d, s);
	text_add(out, s);
}

/* "2018-12-31", a rule, a duration, or what kind of none it is. */
static void add_when(const struct milestone *m, struct text *out)
{
	if (m->recurrence)
		text_add(out, m->recurrence);
	else if (m->relative)
		text_add(out, m->relative);
	else if (m->due == DAY_NONE)
		text_add(out, m->kind == MILESTONE_ONGOING ? "ongoing" : "no deadline");
	else
		add_day(m->due, out);
}

static void add_targets(const struct milestone *m, struct text *out)
{
	list_each (const struct target *, t, m->targets) {
		text_addf(out, "%s%s ", out->len ? "; " : "", t->metric ? t->metric : "");
		target_add_bound(t, out);
	}
}

static json_t *said(const struct text *t)
{
	json_t *value = json_string(text_get(t));

	return value ? value : json_string("?");
}

/* ---- what differs */

/* One property of two tasks or milestones, in words. */
struct property {
	const char *what;
	void (*add)(const void *of, struct text *out);
};

static void task_no(const void *of, struct text *out)
{
	const struct task *t = of;

	text_add(out, t->no ? t->no : "");
}

static void task_text(const void *of, struct text *out)
{
	const struct task *t = of;

	text_add(out, t->text ? t->text : "");
}

static void task_units(const void *of, struct text *out)
{
	add_names(&((const struct task *)of)->units, out);
}

static void task_lead(const void *of, struct text *out)
{
	add_names(&((const struct task *)of)->lead, out);
}

static void task_supporting(const void *of, struct text *out)
{
	add_names(&((const struct task *)of)->supporting, out);
}

static void milestone_when(const void *of, struct text *out)
{
	add_when(of, out);
}

static void milestone_start(const void *of, struct text *out)
{
	add_day(((const struct milestone *)of)->start, out);
}

static void milestone_targets(const void *of, struct text *out)
{
	add_targets(of, out);
}

static void milestone_words(const void *of, struct text *out)
{
	const struct milestone *m = of;

	text_add(out, m->source ? m->source : "");
}

static const struct property TASK[] = {{"number", task_no}, {"text", task_text},
    {"units", task_units}, {"lead", task_lead}, {"supporting", task_supporting}, {0}};
static const struct property MILESTONE[] = {{"deadline", milestone_when},
    {"start", milestone_start}, {"targets", milestone_targets}, {"words", milestone_words}, {0}};

static json_t *differences(const struct property *p, const void *was, const void *now)
{
	json_t *array = json_array();

	for (; p->what; p++) {
		scope(text) before = {0}, after = {0};

		p->add(was, &before);
		p->add(now, &after);
		if (strcmp(text_get(&before), text_get(&after)) != 0)
			json_array_append_new(
			    array, json_pack("{s:s, s:o, s:o}", "what", p->what, "was",
				       said(&before), "now", said(&after)));
	}
	return array;
}

/* ---- one change */

struct writing {
	const char *notice;
	struct side old, fresh;
};

static void set_address(const struct writing *w, const char *task, int milestone, json_t *o)
{
	struct address a = {.milestone = milestone};
	char name[ADDRESS_BYTES];

	snprintf(a.notice, sizeof a.notice, "%s", w->notice);
	snprintf(a.task, sizeof a.task, "%s", task);
	json_object_set_new(o, "address", json_string(address_print(&a, name)));
}

static void set_deadline(const struct milestone *m, json_t *o)
{
	scope(text) when = {0}, targets = {0};

	add_when(m, &when);
	add_targets(m, &targets);
	json_object_set_new(o, "when", said(&when));
	json_object_set_new(o, "targets", said(&targets));
}

static json_t *deadlines(const struct writing *w, const struct task *t)
{
	json_t *array = json_array();

	list_each (const struct milestone *, m, t->milestones) {
		json_t *o;

		if (m->retired)
			continue;
		o = json_object();
		set_address(w, t->key, m->no, o);
		set_deadline(m, o);
		json_array_append_new(array, o);
	}
	return array;
}

static void set_task(const struct task *t, json_t *o)
{
	scope(text) units = {0};

	add_names(&t->units, &units);
	json_object_set_new(o, "no", json_string(t->no ? t->no : ""));
	json_object_set_new(o, "text", json_string(t->text ? t->text : ""));
	json_object_set_new(o, "units", said(&units));
}

static void set_moved(json_t *o, const char *key, day d)
{
	scope(text) s = {0};

	add_day(d, &s);
	if (s.len)
		json_object_set_new(o, key, said(&s));
}

static json_t *write_change(const struct writing *w, const struct change *c)
{
	const struct task *was = find_task(&w->old, c->task), *now = find_task(&w->fresh, c->task);
	const struct milestone *before = find_milestone(was, c->milestone),
			       *after = find_milestone(now, c->milestone);
	json_t *o = json_object();
	bool differs = c->kind == CHANGE_MOVED || c->kind == CHANGE_REWORDED;

	json_object_set_new(o, "kind", json_string(change_kind_name(c->kind)));
	set_address(w, c->task, c->milestone, o);
	json_object_set_new(o, "task", json_string(c->task));
	if (c->milestone)
		json_object_set_new(o, "milestone", json_integer(c->milestone));
	set_task(now, o);
	set_moved(o, "from", c->from);
	set_moved(o, "to", c->to);
	if (after)
		set_deadline(after, o);
	else if (!differs)
		json_object_set_new(o, "deadlines", deadlines(w, now));
	if (differs)
		json_object_set_new(o, "differs",
		    after ? differences(MILESTONE, before, after) : differences(TASK, was, now));
	return o;
}

json_t *diff_write(const struct diff *d, const struct notice *old, const struct notice *fresh)
{
	scope(arena) a = {0};
	const struct writing w = {fresh->id ? fresh->id : "", side_of(old, &a), side_of(fresh, &a)};
	json_t *array = json_array();

	list_each (const struct change *, c, d->changes)
		json_array_append_new(array, write_change(&w, c));
	return array;
}

size_t diff_count_unchanged(const struct diff *d, const struct notice *fresh)
{
	scope(arena) a = {0};
	struct lookup changed = {.arena = &a};
	size_t n = 0;

	list_each (const struct change *, c, d->changes)
		*lookup_slot(&changed, c->task) = 1;
	list_each (const struct task *, t, fresh->tasks)
		n += !t->retired && !lookup_get(&changed, t->key);
	return n;
}
