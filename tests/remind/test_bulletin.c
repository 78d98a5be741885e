/* Bulletins from looks put together by hand: what is counted where, which lines stay, and how they read. */
#include "sample.h"
#include "base/utf8.h"
#include "remind/bulletin_words.h"

/* ---- days */

static const struct day_row {
	const char *name;
	enum bulletin_rhythm every;
	const char *day, *last, *next;
} day_rows[] = {
    {"a month begins on a working day", BULLETIN_MONTH, "2018-08-15", "2018-08-01", "2018-09-03"},
    {"on the day itself", BULLETIN_MONTH, "2018-08-01", "2018-08-01", "2018-09-03"},
    {"before it, the last month's counts", BULLETIN_MONTH, "2018-09-02", "2018-08-01",
	"2018-09-03"},
    {"the first week of October is a holiday", BULLETIN_MONTH, "2018-10-07", "2018-09-03",
	"2018-10-08"},
    {"a make-up Saturday is a working day", BULLETIN_MONTH, "2017-04-02", "2017-04-01",
	"2017-05-02"},
    {"a week begins on Monday", BULLETIN_WEEK, "2018-08-15", "2018-08-13", "2018-08-20"},
    {"a Monday that is free", BULLETIN_WEEK, "2018-05-03", "2018-05-02", "2018-05-07"},
    {"a week without a working day has none", BULLETIN_WEEK, "2017-10-04", "2017-09-25",
	"2017-10-09"},
    {"never", BULLETIN_NEVER, "2018-08-15", NULL, NULL},
};

static void test_days(void **state)
{
	const struct day_row *row = *state;
	struct sample s;
	day d = sample_day(row->day);

	sample_open(&s);
	assert_int_equal(bulletin_day_last(row->every, &s.calendar.workdays, d),
	    row->last ? sample_day(row->last) : DAY_NONE);
	assert_int_equal(bulletin_day_next(row->every, &s.calendar.workdays, d),
	    row->next ? sample_day(row->next) : DAY_NONE);
	sample_close(&s);
}

/* ---- counts */

/* A look, and what is to become of it. */
static const struct look_row {
	const char *name, *due;
	enum standing standing;
	const char *since; /* of the standing */
	enum light light;
	bool behind, heard;
	const char *
	    counts; /* of the unit: open overdue soon behind done, silent; then overdue passed coming */
} look_rows[] = {
    {"in time", "2019-06-30", STANDING_OPEN, NULL, LIGHT_GREEN, false, true, "1 0 0 0 0 0 / 0 0 0"},
    {"nothing was reported", "2019-06-30", STANDING_OPEN, NULL, LIGHT_GREEN, false, false,
	"1 0 0 0 0 1 / 0 0 0"},
    {"soon", "2018-12-28", STANDING_OPEN, NULL, LIGHT_YELLOW, false, true, "1 0 1 0 0 0 / 0 0 1"},
    {"due today", "2018-12-24", STANDING_OPEN, NULL, LIGHT_YELLOW, false, true,
	"1 0 1 0 0 0 / 0 0 1"},
    {"behind", "2018-12-31", STANDING_OPEN, NULL, LIGHT_YELLOW, true, true, "1 0 0 1 0 0 / 0 0 1"},
    {"on the last day that is coming", "2019-01-02", STANDING_OPEN, NULL, LIGHT_GREEN, false, true,
	"1 0 0 0 0 0 / 0 0 1"},
    {"passed in the period", "2018-12-20", STANDING_OPEN, NULL, LIGHT_RED, false, true,
	"1 1 0 0 0 0 / 1 1 0"},
    {"passed long ago", "2018-11-20", STANDING_OPEN, NULL, LIGHT_RED, false, true,
	"1 1 0 0 0 0 / 1 0 0"},
    {"extended", "2019-01-01", STANDING_EXTENDED, "2018-12-10", LIGHT_GREEN, false, true,
	"1 0 0 0 0 0 / 0 0 1"},
    {"done in the period", "2019-06-30", STANDING_DONE, "2018-12-10", LIGHT_GREY, false, true,
	"0 0 0 0 1 0 / 0 0 0"},
    {"done and passed in it", "2018-12-20", STANDING_DONE, "2018-12-10", LIGHT_GREY, false, true,
	"0 0 0 0 1 0 / 0 1 0"},
    {"done before it", "2018-12-20", STANDING_DONE, "2018-11-10", LIGHT_GREY, false, true,
	"0 0 0 0 0 0 / 0 1 0"},
    {"called done, not accepted", "2018-12-20", STANDING_CLAIMED, "2018-12-10", LIGHT_YELLOW, false,
	true, "0 0 0 0 0 0 / 0 1 0"},
    {"waived", "2018-12-20", STANDING_WAIVED, "2018-12-10", LIGHT_GREY, false, true,
	"0 0 0 0 0 0 / 0 1 0"},
    {"retired", "2018-12-20", STANDING_RETIRED, "2018-12-10", LIGHT_GREY, false, true,
	"0 0 0 0 0 0 / 0 0 0"},
};

static void start(struct sample *s, struct bulletin *b)
{
	bulletin_init(b, sample_moment(s, "2018-12-03T09:10:00+08:00"), s->message.now,
	    sample_day("2019-01-02"));
}

static struct bulletin_look look_of(const struct reminder_item *i)
{
	return (struct bulletin_look){.address = &i->address,
	    .task = i->task,
	    .units = &i->task->units,
	    .milestone = i->milestone,
	    .occurrence = i->occurrence,
	    .state = i->state,
	    .old = true};
}

static struct reminder_item *add_item(
    struct sample *s, const char *no, const char *text, const char *due, const char *unit)
{
	struct reminder_item *i = sample_add(s, no, text, due, STAGE_BEFORE);

	sample_unit(s, i, unit);
	sample_target(s, i, (struct target){.metric = "政府数据集", .op = OP_GE, .value = 200});
	return i;
}

static void stand(
    struct sample *s, struct reminder_item *i, enum standing standing, const char *since)
{
	struct state *state = (struct state *)i->state;
	scope(text) at = {0};

	state->standing = standing;
	text_addf(&at, "%sT10:00:00+08:00", since ? since : "2018-10-01");
	state->since = sample_moment(s, text_get(&at));
}

static void test_look(void **state)
{
	const struct look_row *row = *state;
	struct sample s;
	scope(bulletin) b = {0};
	struct bulletin_look look;
	scope(text) got = {0};
	const struct bulletin_unit *u;

	sample_open(&s);
	start(&s, &b);
	look = look_of(add_item(&s, "1", "x", row->due, "甲局"));
	stand(&s, &s.message.items.at[0], row->standing, row->since);
	look.light = row->light;
	look.behind = row->behind;
	bulletin_add(&b, &look);
	bulletin_add_task(&b, look.units, NULL, row->heard);
	bulletin_sort(&b);
	assert_int_equal(b.units.n, 1);
	u = &b.units.at[0];
	text_addf(&got, "%d %d %d %d %d %d / %zu %zu %zu", u->open, u->overdue, u->soon, u->behind,
	    u->done, bulletin_is_silent(u), b.overdue.total, b.passed.total, b.coming.total);
	assert_string_equal(text_get(&got), row->counts);
	assert_int_equal(b.lights[row->light], 1);
	assert_int_equal(b.open, u->open);
	assert_int_equal(b.done, u->done);
	sample_close(&s);
}

/* The longest overdue stay, in their order, whatever the order in which they come. */
static void test_lists_are_bounded(void **state)
{
	enum { MANY = 100 };
	struct sample s;
	scope(bulletin) b = {0};

	(void)state;
	sample_open(&s);
	start(&s, &b);
	for (int i = 0; i < MANY; i++) {
		int days = 1 + i * 37 % MANY;
		char due[11];
		struct bulletin_look look;

		civil_print(sample_day("2018-12-24") - days, due);
		look = look_of(add_item(&s, "1", "x", due, "甲局"));
		look.light = LIGHT_RED;
		bulletin_add(&b, &look);
	}
	assert_int_equal(b.overdue.total, MANY);
	assert_int_equal(b.overdue.n, BULLETIN_ROWS);
	for (int i = 0; i < BULLETIN_ROWS; i++)
		assert_int_equal(b.overdue.at[i].due, sample_day("2018-12-24") - MANY + i);
	sample_close(&s);
}

/* ---- how it reads */

static void fill(struct sample *s, struct bulletin *b)
{
	struct reminder_item *late = add_item(s, "28", "建成联通省市的信用信息平台", "2017-06-30",
				 "市发展改革局"),
			     *near = add_item(
				 s, "18", "建设全市政府数据统一开放平台", "2018-12-31", "市数据局"),
			     *done = add_item(s, "7",
				 "优化网上办事流程，推行一次办成，逐项公布办理指南、所需材料和办理"
				 "时限，并按季度公开办理情况",
				 "2018-12-15", "市行政服务中心"),
			     *more = add_item(s, "9", "公布权责清单", "2019-03-31", "市编办");
	struct reminder_item *all[] = {late, near, done, more};
	const enum light lights[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_GREY, LIGHT_GREEN};
	const struct event extended = {.kind = EVENT_EXTEND,
	    .at = sample_moment(s, "2018-12-10T10:00:00+08:00"),
	    .from = sample_day("2018-12-31"),
	    .to = sample_day("2019-03-31"),
	    .reason = "上级清单尚未印发"};

	start(s, b);
	sample_unit(s, late, "市数据局");
	stand(s, done, STANDING_DONE, "2018-12-12");
	stand(s, more, STANDING_EXTENDED, "2018-12-10");
	for (size_t i = 0; i < ROWS(all); i++) {
		struct bulletin_look look = look_of(all[i]);

		look.light = lights[i];
		look.behind = all[i] == near;
		bulletin_add(b, &look);
		if (all[i] == more)
			bulletin_add_step(b, &look, &extended);
		bulletin_add_task(
		    b, look.units, all[i] == late ? look.units : NULL, all[i] != late);
	}
	b->before[LIGHT_GREEN] = 3;
	b->before[LIGHT_RED] = 1;
	bulletin_sort(b);
}

static const struct golden {
	const char *name, *language, *template;
	enum template_escape escape;
} goldens[] = {
    {"bulletin.zh_CN.txt", "zh_CN", "bulletin.txt", ESCAPE_NONE},
    {"bulletin.zh_TW.txt", "zh_TW", "bulletin.txt", ESCAPE_NONE},
    {"bulletin.en.txt", "en", "bulletin.txt", ESCAPE_NONE},
    {"bulletin.zh_CN.html", "zh_CN", "bulletin.html", ESCAPE_HTML},
    {"bulletin.zh_CN.chat", "zh_CN", "bulletin.chat", ESCAPE_NONE},
    {"bulletin.en.chat", "en", "bulletin.chat", ESCAPE_NONE},
};

static struct phrase phrase_in(const struct sample *s, const char *language)
{
	return (struct phrase){.templates = s->templates,
	    .language = language,
	    .calendar = &s->calendar,
	    .now = s->message.now};
}

/* DEADLINED_GOLDEN=write writes them anew, to be read before they are committed. */
static void test_golden(void **state)
{
	const struct golden *row = *state;
	struct sample s;
	scope(bulletin) b = {0};
	struct phrase p;
	json_scope words = NULL;
	scope(text) out = {0}, expected = {0};
	const char *file;

	sample_open(&s);
	fill(&s, &b);
	p = phrase_in(&s, row->language);
	words = bulletin_words(&b, &p, "督查室");
	templates_fill(s.templates, row->language, row->template, words, row->escape, &out);
	file = arena_printf(
	    &s.arena, "%s/%s", file_data(&s.arena, "../tests/remind/golden"), row->name);
	if (getenv("DEADLINED_GOLDEN"))
		assert_true(file_replace(file, out.s, out.len, NULL));
	assert_true(file_read(file, 1 << 20, &expected, NULL));
	assert_string_equal(text_get(&out), text_get(&expected));
	sample_close(&s);
}

static const char *repeated(struct arena *a, const char *s, int n)
{
	scope(text) out = {0};

	while (n--)
		text_add(&out, s);
	return arena_dup(a, text_get(&out));
}

/* The worst that a notice can hold still fits every chat service. */
static void test_chats_hold_it(void **state)
{
	struct sample s;
	scope(bulletin) b = {0};
	json_scope words = NULL;
	struct phrase p;
	const struct channel_kind *k;

	(void)state;
	sample_open(&s);
	start(&s, &b);
	for (int i = 0; i < 50; i++) {
		struct bulletin_look look =
		    look_of(add_item(&s, "1", repeated(&s.arena, "<&*_`\"\\>", 100), "2017-06-30",
			repeated(&s.arena, "局*", 100)));

		look.light = LIGHT_RED;
		bulletin_add(&b, &look);
	}
	p = phrase_in(&s, "zh_CN");
	words = bulletin_words(&b, &p, NULL);
	for (size_t i = 0; (k = channel_kind_at(i)); i++) {
		struct channel c = {.name = "x", .kind = k, .url = "https://example.org/x"};
		struct letter l = {.id = "01", .to = "", .subject = "【通报】"};
		scope(text) chat = {0}, body = {0};

		if (k->form != FORM_CHAT || !k->limit)
			continue;
		templates_fill_chat(s.templates, "zh_CN", "bulletin.chat", words, k->markup, &chat);
		l.chat = text_get(&chat);
		k->body(&c, &l, &body);
		if (channel_measure(k, k->limit_on_body ? text_get(&body) : l.chat,
			k->limit_on_body ? body.len : chat.len) > k->limit)
			fail_msg("%s: %zu bytes", k->name, chat.len);
	}
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lists_are_bounded), cmocka_unit_test(test_chats_hold_it)};

	return table_run("days", day_rows, test_days) + table_run("looks", look_rows, test_look) +
	       table_run("goldens", goldens, test_golden) +
	       cmocka_run_group_tests_name("bulletin", tests, NULL, NULL);
}
