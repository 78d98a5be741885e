#ifndef TESTS_REMIND_SAMPLE_NEWS_H
#define TESTS_REMIND_SAMPLE_NEWS_H
/* Reminders of what lags and of what happened, folded from events as the daemon folds them. */
#include "sample.h"
#include "plan/pace.h"

/* An item with a history that events can be added to. */
static inline struct reminder_item *news_add(
    struct sample *s, const char *no, const char *text, const char *due, enum stage stage)
{
	struct reminder_item *i = sample_add(s, no, text, due, stage);

	i->instant.repeat = 0;
	i->history = arena_alloc(&s->arena, sizeof *i->history);
	i->events = arena_alloc(&s->arena, sizeof *i->events);
	i->known = sample_moment(s, "2018-01-02T08:00:00+08:00");
	i->line_start = sample_day("2018-01-01");
	i->behind = DAY_NONE;
	sample_unit(s, i, "市数据局");
	return i;
}

/* Something that happened to it; its id goes on from the last one's. */
static inline struct event *news_event(struct sample *s, struct reminder_item *i,
    enum event_kind kind, const char *at, const char *who)
{
	struct events *all = (struct events *)i->history;
	struct event *e = list_push(&s->arena, all);

	*e = (struct event){.id = (int64_t)all->n,
	    .at = sample_moment(s, at),
	    .address = i->address,
	    .kind = kind,
	    .who = who,
	    .from = DAY_NONE,
	    .to = DAY_NONE};
	return e;
}

static inline void news_report(
    struct sample *s, struct reminder_item *i, double value, const char *at, const char *who)
{
	struct event *e = news_event(s, i, EVENT_REPORT, at, who);

	e->metric = i->milestone->targets.at[0].metric;
	e->unit = i->milestone->targets.at[0].unit;
	e->value = value;
}

/* How it stands after all of them; what is told is the last one. */
static inline void news_fold(struct sample *s, struct reminder_item *i, const char *key)
{
	struct events *standing = (struct events *)i->events;

	events_standing(i->history, &s->arena, standing);
	*(struct state *)i->state = state_of(
	    i->milestone, i->occurrence, standing, &s->calendar, s->message.now, &s->arena);
	i->behind = pace_behind(i->task, i->milestone, i->occurrence, standing, &s->calendar,
	    i->line_start, sample_day("2018-12-24"))
			.since;
	i->instant.event = (int64_t)i->history->n;
	snprintf(i->instant.key, sizeof i->instant.key, "%s", key);
}

static inline void news_target(
    struct sample *s, struct reminder_item *i, const char *metric, const char *unit, double value)
{
	sample_target(
	    s, i, (struct target){.metric = metric, .unit = unit, .op = OP_GE, .value = value});
}

/* ---- what lags */

static inline void news_behind(struct sample *s)
{
	struct reminder_item *i = news_add(s, "18", "开放政府数据集", "2019-12-31", STAGE_BEHIND);

	news_target(s, i, "政府数据集", "个", 350);
	news_report(s, i, 100, "2018-06-29T10:00:00+08:00", "uid:1000 (li)");
	news_report(s, i, 120, "2018-12-03T10:00:00+08:00", "uid:1000 (li)");
	news_fold(s, i, "behind:2018-09-09:2");
	i->instant.repeat = 2;
}

/* Due within days, and behind: it stands by its day. */
static inline void news_near_and_behind(struct sample *s)
{
	struct reminder_item *i = news_add(s, "19", "编制公共数据目录", "2018-12-28", STAGE_BEFORE);
	struct instant behind = {.stage = STAGE_BEHIND, .key = "behind:2018-12-04:1"};

	news_target(s, i, "数据目录", "份", 40);
	news_report(s, i, 37, "2018-12-03T10:00:00+08:00", "uid:1000 (li)");
	news_fold(s, i, "before:7d");
	*list_push(&s->arena, &i->also) = behind;
}

/* Ahead of its line, and not reached yet. */
static inline void news_ahead(struct sample *s)
{
	struct reminder_item *i = news_add(s, "20", "建设共享接口", "2019-01-23", STAGE_BEFORE);

	news_target(s, i, "共享接口", "个", 50);
	news_report(s, i, 30, "2018-06-29T10:00:00+08:00", "uid:1000 (li)");
	news_report(s, i, 49, "2018-12-03T10:00:00+08:00", "uid:1000 (li)");
	news_fold(s, i, "before:30d");
}

static inline void news_silent(struct sample *s, const char *no, bool ever)
{
	struct reminder_item *i = news_add(s, no, "培训数据管理员", "2019-03-29", STAGE_SILENT);

	news_target(s, i, "培训人数", "人", 200);
	if (ever)
		news_report(s, i, 190, "2018-11-20T10:00:00+08:00", "uid:1001 (zhang)");
	news_fold(s, i, ever ? "silent:2018-11-20" : "silent:2018-01-02");
}

static inline void news_unsigned(struct sample *s)
{
	struct reminder_item *i =
	    news_add(s, "11", "梳理数据需求清单", "2019-06-28", STAGE_UNSIGNED);

	sample_unit(s, i, "市教育局");
	sample_unit(s, i, "市财政局");
	i->known = sample_moment(s, "2018-12-18T08:00:00+08:00");
	news_event(s, i, EVENT_SIGN, "2018-12-19T09:00:00+08:00", "uid:1002 (chen)")->unit =
	    "市教育局";
	news_fold(s, i, "unsigned");
	i->instant.to = "supervisors";
}

/* ---- what turned */

static inline void news_fell_back(struct sample *s)
{
	struct reminder_item *i = news_add(s, "5", "提高网上办理率", "2019-06-28", STAGE_FELL_BACK);
	struct event *e;

	news_target(s, i, "网上办理率", "%", 75);
	news_report(s, i, 80, "2018-11-20T10:00:00+08:00", "uid:1001 (zhang)");
	news_report(s, i, 70.5, "2018-12-21T10:00:00+08:00", "uid:1000 (li)");
	e = &((struct events *)i->history)->at[1];
	e->on = sample_day("2018-12-20");
	e->label = "按新口径核算";
	news_fold(s, i, "fell-back:2");
}

static inline void news_reached(struct sample *s)
{
	struct reminder_item *i = news_add(s, "6", "接入省级平台", "2018-12-20", STAGE_REACHED);

	news_target(s, i, "接入系统", "个", 12);
	news_report(s, i, 12, "2018-12-21T10:00:00+08:00", "uid:1000 (li)");
	news_fold(s, i, "reached:1");
}

static inline void news_called_done(struct sample *s)
{
	struct reminder_item *i = news_add(s, "8", "出台数据管理办法", "2018-12-28", STAGE_REACHED);

	news_event(s, i, EVENT_DONE, "2018-12-21T10:00:00+08:00", "uid:1000 (li)")->label =
	    "已于12月20日印发";
	news_fold(s, i, "reached:1");
}

/* ---- the ladder */

static inline void news_step(struct sample *s)
{
	struct reminder_item *i = news_add(s, "2", "公布数据开放计划", "2018-12-10", STAGE_OVERDUE);

	news_fold(s, i, "overdue^2");
	i->instant.step = 2;
	i = news_add(s, "3", "设立数据管理岗位", "2018-12-14", STAGE_OVERDUE);
	news_fold(s, i, "overdue:2");
	i->instant.repeat = 2;
	i->instant.climbed = 1;
}

/* ---- the chain */

static const struct news_row {
	const char *no, *text, *due;
	enum event_kind kinds[4];
	const char *reason, *to;
	const char *audience;
} news_rows[] = {
    {"31", "迁移政务云", "2018-12-21", {EVENT_DONE}, NULL, NULL, "supervisors"},
    {"32", "清理僵尸网站", "2018-12-21", {EVENT_DONE, EVENT_ACCEPT}, NULL, NULL, "owners"},
    {"33", "整合热线电话", "2018-12-28", {EVENT_DONE, EVENT_RETURN}, "缺验收报告", NULL, "owners"},
    {"34", "统一身份认证", "2018-12-28", {EVENT_ASK}, "招标流标", "2019-03-29", "supervisors"},
    {"35", "建设灾备中心", "2019-03-29", {EVENT_ASK, EVENT_EXTEND}, "招标流标", "2019-03-29",
	"owners"},
    {"36", "上线移动门户", "2018-12-28", {EVENT_ASK, EVENT_REFUSE}, "年内必须上线", NULL, "owners"},
    {"37", "采购短信平台", "2018-12-28", {EVENT_WAIVE}, "并入省平台", NULL, "owners"},
    {"38", "改版门户网站", "2018-12-28", {EVENT_DONE, EVENT_REOPEN}, "栏目不全", NULL, "owners"},
    {"39", "发布数据年报", "2019-01-31", {EVENT_MOVE}, NULL, "2019-01-31", "owners"},
    {"40", "报送工作总结", "2019-01-31", {EVENT_DONE, EVENT_UNDO}, NULL, NULL, "supervisors"},
};

/* Asking and claiming is the unit's, all else the supervisor's. */
static inline void news_chain_event(
    struct sample *s, struct reminder_item *i, const struct news_row *row, enum event_kind kind)
{
	bool unit = kind == EVENT_DONE || kind == EVENT_ASK || kind == EVENT_UNDO;
	struct event *e =
	    news_event(s, i, kind, unit ? "2018-12-20T10:00:00+08:00" : "2018-12-21T16:00:00+08:00",
		kind == EVENT_MOVE ? "reader"
		: unit		   ? "uid:1000 (li)"
				   : "uid:1003 (wang)");

	e->review = kind == EVENT_DONE;
	e->reason = kind == EVENT_DONE ? NULL : row->reason;
	e->from = kind == EVENT_ASK ? DAY_NONE : sample_day("2018-12-28");
	e->to = row->to ? sample_day(row->to) : DAY_NONE;
	e->undoes = e->id - 1;
}

static inline void news_chain(struct sample *s)
{
	for (size_t i = 0; i < ROWS(news_rows); i++) {
		const struct news_row *row = &news_rows[i];
		struct reminder_item *item =
		    news_add(s, row->no, row->text, row->due, STAGE_CHANGED);

		for (size_t k = 0; k < ROWS(row->kinds) && row->kinds[k]; k++)
			news_chain_event(s, item, row, row->kinds[k]);
		if (row->kinds[1] == EVENT_EXTEND)
			((struct occurrence *)item->occurrence)->was_due = sample_day("2018-12-28");
		news_fold(s, item, "changed");
		item->instant.to = row->audience;
	}
}

/* All of them in one digest. */
static inline void news_all(struct sample *s)
{
	news_chain(s);
	news_reached(s);
	news_called_done(s);
	news_unsigned(s);
	news_silent(s, "9", true);
	news_silent(s, "10", false);
	news_behind(s);
	news_near_and_behind(s);
	news_ahead(s);
	news_fell_back(s);
	news_step(s);
}
#endif
