/* A notice for people: who must do what by when, wrapped into three columns, each target on a line of its own;
 * below, what was not understood, with its line. */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "calendar/duration.h"
#include "ctl/parse.h"
#include "plan/target.h"

enum { NO_CELLS = 5, GAP_CELLS = 2 };

/* A column of one task: its lines, wrapped to its width. */
struct column {
	size_t cells;
	struct text lines; /* each ended by \n */
	const char *at;	   /* the next line to print */
};

/* Does a line end well behind or before this character? */
static bool is_wide(uint32_t c)
{
	return c >= 0x2e80;
}

/* The bytes of s that fit into so many cells, cut at a blank or between wide characters. */
static size_t fitting(const char *s, const char *end, size_t cells)
{
	const char *p = s, *cut = NULL;
	size_t used = 0;
	uint32_t before = 0;

	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);
		char one[8] = {0};

		memcpy(one, at, (size_t)(p - at) < sizeof one ? (size_t)(p - at) : sizeof one - 1);
		if (at > s && (c == ' ' || is_wide(c) || is_wide(before)))
			cut = at;
		used += utf8_width(one);
		if (used > cells)
			return (size_t)((cut ? cut : at > s ? at : p) - s);
		before = c;
	}
	return (size_t)(end - s);
}

/* Wrap words into lines; those after the first open with `indent`. */
static void add_wrapped(struct column *c, const char *s, const char *indent)
{
	const char *end = s + strlen(s);
	size_t width = c->cells, margin = utf8_width(indent);

	while (s < end) {
		const char *broken = memchr(s, '\n', (size_t)(end - s));
		size_t n = fitting(s, broken ? broken : end, width);

		text_addn(&c->lines, s, n);
		text_addc(&c->lines, '\n');
		s += n;
		while (s < end && (*s == ' ' || *s == '\n'))
			s++;
		if (s < end)
			text_add(&c->lines, indent);
		width = c->cells > margin ? c->cells - margin : c->cells;
	}
}

static void add_day(struct text *out, day d)
{
	char s[11];

	civil_print(d, s);
	text_add(out, s);
}

/* The value of NAME= in a rule; NULL: none. */
static const char *part_of(const char *rule, const char *name)
{
	const char *at = strstr(rule, name);

	return at ? at + strlen(name) : NULL;
}

static void add_part(struct text *out, const char *rule, const char *name, const char *before)
{
	const char *value = part_of(rule, name);

	if (value)
		text_addf(out, "%s%.*s", before, (int)strcspn(value, ";"), value);
}

/* FREQ=MONTHLY;INTERVAL=3;start=2018 → "every 3 months, from 2018" */
static void add_rule(struct text *out, const char *rule)
{
	static const struct {
		const char *freq, *one, *many;
	} words[] = {{"YEARLY", "year", "years"}, {"MONTHLY", "month", "months"},
	    {"WEEKLY", "week", "weeks"}, {"DAILY", "day", "days"}};
	const char *freq = part_of(rule, "FREQ="), *interval = part_of(rule, "INTERVAL=");
	int every = interval ? atoi(interval) : 1;

	for (size_t i = 0; freq && i < sizeof words / sizeof *words; i++) {
		if (strncmp(freq, words[i].freq, strlen(words[i].freq)) != 0)
			continue;
		if (every == 3 && i == 1)
			text_add(out, "every quarter");
		else if (every == 6 && i == 1)
			text_add(out, "every half year");
		else if (every == 1)
			text_addf(out, "every %s", words[i].one);
		else
			text_addf(out, "every %d %s", every, words[i].many);
	}
	add_part(out, rule, "BYMONTH=", ", month ");
	if (strstr(rule, "BYMONTHDAY=-1"))
		text_add(out, ", last day");
	else
		add_part(out, rule, "BYMONTHDAY=", ", day ");
	add_part(out, rule, "BYDAY=", ", ");
	add_part(out, rule, "start=", ", from ");
	add_part(out, rule, "until=", ", until ");
}

static void add_relative(struct text *out, const char *iso)
{
	static const char *const units[] = {[DURATION_SECONDS] = "second",
	    [DURATION_MINUTES] = "minute",
	    [DURATION_HOURS] = "hour",
	    [DURATION_DAYS] = "day",
	    [DURATION_WORKDAYS] = "working day",
	    [DURATION_WEEKS] = "week",
	    [DURATION_MONTHS] = "month",
	    [DURATION_YEARS] = "year"};
	struct duration d;
	int n;

	if (!duration_parse_iso(iso, &d) || !d.unit) {
		text_add(out, iso);
		return;
	}
	n = abs(d.n);
	if (!n)
		text_add(out, "at once");
	else
		text_addf(out, "%s %d %s%s %s the event", d.n < 0 ? "at least" : "within", n,
		    units[d.unit], n > 1 ? "s" : "", d.n < 0 ? "before" : "of");
}

static void add_when(struct text *out, const struct milestone *m)
{
	if (m->kind == MILESTONE_DATE && m->due != DAY_NONE)
		add_day(out, m->due);
	else if (m->kind == MILESTONE_RECURRING && m->recurrence)
		add_rule(out, m->recurrence);
	else if (m->kind == MILESTONE_RELATIVE && m->relative)
		add_relative(out, m->relative);
	else
		text_add(out, m->kind == MILESTONE_ONGOING ? "ongoing" : "no deadline read");
	if (m->kind != MILESTONE_DATE && m->due != DAY_NONE) {
		text_add(out, ", until ");
		add_day(out, m->due);
	}
	if (m->alternative != DAY_NONE) {
		text_add(out, " (or ");
		add_day(out, m->alternative);
		text_add(out, ")");
	}
}

static void add_target(struct column *c, const struct target *t)
{
	scope(text) line = {0};

	text_addf(&line, "  %s%s", t->approximate ? "~ " : "", t->metric ? t->metric : "");
	text_addc(&line, ' ');
	target_add_bound(t, &line);
	add_wrapped(c, text_get(&line), "    ");
}

static void add_milestone(struct column *c, const struct milestone *m, bool explain)
{
	scope(text) line = {0};

	add_when(&line, m);
	add_wrapped(c, text_get(&line), "  ");
	list_each (const struct target *, t, m->targets)
		add_target(c, t);
	if (!explain)
		return;
	text_reset(&line);
	text_addf(&line, "  line %d “%s”", m->line, m->source ? m->source : "");
	if (m->explanation)
		text_addf(&line, ": %s", m->explanation);
	add_wrapped(c, text_get(&line), "    ");
}

static bool is_in(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->at[i], name))
			return true;
	return false;
}

static void add_units(struct column *c, const struct task *t)
{
	for (size_t i = 0; i < t->units.n; i++) {
		scope(text) line = {0};

		text_addf(&line, "%s%s", t->units.at[i],
		    is_in(&t->lead, t->units.at[i]) ? " (lead)" : "");
		add_wrapped(c, text_get(&line), "  ");
	}
}

/* The next line of a column; false when it has no more. */
static bool add_line(struct text *out, struct column *c)
{
	const char *end = strchr(c->at, '\n');
	scope(text) line = {0};

	if (end)
		text_addn(&line, c->at, (size_t)(end - c->at));
	utf8_add_cell(out, text_get(&line), c->cells);
	text_add(out, "  ");
	c->at = end ? end + 1 : c->at;
	return *c->at;
}

static void trim_line(struct text *out)
{
	while (out->len && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	text_addc(out, '\n');
}

static void add_columns(struct text *out, struct column *c, size_t n)
{
	bool more = true;

	for (size_t i = 0; i < n; i++)
		c[i].at = text_get(&c[i].lines);
	while (more) {
		more = false;
		for (size_t i = 0; i < n; i++)
			more |= add_line(out, &c[i]);
		trim_line(out);
	}
	for (size_t i = 0; i < n; i++)
		text_release(&c[i].lines);
}

static void set_widths(struct column c[4], size_t columns)
{
	size_t rest = columns - NO_CELLS - 3 * GAP_CELLS;

	c[0].cells = NO_CELLS;
	c[2].cells = rest * 24 / 100;
	c[3].cells = rest * 38 / 100;
	c[1].cells = rest - c[2].cells - c[3].cells;
}

static void add_rule_line(struct text *out, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		text_add(out, "─");
	text_addc(out, '\n');
}

static void add_task(struct text *out, const struct task *t, size_t columns, bool explain)
{
	struct column c[4] = {0};

	set_widths(c, columns);
	add_wrapped(&c[0], t->no ? t->no : "", "");
	add_wrapped(&c[1], t->text, "");
	add_units(&c[2], t);
	list_each (const struct milestone *, m, t->milestones)
		add_milestone(&c[3], m, explain);
	add_columns(out, c, 4);
}

static void add_head(struct text *out, const struct notice *n)
{
	text_addf(out, "%s\n", n->title ? n->title : n->id ? n->id : "");
	if (n->doc_no)
		text_addf(out, "%s   ", n->doc_no);
	if (n->issuer)
		text_addf(out, "%s   ", n->issuer);
	if (n->issued != DAY_NONE)
		add_day(out, n->issued);
	trim_line(out);
}

static void add_names_of_columns(struct text *out, size_t columns)
{
	static const char *const names[] = {"No.", "Task", "Units", "Deadlines and targets"};
	struct column c[4] = {0};

	set_widths(c, columns);
	for (size_t i = 0; i < 4; i++)
		add_wrapped(&c[i], names[i], "");
	add_columns(out, c, 4);
}

static void count(const struct notice *n, size_t *deadlines, size_t *targets)
{
	*deadlines = *targets = 0;
	list_each (const struct task *, t, n->tasks)
		list_each (const struct milestone *, m, t->milestones) {
			*deadlines += m->kind != MILESTONE_NONE;
			*targets += m->targets.n;
		}
}

static void add_diagnostics(struct text *out, const struct notice *n)
{
	list_each (const struct diagnostic *, d, n->diagnostics) {
		if (d->line)
			text_addf(out, "line %d: %s: %s\n", d->line, d->severity, d->message);
		else
			text_addf(out, "%s: %s\n", d->severity, d->message);
	}
}

void parse_print(const struct notice *n, size_t columns, bool explain, struct text *out)
{
	size_t deadlines, targets;

	add_head(out, n);
	add_rule_line(out, columns);
	add_names_of_columns(out, columns);
	add_rule_line(out, columns);
	list_each (const struct task *, t, n->tasks)
		add_task(out, t, columns, explain);
	add_rule_line(out, columns);
	count(n, &deadlines, &targets);
	text_addf(out, "%zu tasks, %zu deadlines, %zu targets. %s\n", n->tasks.n, deadlines,
	    targets, n->diagnostics.n ? "What needs a look:" : "Nothing was left unread.");
	add_diagnostics(out, n);
}
