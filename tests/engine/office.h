#ifndef TESTS_ENGINE_OFFICE_H
#define TESTS_ENGINE_OFFICE_H
/*
 * A small office for the engine's tests: settings built by hand, a store in a file (or in memory), notices from a few
 * words, and what goes out. No configuration file is read, so that a test shows all that it rests on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"
#include "engine/inside.h"
#include "engine/simulate.h"
#include "engine/verb.h"
#include "table.h"

struct office {
	struct settings settings;
	struct engine *engine;
	struct arena a;
	struct error err;
	char folder[64];
};

#define good(o, call)                                                                              \
	do {                                                                                       \
		if (!(call))                                                                       \
			fail_msg("%s", (o)->err.s);                                                \
	} while (0)

static inline moment office_moment(const struct office *o, const char *s)
{
	moment m = 0;

	assert_true(zone_parse_iso(&o->settings.calendar.zone, s, &m));
	return m;
}

static inline day office_day(const char *s)
{
	day d = DAY_NONE;

	assert_true(!s || civil_parse(s, &d));
	return d;
}

static inline struct channel *office_channel(struct office *o, const char *name, const char *kind)
{
	struct channel *c = list_push(&o->settings.arena, &o->settings.channels);

	*c = (struct channel){.name = name,
	    .kind = channel_kind_find(kind),
	    .url = "https://hooks.example.org/robot/secret",
	    .from = "office@example.org",
	    .path = "/nowhere",
	    .domain = "example.org",
	    .connections = 4};
	assert_non_null(c->kind);
	return c;
}

static inline void office_unit(
    struct office *o, const char *name, const char *notify, bool supervisor)
{
	struct unit *u = list_push(&o->settings.arena, &o->settings.directory.units);

	*u = (struct unit){.name = name, .supervisor = supervisor};
	*list_push(&o->settings.arena, &u->notify) = notify;
}

/* The deadline alone: nothing about pace, reports and signatures, which have tests of their own. */
static inline struct policy office_policy(struct settings *s)
{
	struct policy p = policy_defaults(&s->arena, "default");

	p.silent_after = p.sign_within = (struct duration){0};
	p.escalate.n = 0;
	for (int stage = STAGE_BEHIND; stage < STAGES; stage++)
		p.tell[stage].n = 0;
	p.bulletin.every = BULLETIN_NEVER;
	return p;
}

/* Everything that a policy tells by default. */
static inline struct policy *office_watch(struct office *o)
{
	struct policy *p = &o->settings.policies.list.at[0];

	*p = policy_defaults(&o->settings.arena, "default");
	p->bulletin.every = BULLETIN_NEVER;
	return p;
}

static inline void office_settings(struct office *o)
{
	struct settings *s = &o->settings;
	struct errors mistakes = {0};

	s->language = "zh_CN";
	s->sender = "督查室";
	good(o, zone_open("Asia/Shanghai", &s->calendar.zone, &o->err));
	workday_load(&s->calendar.workdays, file_data(&s->arena, "holidays/cn.tsv"), &mistakes);
	assert_true(
	    templates_load(file_data(&s->arena, "templates"), NULL, &s->templates, &mistakes));
	assert_int_equal(mistakes.mistakes, 0);
	errors_release(&mistakes);
	office_channel(o, "mail", "smtp");
	office_channel(o, "group", "webhook");
	office_unit(o, "甲局", "mail:a@example.org", false);
	office_unit(o, "乙局", "mail:b@example.org", false);
	office_unit(o, "督查室", "group", true);
	*list_push(&s->arena, &s->directory.unknown) = "mail:unknown@example.org";
	*list_push(&s->arena, &s->policies.list) = office_policy(s);
}

static inline struct office *office_open(const char *state)
{
	struct office *o = calloc(1, sizeof *o);

	assert_non_null(o);
	o->settings.state = state;
	if (!state) {
		/* In memory where the system offers it: these tests are not about the disk's speed. */
		snprintf(o->folder, sizeof o->folder, "%s/deadlined-test-XXXXXX",
		    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
		assert_non_null(mkdtemp(o->folder));
		o->settings.state = arena_printf(&o->settings.arena, "%s/plan.db", o->folder);
	}
	office_settings(o);
	good(o, engine_open(&o->settings, &o->engine, &o->err));
	return o;
}

static inline void office_restart(struct office *o)
{
	const moment late = (moment)1 << 40; /* no clock was ahead of that */

	engine_close(o->engine);
	good(o, engine_open(&o->settings, &o->engine, &o->err));
	good(o, outbox_recover(o->engine, late, &o->err));
}

static inline void office_close(struct office *o)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	char path[128];

	engine_close(o->engine);
	for (size_t i = 0; *o->folder && i < ROWS(endings); i++) {
		snprintf(path, sizeof path, "%s/plan.db%s", o->folder, endings[i]);
		unlink(path);
	}
	if (*o->folder)
		rmdir(o->folder);
	templates_free(o->settings.templates);
	workday_release(&o->settings.calendar.workdays);
	arena_release(&o->settings.arena);
	arena_release(&o->a);
	free(o);
}

/* ---- notices: rows {no, unit, due | recurrence | relative, target} */
struct row {
	const char *no, *unit, *due, *recurrence, *relative;
	double target; /* 0: none */
};

static inline struct milestone office_milestone(const struct row *r)
{
	return (struct milestone){.kind = r->due	  ? MILESTONE_DATE
					  : r->recurrence ? MILESTONE_RECURRING
					  : r->relative	  ? MILESTONE_RELATIVE
							  : MILESTONE_NONE,
	    .due = office_day(r->due),
	    .start = DAY_NONE,
	    .alternative = DAY_NONE,
	    .since = DAY_NONE,
	    .recurrence = r->recurrence,
	    .relative = r->relative,
	    .source = "原文"};
}

/* A notice of these rows; a row with the number of the one before it is that task's next milestone. */
static inline struct notice office_notice(
    const char *id, const char *issued, const struct row *rows, size_t n)
{
	struct notice notice = {.id = id,
	    .title = "重点任务分工",
	    .doc_no = "临办〔2016〕12号",
	    .issued = office_day(issued)};
	struct arena *a = &notice.arena;

	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		struct task *t = i && !strcmp(r->no, rows[i - 1].no)
				     ? &notice.tasks.at[notice.tasks.n - 1]
				     : list_push(a, &notice.tasks);
		struct milestone *m = list_push(a, &t->milestones);

		*m = office_milestone(r);
		t->no = r->no;
		t->text = arena_printf(a, "第%s项任务", r->no);
		if (!t->units.n)
			*list_push(a, &t->units) = r->unit;
		if (r->target)
			*list_push(a, &m->targets) = (struct target){.metric = "数据集",
			    .unit = "个",
			    .op = OP_GE,
			    .value = r->target,
			    .due = m->due};
	}
	notice_number(&notice);
	return notice;
}

static inline struct diff office_take(
    struct office *o, const char *id, const struct row *rows, size_t n, moment now)
{
	struct notice fresh = office_notice(id, "2016-10-29", rows, n);
	struct diff changes = {0};

	good(o, take_notice(o->engine, &fresh, now, &changes, &o->err));
	notice_release(&fresh);
	return changes;
}

#define office_read(o, rows, now)                                                                  \
	do {                                                                                       \
		struct diff changes_ = office_take(o, "office-1", rows, ROWS(rows), now);          \
		diff_release(&changes_);                                                           \
	} while (0)

/* ---- verbs, with arguments as JSON text */
static inline json_t *office_verb(
    struct office *o, const char *name, moment now, const char *arguments)
{
	struct caller by = {"li", now};
	json_scope json = NULL;

	assert_true(json_parse(arguments, strlen(arguments), "arguments", &json, &o->err));
	return verb_run(o->engine, name, &by, json, &o->err);
}

static inline void office_do(struct office *o, const char *name, moment now, const char *arguments)
{
	json_scope answer = office_verb(o, name, now, arguments);

	if (!answer)
		fail_msg("%s", o->err.s);
}

/* ---- what was put down and said, from the store itself */
static inline int64_t office_count(struct office *o, const char *sql)
{
	int64_t n = -1;

	good(o, db_number(o->engine->db, sql, DB_NONE, &n, &o->err));
	return n;
}

/* All rows of a query with one text column, joined by blanks. */
static inline const char *office_words(struct office *o, const char *sql)
{
	scope(text) out = {0};
	struct rows r;

	good(o, db_query(o->engine->db, sql, DB_NONE, &r, &o->err));
	while (db_next(&r))
		text_addf(&out, "%s%s", out.len ? " " : "", db_get_text(&r, 0));
	good(o, db_end(&r, &o->err));
	return arena_dup(&o->a, text_get(&out));
}

static inline void office_tick(struct office *o, const char *at)
{
	good(o, tick_run(o->engine, office_moment(o, at), &o->err));
}

static inline int office_setup(void **state)
{
	*state = office_open(NULL);
	return 0;
}

static inline int office_teardown(void **state)
{
	office_close(*state);
	return 0;
}

#define office_test(f) cmocka_unit_test_setup_teardown(f, office_setup, office_teardown)
#endif
