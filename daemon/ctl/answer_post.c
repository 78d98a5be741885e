/* Deliveries, and how the daemon stands. */
#include "ctl/answer.h"
#include "ctl/grid.h"

static const struct grid_column DELIVERIES[] = {
    {.title = "ID", .right = true},
    {.title = "STATE"},
    {.title = "CHANNEL"},
    {.title = "TO", .least = 12},
    {.title = "TRIES", .right = true},
    {.title = "WHEN"},
    {.title = "SUBJECT", .least = 16, .weight = 2},
    {.title = "REPLY", .least = 12},
};

static enum tint tint_of(const char *state)
{
	static const struct {
		const char *state;
		enum tint tint;
	} tints[] = {{"sent", TINT_GREEN}, {"waiting", TINT_YELLOW}, {"held", TINT_RED},
	    {"dead", TINT_RED}, {"expired", TINT_PALE}};

	for (size_t i = 0; i < sizeof tints / sizeof *tints; i++)
		if (!strcmp(tints[i].state, state))
			return tints[i].tint;
	return TINT_NONE;
}

static void grid_add_int(struct grid *g, enum tint tint, int64_t n)
{
	scope(text) s = {0};

	text_addf(&s, "%lld", (long long)n);
	grid_add(g, tint, s.s);
}

static void grid_add_time(struct grid *g, const char *iso)
{
	scope(text) s = {0};

	terminal_add_time(&s, iso);
	grid_add(g, TINT_NONE, s.s);
}

/* When it ended; of one under way when it is tried next. */
static const char *moment_of(const json_t *d)
{
	const char *ended = json_get_text(d, "ended", NULL), *next = json_get_text(d, "next", NULL);

	return ended ? ended : next ? next : json_get_text(d, "created", NULL);
}

static const struct grid_column ADDRESSES[] = {
    {.title = "DEAD ADDRESS"},
    {.title = "SINCE"},
    {.title = "REPLY", .least = 20},
};

/* Nothing is sent to these until somebody releases them: so it is said how. */
static void add_addresses(const json_t *addresses, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = ADDRESSES, .n = sizeof ADDRESSES / sizeof *ADDRESSES};
	const json_t *d;
	size_t i;

	json_array_foreach (addresses, i, d) {
		scope(text) address = {0};

		text_addf(
		    &address, "%s:%s", json_get_text(d, "channel", ""), json_get_text(d, "to", ""));
		grid_add(&g, TINT_RED, address.s);
		grid_add_time(&g, json_get_text(d, "since", NULL));
		grid_add(&g, TINT_PALE, json_get_text(d, "reason", ""));
	}
	if (!i)
		return;
	text_addc(out, '\n');
	grid_print(&g, t, out);
	text_add(out,
	    "\nNothing is sent to these; `deadlinectl retry CHANNEL:ADDRESS` releases one "
	    "and sends what is dead again.\n");
}

/* The last reply, and whether a try before it may have been received. */
static void add_reply(struct grid *g, const json_t *delivery)
{
	int64_t doubts = json_get_int(delivery, "in_doubt", 0);
	scope(text) s = {0};

	if (doubts)
		text_addf(&s, "%lld in doubt: ", (long long)doubts);
	text_add(&s, json_get_text(delivery, "reason", ""));
	grid_add(g, TINT_PALE, s.s);
}

void answer_deliveries(const json_t *reply, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = DELIVERIES, .n = sizeof DELIVERIES / sizeof *DELIVERIES};
	const json_t *d;
	size_t i;

	json_array_foreach (json_object_get(reply, "items"), i, d) {
		const char *state = json_get_text(d, "state", "");

		grid_add_int(&g, TINT_NONE, json_get_int(d, "id", 0));
		grid_add(&g, tint_of(state), state);
		grid_add(&g, TINT_NONE, json_get_text(d, "channel", ""));
		grid_add(&g, TINT_NONE, json_get_text(d, "to", ""));
		grid_add_int(&g, TINT_NONE, json_get_int(d, "tries", 0));
		grid_add_time(&g, moment_of(d));
		grid_add(&g, TINT_NONE, json_get_text(d, "subject", ""));
		add_reply(&g, d);
	}
	if (i)
		grid_print(&g, t, out);
	else
		text_add(out, "nothing\n");
	add_addresses(json_object_get(reply, "addresses"), t, out);
}

void answer_retry(const json_t *reply, const struct terminal *t, struct text *out)
{
	int64_t n = json_get_int(reply, "revived", 0);

	(void)t;
	text_addf(
	    out, n == 1 ? "%lld message goes again\n" : "%lld messages go again\n", (long long)n);
}

void answer_reload(const json_t *reply, const struct terminal *t, struct text *out)
{
	(void)reply;
	(void)t;
	text_add(out, "the configuration was read again\n");
}

/* ---- status */

static const struct grid_column CHANNELS[] = {
    {.title = "CHANNEL"},
    {.title = "TYPE"},
    {.title = "QUEUED", .right = true},
    {.title = "SENDING", .right = true},
    {.title = "DEAD", .right = true},
    {.title = "LAST SENT"},
    {.title = "MONTH", .right = true},
    {.title = "STANDING", .least = 20},
};

/* Requests of this month, and how much of the quota they are where one is known. */
static void add_month(struct grid *g, const json_t *month)
{
	int64_t n = json_get_int(month, "requests", 0), quota = json_get_int(month, "quota", 0),
		percent = json_get_int(month, "percent", 0);
	scope(text) s = {0};

	text_addf(&s, "%lld", (long long)n);
	if (quota)
		text_addf(&s, " of %lld (%lld%%)", (long long)quota, (long long)percent);
	grid_add(g, percent >= 100 ? TINT_RED : percent >= 80 ? TINT_YELLOW : TINT_NONE, s.s);
}

/* "at most 18 in 60 s", and how long the next one waits for that. */
static void add_limit(struct text *out, const json_t *limit)
{
	int64_t n = json_get_int(limit, "requests", 0), s = json_get_int(limit, "seconds", 0),
		wait = json_get_int(limit, "ready_in", 0);

	if (!n)
		return;
	text_addf(out, " (at most %lld in %lld s", (long long)n, (long long)s);
	if (wait)
		text_addf(out, ", the next in %lld s", (long long)wait);
	text_addc(out, ')');
}

/* Held, waiting for its endpoint, or ready; why is said below the table, where it has room. */
static void add_standing(struct grid *g, const json_t *channel)
{
	const char *held = json_get_text(channel, "held", NULL),
		   *until = json_get_text(channel, "waiting_until", NULL);
	scope(text) s = {0};

	if (held) {
		text_add(&s, "held");
	} else if (until) {
		text_add(&s, "waits until ");
		terminal_add_time(&s, until);
	} else {
		text_add(&s, "ready");
		add_limit(&s, json_object_get(channel, "limit"));
	}
	grid_add(g, held ? TINT_RED : until ? TINT_YELLOW : TINT_GREEN, s.s);
}

static void add_fallback(struct text *out, const json_t *channel, bool held)
{
	const char *fallback = json_get_text(channel, "fallback", NULL);
	int64_t minutes = json_get_int(channel, "fallback_after_s", 0) / 60;

	if (!fallback)
		return;
	text_add(out, "    ");
	if (!held)
		text_addf(out, "when it has failed for %lld min, ", (long long)minutes);
	text_addf(out, "its reminders go out through %s\n", fallback);
}

/* Why a channel does not send, whole, and what to do. */
static void add_trouble(struct text *out, const json_t *channel)
{
	const char *held = json_get_text(channel, "held", NULL),
		   *since = json_get_text(channel, "failing_since", NULL),
		   *name = json_get_text(channel, "name", "");

	if (!held && !since)
		return;
	text_addf(out, "\n%s: ", name);
	terminal_add_harmless(
	    out, held ? held : json_get_text(channel, "reason", "it does not answer"), false);
	if (held) {
		text_addf(out, "\n    once mended, `deadlinectl test %s` lets it go again\n", name);
	} else {
		text_add(out, "\n    failing since ");
		terminal_add_time(out, since);
		text_addf(
		    out, "; tried again by itself, at once with `deadlinectl retry %s`\n", name);
	}
	add_fallback(out, channel, held != NULL);
}

static void add_doubt(struct text *out, const json_t *channel)
{
	int64_t n = json_get_int(channel, "in_doubt", 0);

	if (n)
		text_addf(out,
		    "\n%s: %lld of this month may have come twice: all was sent, no answer came, "
		    "and they went again\n",
		    json_get_text(channel, "name", ""), (long long)n);
}

static void add_channels(const json_t *channels, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = CHANNELS, .n = sizeof CHANNELS / sizeof *CHANNELS};
	const json_t *c;
	size_t i;

	json_array_foreach (channels, i, c) {
		int64_t dead = json_get_int(c, "dead", 0);

		grid_add(&g, TINT_NONE, json_get_text(c, "name", ""));
		grid_add(&g, TINT_NONE, json_get_text(c, "type", ""));
		grid_add_int(&g, TINT_NONE, json_get_int(c, "queued", 0));
		grid_add_int(&g, TINT_NONE, json_get_int(c, "sending", 0));
		grid_add_int(&g, dead ? TINT_RED : TINT_NONE, dead);
		grid_add_time(&g, json_get_text(c, "last_sent", NULL));
		add_month(&g, json_object_get(c, "month"));
		add_standing(&g, c);
	}
	grid_print(&g, t, out);
	json_array_foreach (channels, i, c) {
		add_trouble(out, c);
		add_doubt(out, c);
	}
}

static void add_lights(const json_t *lights, const struct terminal *t, struct text *out)
{
	static const struct {
		const char *light, *words;
		enum tint tint;
	} rows[] = {{"red", "overdue", TINT_RED}, {"yellow", "due soon", TINT_YELLOW},
	    {"green", "in time", TINT_GREEN}, {"grey", "at rest", TINT_PALE}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		scope(text) s = {0};

		text_addf(&s, "%lld %s", (long long)json_get_int(lights, rows[i].light, 0),
		    rows[i].words);
		text_add(out, i ? ", " : "");
		terminal_add(
		    t, out, json_get_int(lights, rows[i].light, 0) ? rows[i].tint : TINT_NONE, s.s);
	}
}

static void add_calendar(const json_t *calendar, const struct terminal *t, struct text *out)
{
	const char *reaches = json_get_text(calendar, "reaches", NULL),
		   *warning = json_get_text(calendar, "warning", NULL);

	text_add(out, "\nholidays    ");
	if (warning)
		terminal_add(t, out, TINT_YELLOW, warning);
	else if (reaches)
		text_addf(out, "known until %s", reaches);
	else
		text_add(out, "no table");
}

static const struct grid_column SHEETS[] = {
    {.title = "REPORTS"},
    {.title = "READ"},
    {.title = "TAKEN", .right = true},
    {.title = "KNOWN", .right = true},
    {.title = "WRONG", .right = true},
    {.title = " ", .least = 20},
};

/* The last files of reported values. */
static void add_sheets(const json_t *sheets, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = SHEETS, .n = sizeof SHEETS / sizeof *SHEETS};
	const json_t *s;
	size_t i;

	json_array_foreach (sheets, i, s) {
		int64_t wrong = json_get_int(s, "wrong", 0);

		grid_add(&g, TINT_NONE, json_get_text(s, "file", ""));
		grid_add_time(&g, json_get_text(s, "at", NULL));
		grid_add_int(&g, TINT_NONE, json_get_int(s, "taken", 0));
		grid_add_int(&g, TINT_NONE, json_get_int(s, "skipped", 0));
		grid_add_int(&g, wrong ? TINT_RED : TINT_NONE, wrong);
		grid_add(&g, TINT_PALE, json_get_text(s, "unreadable", ""));
	}
	if (!i)
		return;
	text_addc(out, '\n');
	grid_print(&g, t, out);
}

void answer_status(const json_t *reply, const struct terminal *t, struct text *out)
{
	int64_t provisional = json_get_int(reply, "provisional", 0);

	text_add(out, "now         ");
	terminal_add_time(out, json_get_text(reply, "now", NULL));
	text_add(out, "\nnext        ");
	terminal_add_time(out, json_get_text(reply, "next", NULL));
	text_addf(out, "\nnotices     %zu with %lld tasks\nmilestones  ",
	    json_array_size(json_object_get(reply, "notices")),
	    (long long)json_get_int(reply, "tasks", 0));
	add_lights(json_object_get(reply, "lights"), t, out);
	if (provisional)
		text_addf(out,
		    "\n            %lld on days past the holiday tables (~): they may still move",
		    (long long)provisional);
	add_calendar(json_object_get(reply, "calendar"), t, out);
	text_addf(out, "\nstore       %s\n\n", json_get_text(reply, "state", ""));
	add_channels(json_object_get(reply, "channels"), t, out);
	add_sheets(json_object_get(reply, "reports"), t, out);
}

/* As it would stand in a mail, its subject first. */
void answer_bulletin(const json_t *reply, const struct terminal *t, struct text *out)
{
	(void)t;
	terminal_add_harmless(out, json_get_text(reply, "text", ""), true);
}
