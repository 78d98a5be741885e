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

static void see(
    void *context, moment at, const struct delivery *d, const struct simulate_items *items)
{
	struct seen *s = context;

	(void)items;
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

	good(o, simulate_run(o->engine,
		    &(struct simulate){.from = s.from, .to = s.to, .seen = see, .context = &s},
		    &o->err));
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

/* ---- what people do meanwhile, against a walk in steps that asks the clock and sends like the daemon */

enum { STEP_S = MINUTE_S, WALK_DAYS = 25, ACTS = 25, SEEDS = 4 };

static const struct row near[] = {
    {"1", "甲局", .due = "2016-11-09", .target = 120},
    {"2", "乙局", .due = "2016-11-14"},
    {"2", "乙局", .due = "2016-11-18", .target = 260},
    {"3", "丙办", .recurrence = "FREQ=MONTHLY;start=2016"},
    {"4", "甲局", .relative = "P3BD"},
    {"5", "乙局", .relative = "PT24H"},
};
/* Verbs and their arguments; refusals are welcome. */
static const struct {
	const char *verb, *arguments;
} deeds[] = {
    {"report", "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=60\"]}"},
    {"report", "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=130\"]}"},
    {"report", "{\"address\": \"office-1:2.2\", \"values\": [\"数据集=300\"]}"},
    {"done", "{\"address\": \"office-1:2.1\"}"},
    {"reopen", "{\"address\": \"office-1:2.1\"}"},
    {"done", "{\"address\": \"office-1:3.1\"}"},
    {"sign", "{\"address\": \"office-1:2\"}"},
    {"start", "{\"address\": \"office-1:4.1\"}"},
    {"start", "{\"address\": \"office-1:5.1\"}"},
    {"done", "{\"address\": \"office-1:4.1\"}"},
    {"done", "{\"address\": \"office-1:5.1@1\"}"},
};

struct play {
	struct office *office;
	moment from, to, acts[ACTS];
	int deeds[ACTS];
	struct text said; /* a line a message: the step in which it goes, to whom, subject */
};

static int by_moment(const void *a, const void *b)
{
	const moment *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void plan_acts(struct play *p, unsigned seed)
{
	for (int i = 0; i < ACTS; i++) {
		p->acts[i] = p->from + (rand_r(&seed) % (WALK_DAYS * DAY_S / STEP_S)) * STEP_S;
		p->deeds[i] = rand_r(&seed) % (int)ROWS(deeds);
	}
	qsort(p->acts, ACTS, sizeof *p->acts, by_moment);
}

static struct play play_open(unsigned seed)
{
	struct play p = {.office = office_open(":memory:")};

	p.from = office_moment(p.office, "2016-10-29T08:00");
	p.to = p.from + WALK_DAYS * DAY_S;
	plan_acts(&p, seed);
	office_read(p.office, near, p.from);
	return p;
}

static void play_close(struct play *p)
{
	text_release(&p->said);
	office_close(p->office);
}

static void note(struct play *p, moment at, const struct delivery *d)
{
	moment step = (at - p->from + STEP_S - 1) / STEP_S;

	text_addf(&p->said, "%lld %s %s\n", (long long)step, d->to, d->subject);
}

static bool do_act(void *context, size_t i, moment now, struct error *err)
{
	struct play *p = context;
	json_scope answer =
	    office_verb(p->office, deeds[p->deeds[i]].verb, now, deeds[p->deeds[i]].arguments);

	(void)err;
	assert_true(now == p->acts[i]);
	return true;
}

static void note_simulated(
    void *context, moment at, const struct delivery *d, const struct simulate_items *items)
{
	note(context, at, d);
	assert_true(items->n > 0);
	assert_true(!strncmp(items->at[0].address, "office-1:", 9) && *items->at[0].stage);
}

/* Through the outbox, as the daemon does. */
static void send_channel(struct play *p, const struct channel *c, moment now)
{
	static const struct verdict sent = {.kind = VERDICT_SENT};
	struct office *o = p->office;
	int n = 1;

	while (n) {
		scope(arena) a = {0};
		struct delivery d;

		good(o, outbox_claim(o->engine, c, 1, now, &a, &d, &n, &o->err));
		if (!n)
			continue;
		note(p, now, &d);
		good(o, outbox_settle(o->engine, d.id, &sent, now, &o->err));
	}
}

static void walk_step(struct play *p, moment now)
{
	struct office *o = p->office;

	good(o, tick_run(o->engine, now, &o->err));
	list_each (const struct channel *, c, o->settings.channels)
		send_channel(p, c, now);
}

static void walk(struct play *p)
{
	size_t i = 0;

	for (moment now = p->from; now < p->to; now += STEP_S) {
		walk_step(p, now);
		for (; i < ACTS && p->acts[i] == now; i++) {
			do_act(p, i, now, NULL);
			walk_step(p, now);
		}
	}
}

/* Named by seed and first line that differs. */
static void check_same(unsigned seed, const char *played, const char *walked)
{
	size_t line = 0, i = 0;

	for (; played[i] && played[i] == walked[i]; i++)
		line = played[i] == '\n' ? i + 1 : line;
	if (played[i] != walked[i])
		fail_msg("seed %u: simulated\n%.*s\nwalked\n%.*s", seed,
		    (int)strcspn(played + line, "\n"), played + line,
		    (int)strcspn(walked + line, "\n"), walked + line);
}

static void what_people_do_comes_in_between_as_in_the_daemon(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct play played = play_open(seed), walked = play_open(seed);
		const struct simulate what = {.from = played.from,
		    .to = played.to,
		    .acts = played.acts,
		    .acts_n = ACTS,
		    .act = do_act,
		    .seen = note_simulated,
		    .context = &played,
		    .items = true};

		good(
		    played.office, simulate_run(played.office->engine, &what, &played.office->err));
		walk(&walked);
		check_same(seed, text_get(&played.said), text_get(&walked.said));
		play_close(&played);
		play_close(&walked);
	}
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
	    cmocka_unit_test(what_people_do_comes_in_between_as_in_the_daemon),
	};

	return cmocka_run_group_tests_name("simulate", tests, NULL, NULL);
}
