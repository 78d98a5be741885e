/* Years at once: what simulate shows is what the daemon would send, in order, and nothing is left over. */
#include "office.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2016-12-31"},
    {"2", "乙局", .due = "2018-12-31", .target = 120},
    {"2", "乙局", .due = "2020-12-31", .target = 260},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
    {"4", "甲局", .relative = "P3BD"},
};

struct seen {
	struct office *office;
	moment last, from, to;
	int n, mails;
	bool wrong;
	struct text all;
};

static void see(void *context, moment at, const struct delivery *d)
{
	struct seen *s = context;

	s->n++;
	s->mails += !strcmp(d->channel->name, "mail");
	s->wrong =
	    s->wrong || at < s->last || at < s->from || at >= s->to || !d->body_n || !*d->subject;
	s->last = at;
	text_addf(&s->all, "%lld %s %s\n", (long long)at, d->to, d->subject);
}

static struct seen run(struct office *o, const char *from, const char *to)
{
	struct seen s = {.office = o, .from = office_moment(o, from), .to = office_moment(o, to)};

	good(o, simulate_run(o->engine, s.from, s.to, see, &s, &o->err));
	return s;
}

static void five_years_in_order(void **state)
{
	struct office *o = *state;
	struct seen s;

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	s = run(o, "2016-10-29T08:00", "2021-03-31T00:00");
	assert_false(s.wrong);
	assert_true(s.mails > 100);
	assert_int_equal(office_count(o, "SELECT max(id) FROM deliveries"), s.n);
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries WHERE state <> 2"), 0);
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE late"), 0);
	text_release(&s.all);
}

static void two_halves_are_the_whole(void **state)
{
	struct office *o = *state, *other = office_open(":memory:");
	struct seen whole, first, second;

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	office_read(other, rows, office_moment(o, "2016-10-29T08:00"));
	whole = run(o, "2016-10-29T08:00", "2019-01-01T00:00");
	first = run(other, "2016-10-29T08:00", "2017-05-05T12:00");
	second = run(other, "2017-05-05T12:00", "2019-01-01T00:00");
	text_add(&first.all, text_get(&second.all));
	assert_string_equal(text_get(&first.all), text_get(&whole.all));
	text_release(&whole.all);
	text_release(&first.all);
	text_release(&second.all);
	office_close(other);
}

static void an_empty_plan_says_nothing(void **state)
{
	struct seen s = run(*state, "2016-10-29T08:00", "2021-03-31T00:00");

	assert_int_equal(s.n, 0);
}

static int open_in_memory(void **state)
{
	*state = office_open(":memory:");
	return 0;
}

#define memory_test(f) cmocka_unit_test_setup_teardown(f, open_in_memory, office_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    memory_test(five_years_in_order),
	    memory_test(two_halves_are_the_whole),
	    memory_test(an_empty_plan_says_nothing),
	};

	return cmocka_run_group_tests_name("simulate", tests, NULL, NULL);
}
