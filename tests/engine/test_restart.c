/* A property: random plans with random events, lived through twice, once in one go and once with restarts and needless
 * ticks at random points, leave exactly the same reminders behind. No stage twice, none missing. PLANS=n in the environment tries n. */
#include <inttypes.h>
#include "engine/outbox.h"
#include "draw.h"
#include "office.h"
#include "store/deliveries.h"

enum { PLANS = 12, TASKS_MOST = 5, EVENTS_MOST = 20 };

/* Something that somebody does at a moment. */
struct deed {
	moment at;
	const char *verb;
	char arguments[160];
};
struct life {
	struct row rows[TASKS_MOST];
	size_t n;
	struct deed deeds[EVENTS_MOST];
	size_t deeds_n;
	moment from, to;
};

static void draw_row(uint64_t *seed, struct arena *a, int i, struct row *r)
{
	static const char *const units[] = {"甲局", "乙局", "丙办", "督查室"};
	static const char *const rules[] = {
	    "FREQ=YEARLY;start=2016", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=5"};
	static const char *const lengths[] = {"P3BD", "PT24H", "P1M", "PT4H"};
	char due[11];

	*r = (struct row){.no = arena_printf(a, "%d", i + 1), .unit = units[below(seed, 4)]};
	if (below(seed, 2))
		r->target = 10 * (1 + below(seed, 20));
	switch (below(seed, 4)) {
	case 0:
		r->recurrence = rules[below(seed, 3)];
		break;
	case 1:
		r->relative = lengths[below(seed, 4)];
		break;
	default:
		civil_print(office_day("2016-06-30") + below(seed, 900), due);
		r->due = arena_dup(a, due);
	}
}

static void draw_deed(uint64_t *seed, const struct life *l, struct deed *d)
{
	static const char *const verbs[] = {"report", "report", "report", "done", "reopen", "start",
	    "start", "sign", "retry", "accept", "return", "ask", "extend", "extend", "refuse",
	    "waive", "ack", "snooze", "undo"};
	static const struct {
		const char *verb, *arguments;
	} more[] = {
	    {"return", ", \"reason\": \"缺材料\""},
	    {"ask", ", \"reason\": \"流标\", \"day\": \"2018-12-31\""},
	    {"extend", ", \"day\": \"2018-03-31\""},
	    {"refuse", ", \"reason\": \"不同意\""},
	    {"waive", ", \"reason\": \"机构改革\""},
	    {"snooze", ", \"until\": \"9d\""},
	};
	int task = 1 + below(seed, (int)l->n);
	const char *rest = "";

	d->verb = verbs[below(seed, (int)ROWS(verbs))];
	for (size_t i = 0; i < ROWS(more); i++)
		if (!strcmp(more[i].verb, d->verb))
			rest = more[i].arguments;
	d->at = l->from + below(seed, (int)(l->to - l->from));
	if (!strcmp(d->verb, "retry"))
		snprintf(d->arguments, sizeof d->arguments, "{\"what\": \"all\"}");
	else if (!strcmp(d->verb, "report"))
		snprintf(d->arguments, sizeof d->arguments,
		    "{\"address\": \"office-1:%d.1\", \"values\": [\"=%d\"]}", task,
		    10 * below(seed, 30));
	else
		snprintf(d->arguments, sizeof d->arguments, "{\"address\": \"office-1:%d.1\"%s}",
		    task, rest);
}

static int by_moment(const void *a, const void *b)
{
	const struct deed *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void draw_life(uint64_t *seed, struct office *o, struct life *l)
{
	l->from = office_moment(o, "2016-10-29T00:00") + below(seed, DAY_S);
	l->to = l->from + (moment)(100 + below(seed, 600)) * DAY_S;
	l->n = 1 + (size_t)below(seed, TASKS_MOST);
	for (size_t i = 0; i < l->n; i++)
		draw_row(seed, &o->a, (int)i, &l->rows[i]);
	l->deeds_n = (size_t)below(seed, EVENTS_MOST + 1);
	for (size_t i = 0; i < l->deeds_n; i++)
		draw_deed(seed, l, &l->deeds[i]);
	qsort(l->deeds, l->deeds_n, sizeof *l->deeds, by_moment);
}

/* Everything that waits is sent. */
static void send_all(struct office *o, moment now)
{
	struct verdict sent = {.kind = VERDICT_SENT, .reason = "ok"};
	struct delivery out[32];
	scope(arena) a = {0};
	int n;

	list_each (const struct channel *, c, o->settings.channels)
		do {
			good(o, outbox_claim(o->engine, c, 32, now, &a, out, &n, &o->err));
			for (int i = 0; i < n; i++)
				good(o, outbox_settle(o->engine, out[i].id, &sent, now, &o->err));
		} while (n);
	good(o, outbox_end(o->engine, &o->err));
}

static void tick(struct office *o, moment now)
{
	good(o, tick_run(o->engine, now, &o->err));
	send_all(o, now);
}

/* Restarts and ticks that nobody asked for, somewhere on the way to `next`. */
static void disturb(struct office *o, uint64_t *seed, moment now, moment next)
{
	if (below(seed, 6) == 0)
		office_restart(o);
	if (next - now > 2 && below(seed, 2))
		tick(o, now + 1 + (moment)(draw(seed) % (uint64_t)(next - now - 1)));
	if (below(seed, 6) == 0)
		office_restart(o);
}

static void live(struct office *o, const struct life *l, uint64_t *disturbance)
{
	struct diff changes = office_take(o, "office-1", l->rows, l->n, l->from);
	moment now = l->from;
	size_t deed = 0;

	diff_release(&changes);
	while (now < l->to) {
		moment next;
		json_t *answer;

		tick(o, now);
		next = tick_next(o->engine);
		assert_true(next > now);
		if (next > l->to)
			next = l->to;
		if (deed < l->deeds_n && l->deeds[deed].at <= next)
			next = l->deeds[deed].at > now ? l->deeds[deed].at : now;
		if (disturbance)
			disturb(o, disturbance, now, next);
		now = next;
		if (deed == l->deeds_n || l->deeds[deed].at > now)
			continue;
		/* Some are refused (a clock that is not running); both lives refuse the same. */
		answer = office_verb(o, l->deeds[deed].verb, now, l->deeds[deed].arguments);
		json_decref(answer);
		deed++;
	}
}

static const char *footprint(struct office *o)
{
	return office_words(o,
	    "SELECT t.key || '.' || r.milestone || '@' || r.occurrence || '/' || r.due || '/' || "
	    "r.key || '/' || r.channel"
	    " || ':' || r.recipient || '/' || r.at || '/' || r.late || r.merged || r.state || '/' "
	    "||"
	    " ifnull((SELECT min(created) || '-' || count(*) FROM deliveries d WHERE d.message = "
	    "r.message), '') || char(10)"
	    " FROM reminders r JOIN tasks t ON t.id = r.task"
	    " ORDER BY t.key, r.milestone, r.occurrence, r.due, r.key, r.channel, r.recipient");
}

static void restarts_change_nothing(void **state)
{
	const char *wanted = getenv("PLANS");
	uint64_t plans = wanted ? strtoull(wanted, NULL, 10) : PLANS;
	int64_t reminders = 0;

	(void)state;
	for (uint64_t plan = 1; plan <= plans; plan++) {
		uint64_t seed = plan * 0x9e3779b97f4a7c15u, disturbance = seed ^ 0x5555;
		struct office *calm = office_open(":memory:"), *shaken = office_open(NULL);
		const char *expected, *seen;
		struct life life = {0};

		office_watch(calm)->review = office_watch(shaken)->review = below(&seed, 2);
		draw_life(&seed, calm, &life);
		live(calm, &life, NULL);
		live(shaken, &life, &disturbance);
		expected = footprint(calm);
		seen = footprint(shaken);
		if (strcmp(expected, seen))
			fail_msg(
			    "seed %" PRIu64 ":\n%s\n--- with restarts:\n%s", plan, expected, seen);
		reminders += office_count(calm, "SELECT count(*) FROM reminders");
		office_close(calm);
		office_close(shaken);
	}
	assert_true(reminders > (int64_t)plans);
	print_message("%" PRIu64 " plans, %" PRId64 " reminders\n", plans, reminders);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(restarts_change_nothing)};

	return cmocka_run_group_tests_name("restart", tests, NULL, NULL);
}
