/* Days, distances, bars and amounts as people read them, in the three languages that are shipped. */
#include "sample.h"
#include "remind/phrase.h"

static struct sample s;

static int open_sample(void **state)
{
	(void)state;
	sample_open(&s);
	return 0;
}

static int close_sample(void **state)
{
	(void)state;
	sample_close(&s);
	return 0;
}

static struct phrase speaker(const char *language, const char *now)
{
	return (struct phrase){s.templates, language, &s.calendar, sample_moment(&s, now)};
}

static struct occurrence due_on(const char *due)
{
	return (struct occurrence){
	    .due = sample_day(due), .end = zone_moment(&s.calendar.zone, sample_day(due) + 1, 0)};
}

/* ---- due days */

static const struct due {
	const char *name, *language, *now, *due, *expected;
} dues[] = {
    {"a working day", "zh_CN", "2018-12-01", "2018-12-24", "2018年12月24日（周一）"},
    {"a working day, Traditional", "zh_TW", "2018-12-01", "2018-12-24", "2018年12月24日（週一）"},
    {"a working day, English", "en", "2018-12-01", "2018-12-24", "Monday 24 December 2018"},
    {"a holiday, a make-up Saturday before it", "zh_CN", "2018-12-01", "2018-12-31",
	"2018年12月31日（周一，元旦假期；此前最后一个工作日是 12月29日周六，调休上班）"},
    {"a holiday, English", "en", "2018-12-01", "2018-12-31",
	"Monday 31 December 2018, a public holiday; the last working day before it is Saturday 29 "
	"December"},
    {"a holiday, today is the last day", "zh_CN", "2018-12-29", "2018-12-31",
	"2018年12月31日（周一，元旦假期；今天是此前最后一个工作日）"},
    {"a holiday that has passed", "zh_CN", "2019-01-02", "2018-12-31",
	"2018年12月31日（周一，元旦假期）"},
    {"an ordinary Sunday", "zh_CN", "2018-12-01", "2018-12-16",
	"2018年12月16日（周日，非工作日；此前最后一个工作日是 12月14日周五）"},
    {"the last working day in another year", "zh_CN", "2018-12-01", "2022-01-01",
	"2022年1月1日（周六，元旦假期；此前最后一个工作日是 2021年12月31日周五）"},
    {"itself a make-up Saturday", "zh_CN", "2018-12-01", "2018-12-29",
	"2018年12月29日（周六，调休上班）"},
    {"itself a make-up Saturday, English", "en", "2018-12-01", "2018-12-29",
	"Saturday 29 December 2018, a working day"},
};

static void test_due(void **state)
{
	const struct due *row = *state;
	struct phrase p = speaker(row->language, row->now);
	struct occurrence o = due_on(row->due);
	scope(text) out = {0};

	phrase_add_due(&p, &out, &o);
	assert_string_equal(text_get(&out), row->expected);
}

/* ---- what is left */

static const struct left {
	const char *name, *language, *now, *due, *expected;
} lefts[] = {
    {"days and working days", "zh_CN", "2018-12-24", "2018-12-31", "还有 7 天（5 个工作日）"},
    {"days and working days, Traditional", "zh_TW", "2018-12-24", "2018-12-31",
	"還有 7 天（5 個工作日）"},
    {"days and working days, English", "en", "2018-12-24", "2018-12-31",
	"7 days left (5 working days)"},
    {"as many working days as days", "zh_CN", "2018-12-24", "2018-12-27", "还有 3 天"},
    {"one day", "en", "2018-12-24", "2018-12-25", "1 day left"},
    {"one working day", "en", "2018-12-28", "2018-12-30", "2 days left (1 working day)"},
    {"holidays alone", "zh_CN", "2018-12-29", "2018-12-31", "还有 2 天（已无工作日）"},
    {"today", "zh_CN", "2018-12-31T09:12", "2018-12-31", "今天到期"},
    {"today, English", "en", "2018-12-31T23:59", "2018-12-31", "due today"},
    {"yesterday", "zh_CN", "2019-01-01T00:00", "2018-12-31", "逾期 1 天"},
    {"yesterday, English", "en", "2019-01-01T00:00", "2018-12-31", "1 day overdue"},
    {"long ago", "zh_CN", "2018-12-24", "2017-06-30", "逾期 542 天"},
};

static void test_left(void **state)
{
	const struct left *row = *state;
	struct phrase p = speaker(row->language, row->now);
	struct occurrence o = due_on(row->due);
	scope(text) out = {0};

	phrase_add_left(&p, &out, &o);
	assert_string_equal(text_get(&out), row->expected);
}

static const struct clock_row {
	const char *name, *language, *now, *end, *expected;
} clocks[] = {
    {"hours", "zh_CN", "2018-12-24T09:00:20", "2018-12-24T13:00:00", "还有 4 小时"},
    {"hours and minutes", "zh_CN", "2018-12-24T09:12", "2018-12-24T13:00", "还有 3 小时 48 分钟"},
    {"minutes", "en", "2018-12-24T12:40", "2018-12-24T13:00", "20 minutes left"},
    {"one hour", "en", "2018-12-24T12:00", "2018-12-24T13:00", "1 hour left"},
    {"some days", "zh_CN", "2018-12-20T12:00", "2018-12-24T13:00", "还有 4 天"},
    {"now", "zh_CN", "2018-12-24T13:00:05", "2018-12-24T13:00", "刚刚到时"},
    {"passed", "zh_CN", "2018-12-24T16:30", "2018-12-24T13:00", "逾期 3 小时 30 分钟"},
};

static void test_clock(void **state)
{
	const struct clock_row *row = *state;
	struct phrase p = speaker(row->language, row->now);
	struct occurrence o = {.timed = true, .end = sample_moment(&s, row->end)};
	scope(text) out = {0};

	phrase_add_left(&p, &out, &o);
	assert_string_equal(text_get(&out), row->expected);
}

/* ---- the rest */

static void test_clock_due(void **state)
{
	struct phrase zh = speaker("zh_CN", "2018-12-23"), en = speaker("en", "2018-12-23");
	struct occurrence o = {.timed = true, .end = sample_moment(&s, "2018-12-24T13:05")};
	scope(text) out = {0};

	(void)state;
	phrase_add_due(&zh, &out, &o);
	assert_string_equal(text_get(&out), "2018年12月24日（周一）13:05");
	text_reset(&out);
	phrase_add_due(&en, &out, &o);
	assert_string_equal(text_get(&out), "Monday 24 December 2018, 13:05");
}

static void test_bar(void **state)
{
	static const struct {
		int percent;
		const char *expected;
	} rows[] = {{0, "░░░░░░░░░░░░░░░░░░░░"}, {4, "░░░░░░░░░░░░░░░░░░░░"},
	    {5, "█░░░░░░░░░░░░░░░░░░░"}, {81, "████████████████░░░░"}, {99, "███████████████████░"},
	    {100, "████████████████████"}};
	struct phrase p = speaker("zh_CN", "2018-12-24");

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		scope(text) out = {0};

		phrase_add_bar(&p, &out, rows[i].percent);
		assert_string_equal(text_get(&out), rows[i].expected);
	}
}

static void test_amount(void **state)
{
	scope(text) out = {0};

	(void)state;
	phrase_add_amount(&out, 163, "个");
	text_addc(&out, '|');
	phrase_add_amount(&out, 99.5, "%");
	text_addc(&out, '|');
	phrase_add_amount(&out, 7, "");
	text_addc(&out, '|');
	phrase_add_amount(&out, 2.36, NULL);
	assert_string_equal(text_get(&out), "163 个|99.5%|7|2.36");
}

static void test_lengths(void **state)
{
	static const struct {
		struct duration d;
		const char *zh, *en;
	} rows[] = {{{24, DURATION_HOURS}, "24 小时", "24 hours"},
	    {{3, DURATION_WORKDAYS}, "3 个工作日", "3 working days"},
	    {{1, DURATION_DAYS}, "1 天", "1 day"}, {{2, DURATION_MONTHS}, "2 个月", "2 months"},
	    {{1, DURATION_WEEKS}, "1 周", "1 week"},
	    {{30, DURATION_MINUTES}, "30 分钟", "30 minutes"}};
	struct phrase zh = speaker("zh_CN", "2018-12-24"), en = speaker("en", "2018-12-24");

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		scope(text) out = {0};

		phrase_add_length(&zh, &out, rows[i].d);
		assert_string_equal(text_get(&out), rows[i].zh);
		text_reset(&out);
		phrase_add_length(&en, &out, rows[i].d);
		assert_string_equal(text_get(&out), rows[i].en);
	}
}

/* A value is put in once: what looks like a place in it stays. */
static void test_places(void **state)
{
	struct phrase p = speaker("zh_CN", "2018-12-24");
	scope(text) out = {0};

	(void)state;
	phrase_add(&p, &out, "{a}{b}-{c} {", "a", "{b}", "b", "2", NULL);
	assert_string_equal(text_get(&out), "{b}2-{c} {");
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_clock_due),
	    cmocka_unit_test(test_bar),
	    cmocka_unit_test(test_amount),
	    cmocka_unit_test(test_lengths),
	    cmocka_unit_test(test_places),
	};
	int failed = 0;

	open_sample(NULL);
	failed += table_run("due", dues, test_due);
	failed += table_run("left", lefts, test_left);
	failed += table_run("clock", clocks, test_clock);
	failed += cmocka_run_group_tests_name("phrase", single, NULL, NULL);
	close_sample(NULL);
	return failed;
}
