#ifndef TESTS_REMIND_SAMPLE_H
#define TESTS_REMIND_SAMPLE_H
/* An invented notice with reminders of every kind, as seen on Monday 24 December 2018 at 09:12. */
#include <stdlib.h>
#include "table.h"
#include "base/file.h"
#include "remind/compose.h"

struct sample {
	struct arena arena;
	struct calendar calendar;
	struct templates *templates;
	struct notice notice, second;
	struct message message;
};

static inline moment sample_moment(const struct sample *s, const char *iso)
{
	moment m = 0;

	assert_true(zone_parse_iso(&s->calendar.zone, iso, &m));
	return m;
}

static inline day sample_day(const char *iso)
{
	day d = DAY_NONE;

	assert_true(civil_parse(iso, &d));
	return d;
}

static inline void sample_open(struct sample *s)
{
	struct errors mistakes = {0};

	*s = (struct sample){0};
	assert_true(zone_open("Asia/Shanghai", &s->calendar.zone, NULL));
	workday_load(&s->calendar.workdays, file_data(&s->arena, "holidays/cn.tsv"), &mistakes);
	if (!templates_load(file_data(&s->arena, "templates"), NULL, &s->templates, &mistakes))
		errors_print(&mistakes, stderr);
	assert_int_equal(mistakes.mistakes, 0);
	errors_release(&mistakes);
	s->notice = (struct notice){.id = "yunxi-2016-8",
	    .title = "云溪市数据开放重点工作任务分工及进度安排",
	    .doc_no = "云府办〔2016〕8号"};
	s->second = (struct notice){.id = "yunxi-2018-3", .doc_no = "云府办〔2018〕3号"};
	s->message = (struct message){.id = "01TEST",
	    .to = "data@example.org",
	    .unit = "市数据局",
	    .policy = "default",
	    .sender = "督查室",
	    .language = "zh_CN",
	    .now = sample_moment(s, "2018-12-24T09:12:00+08:00")};
}

static inline void sample_close(struct sample *s)
{
	templates_free(s->templates);
	workday_release(&s->calendar.workdays);
	arena_release(&s->arena);
}

/* A reminder of a task with one milestone, due on a day. */
static inline struct reminder_item *sample_add(
    struct sample *s, const char *no, const char *text, const char *due, enum stage stage)
{
	struct reminder_item *i = list_push(&s->arena, &s->message.items);
	struct task *t = arena_alloc(&s->arena, sizeof *t);
	struct milestone *m = arena_alloc(&s->arena, sizeof *m);
	struct occurrence *o = arena_alloc(&s->arena, sizeof *o);
	struct state *state = arena_alloc(&s->arena, sizeof *state);

	t->no = t->key = no;
	t->text = text;
	m->no = 1;
	m->kind = MILESTONE_DATE;
	m->due = o->due = sample_day(due);
	o->start = DAY_NONE;
	o->end = zone_moment(&s->calendar.zone, o->due + 1, 0);
	o->superseded = MOMENT_NEVER;
	*i = (struct reminder_item){.notice = &s->notice,
	    .task = t,
	    .milestone = m,
	    .occurrence = o,
	    .state = state,
	    .instant = {.stage = stage, .day = sample_day("2018-12-24"), .repeat = 1}};
	snprintf(i->address.notice, sizeof i->address.notice, "%s", s->notice.id);
	snprintf(i->address.task, sizeof i->address.task, "%s", no);
	i->address.milestone = 1;
	return i;
}

static inline void sample_unit(struct sample *s, struct reminder_item *i, const char *unit)
{
	*list_push(&s->arena, &((struct task *)i->task)->units) = unit;
}

static inline void sample_source(struct reminder_item *i, const char *source)
{
	((struct milestone *)i->milestone)->source = source;
	((struct milestone *)i->milestone)->line = 7;
}

static inline struct target *sample_target(
    struct sample *s, struct reminder_item *i, struct target t)
{
	struct milestone *m = (struct milestone *)i->milestone;

	t.due = m->due;
	*list_push(&s->arena, &m->targets) = t;
	((struct state *)i->state)->reported = arena_alloc(&s->arena, 64 * sizeof(struct reported));
	return &m->targets.at[m->targets.n - 1];
}

static inline void sample_report(
    struct sample *s, struct reminder_item *i, size_t target, double value, bool holds)
{
	struct state *state = (struct state *)i->state;

	state->last_report = sample_moment(s, "2018-12-03T15:00:00+08:00");
	state->reported[target] = (struct reported){
	    .known = true, .value = value, .at = state->last_report, .who = "li", .holds = holds};
}

/* Overdue for the third time, with another unit. */
static inline struct reminder_item *sample_overdue(struct sample *s)
{
	struct reminder_item *i =
	    sample_add(s, "28", "建成联通省市的信用信息平台", "2017-06-30", STAGE_OVERDUE);

	i->instant.repeat = 3;
	sample_unit(s, i, "市发展改革局");
	sample_unit(s, i, "市数据局");
	sample_source(i, "2017年6月底前建成");
	return i;
}

/* Seven days left, the due day a holiday, two targets reported. */
static inline struct reminder_item *sample_soon(struct sample *s)
{
	struct reminder_item *i =
	    sample_add(s, "18", "建设全市政府数据统一开放平台", "2018-12-31", STAGE_BEFORE);

	sample_unit(s, i, "市数据局");
	sample_target(
	    s, i, (struct target){.metric = "政府数据集", .unit = "个", .op = OP_GE, .value = 200});
	sample_target(s, i,
	    (struct target){.metric = "开放数据应用", .unit = "个", .op = OP_GE, .value = 20});
	sample_report(s, i, 0, 163, false);
	sample_report(s, i, 1, 21, true);
	sample_source(i, "2018年年底前开放200个以上政府数据集，形成20个以上开放数据应用");
	return i;
}

/* New, with a share that nobody has reported yet and a ceiling. */
static inline struct reminder_item *sample_fresh(struct sample *s)
{
	struct reminder_item *i = sample_add(s, "7",
	    "优化网上办事流程，推行一次办成，逐项公布办理指南、所需材料和办理时限，并按季度公开办理"
	    "情况",
	    "2019-06-29", STAGE_ASSIGNED);
	struct target *least = arena_alloc(&s->arena, sizeof *least);

	*least = (struct target){.metric = "到现场次数", .unit = "次", .op = OP_LE, .value = 1};
	sample_unit(s, i, "市数据局");
	sample_unit(s, i, "市有关单位");
	sample_target(s, i,
	    (struct target){.metric = "网上办事事项",
		.unit = "%",
		.op = OP_GE,
		.value = 85,
		.condition = least});
	sample_target(
	    s, i, (struct target){.metric = "平均办理时间", .unit = "天", .op = OP_LE, .value = 5});
	sample_source(
	    i, "2019年6月29日前，85%以上网上办事事项到现场次数不超过1次，平均办理时间不超过5天");
	return i;
}

/* A clock in hours, late and standing for others, from a second notice. */
static inline struct reminder_item *sample_clock(struct sample *s)
{
	struct reminder_item *i =
	    sample_add(s, "21", "回应重要政务舆情", "2018-12-24", STAGE_BEFORE);
	struct occurrence *o = (struct occurrence *)i->occurrence;

	o->timed = true;
	o->opened = sample_moment(s, "2018-12-23T13:00:00+08:00");
	o->end = o->opened + 24 * HOUR_S;
	o->length = (struct duration){24, DURATION_HOURS};
	o->label = "供水传闻";
	snprintf(o->name, sizeof o->name, "3");
	snprintf(i->address.occurrence, sizeof i->address.occurrence, "3");
	i->late = true;
	i->merged = 2;
	i->instant.timed = true;
	i->instant.day = sample_day("2018-12-23");
	i->notice = &s->second;
	snprintf(i->address.notice, sizeof i->address.notice, "%s", s->second.id);
	sample_unit(s, i, "市政府新闻办");
	sample_source(i, "涉及重大事项的，须在24小时内回应");
	return i;
}

static inline struct channel sample_channel(const char *kind)
{
	return (struct channel){.name = "drop", .kind = channel_kind_find(kind)};
}
#endif
