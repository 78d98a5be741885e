/* A grid becomes rows. Its columns get their meaning from the words of a header row, and, where those are
 * silent, from what most of their cells look like; then each row is read the same way. */
#include "notice/table.h"
#include <string.h>
#include "notice/clean.h"
#include "notice/read_text.h"

enum {
	HEADER_ROWS = 12,
	HEADER_CHARS = 40,
	SAMPLE_ROWS = 40,
	STAGE_CHARS = 16,
	LONG_CELL_CHARS = 24,
	NUMBER_CHARS = 6
};

static struct span text_of(const struct cell *c)
{
	struct span s = span_of(c->text);

	s.line = c->line;
	return s;
}

static bool is_same_text(const struct cell *a, const struct cell *b)
{
	return a->text == b->text || !strcmp(a->text, b->text);
}

/* "2021年目标", "第一季度", "2022年底": the name of a column that is a date. */
static bool is_stage_name(const struct words *w, struct span name)
{
	return name.n && char_count(name) <= STAGE_CHARS && looks_like_deadline(w, name);
}

static enum column meaning_of(const struct words *w, struct span name)
{
	enum column c = column_named(w, name);

	if ((c == COLUMN_NONE || c == COLUMN_MEASURE) && is_stage_name(w, name))
		return COLUMN_STAGE;
	return c;
}

/* A header names two meanings or more, and nothing in it is long. */
static bool is_header(const struct words *w, const struct grid_row *row)
{
	unsigned seen = 0, worth = 1u << COLUMN_TASK | 1u << COLUMN_UNITS | 1u << COLUMN_LEAD |
				   1u << COLUMN_DEADLINE | 1u << COLUMN_MEASURE;

	for (size_t i = 0; i < row->n; i++) {
		struct span s = text_of(&row->cells[i]);

		if (char_count(s) > HEADER_CHARS)
			return false;
		if (s.n && !row->cells[i].merged)
			seen |= 1u << column_named(w, s);
	}
	seen &= ~(1u << COLUMN_NONE);
	return (seen & (seen - 1)) && (seen & worth);
}

static size_t count_columns(const struct grid *g)
{
	size_t most = 0;

	for (size_t i = 0; i < g->rows.n && i < SAMPLE_ROWS; i++)
		most = g->rows.at[i].n > most ? g->rows.at[i].n : most;
	return most;
}

/* A second header row lies under names that span columns, and repeats those that span rows. */
static bool is_subheader(
    const struct words *w, const struct grid_row *above, const struct grid_row *row)
{
	size_t known = 0, repeated = 0;

	for (size_t i = 0; i < row->n && i < above->n; i++) {
		struct span s = text_of(&row->cells[i]);

		if (s.n && is_same_text(&row->cells[i], &above->cells[i]))
			repeated++;
		else if (s.n && meaning_of(w, s) != COLUMN_NONE)
			known++;
		else if (s.n)
			return false;
	}
	return known && repeated;
}

/* Take the meanings of a header row; of two names for a column the lower, unless it says nothing. */
static void take_header(struct columns *c, const struct words *w, const struct grid_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		struct span name = text_of(&row->cells[i]);
		enum column meaning = meaning_of(w, name);

		if (meaning != COLUMN_NONE)
			c->meaning[i] = meaning;
		if (name.n)
			c->name[i] = row->cells[i].text;
		if (c->meaning[i] == COLUMN_DEADLINE && year_in(name))
			c->year = year_in(name);
	}
	c->n = row->n > c->n ? row->n : c->n;
}

static bool has(const struct columns *c, enum column meaning)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->meaning[i] == meaning)
			return true;
	return false;
}

/* The rows of the header: their number and what the columns mean; 0: there is none. */
static size_t read_header(
    struct columns *c, const struct words *w, const struct grid *g, size_t from)
{
	size_t at = from;

	*c = (struct columns){0};
	while (at < g->rows.n && at < from + HEADER_ROWS && !is_header(w, &g->rows.at[at]))
		at++;
	if (at == g->rows.n || at == from + HEADER_ROWS)
		return 0;
	take_header(c, w, &g->rows.at[at]);
	while (at + 1 < g->rows.n && is_subheader(w, &g->rows.at[at], &g->rows.at[at + 1]))
		take_header(c, w, &g->rows.at[++at]);
	return at + 1;
}

/* How many of a column's cells are numbers, deadlines, units; how long they are. */
struct looks {
	size_t cells, numbers, deadlines, units, chars;
};

static bool is_number(struct span s)
{
	size_t n = s.n && s.s[s.n - 1] != ')' ? number_length(s) : 0;

	if (s.n && n == s.n)
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n && s.n <= 5;
}

static struct looks look_at(const struct words *w, const struct grid *g, size_t from, size_t column)
{
	struct looks k = {0};

	for (size_t i = from; i < g->rows.n && i < from + SAMPLE_ROWS; i++) {
		const struct grid_row *row = &g->rows.at[i];
		struct span s = column < row->n ? text_of(&row->cells[column]) : (struct span){0};

		if (!s.n || row->n < 2 || grid_only_cell(row))
			continue;
		k.cells++;
		k.numbers += is_number(s);
		k.deadlines += looks_like_deadline(w, s);
		k.units += looks_like_units(w, s);
		k.chars += char_count(s);
	}
	return k;
}

static bool most(size_t part, const struct looks *k)
{
	return k->cells && part * 5 >= k->cells * 3;
}

/* What a column without a name holds, if it still lacks. */
static enum column guess(const struct columns *c, const struct looks *k, size_t column)
{
	if (column == 0 && most(k->numbers, k) && !has(c, COLUMN_NO))
		return COLUMN_NO;
	if (most(k->units, k) && !has(c, COLUMN_UNITS) && !has(c, COLUMN_LEAD))
		return COLUMN_UNITS;
	if (most(k->deadlines, k) && !has(c, COLUMN_DEADLINE) && !has(c, COLUMN_STAGE) &&
	    k->chars < LONG_CELL_CHARS * k->cells)
		return COLUMN_DEADLINE;
	return COLUMN_NONE;
}

/* The column that still says nothing and has the longest cells is the task. */
static void guess_task(struct columns *c, const struct words *w, const struct grid *g, size_t from)
{
	size_t longest = 0, best = c->n;

	for (size_t i = 0; i < c->n; i++) {
		struct looks k;

		if (c->meaning[i] != COLUMN_NONE)
			continue;
		k = look_at(w, g, from, i);
		if (k.cells && k.chars / k.cells > longest) {
			longest = k.chars / k.cells;
			best = i;
		}
	}
	if (best < c->n)
		c->meaning[best] = COLUMN_TASK;
}

static void guess_columns(
    struct columns *c, const struct words *w, const struct grid *g, size_t from)
{
	size_t width = count_columns(g);

	c->n = width > c->n ? width : c->n;
	for (size_t i = 0; i < c->n; i++) {
		struct looks k;

		if (c->meaning[i] != COLUMN_NONE)
			continue;
		k = look_at(w, g, from, i);
		c->meaning[i] = guess(c, &k, i);
	}
	if (!has(c, COLUMN_TASK))
		guess_task(c, w, g, from);
}

/* A table of tasks has a task and says who or by when. */
static bool is_of_tasks(const struct columns *c)
{
	return has(c, COLUMN_TASK) && (has(c, COLUMN_DEADLINE) || has(c, COLUMN_STAGE) ||
					  has(c, COLUMN_UNITS) || has(c, COLUMN_LEAD));
}

/* Does the form know merged cells? Where it does not, an empty cell may stand for the one above. */
static bool loses_merges(const struct grid *g)
{
	for (size_t i = 0; i < g->rows.n && i < SAMPLE_ROWS; i++)
		for (size_t k = 0; k < g->rows.at[i].n; k++)
			if (g->rows.at[i].cells[k].merged)
				return false;
	return true;
}

static size_t find_column(const struct columns *c, enum column meaning)
{
	size_t i = 0;

	while (i < c->n && c->meaning[i] != meaning)
		i++;
	return i;
}

/* "项目" over 1, 2, 3 is the number; "Item" over long words is the task; a measure is, where there is no task. */
static void correct_columns(
    struct columns *c, const struct words *w, const struct grid *g, size_t from)
{
	size_t task = find_column(c, COLUMN_TASK), number = find_column(c, COLUMN_NO);
	struct looks k;

	if (task < c->n && number == c->n) {
		k = look_at(w, g, from, task);
		if (most(k.numbers, &k))
			c->meaning[task] = COLUMN_NO;
	} else if (task == c->n && number < c->n) {
		k = look_at(w, g, from, number);
		if (k.cells && k.numbers * 4 < k.cells && k.chars > k.cells * NUMBER_CHARS)
			c->meaning[number] = COLUMN_TASK;
	}
	if (!has(c, COLUMN_TASK) && has(c, COLUMN_MEASURE))
		c->meaning[find_column(c, COLUMN_MEASURE)] = COLUMN_TASK;
}

/* The columns of the table that begins at row `from`; the first row below its header. */
static size_t open_columns(
    struct columns *c, const struct rows *r, const struct grid *g, size_t from)
{
	size_t at = read_header(c, r->words, g, from);

	at = at ? at : from;
	c->first = r->list.n;
	c->inherits = loses_merges(g);
	correct_columns(c, r->words, g, at);
	guess_columns(c, r->words, g, at);
	return at;
}

/* The same header again, on the table's next page. */
static bool repeats_header(const struct columns *c, const struct grid_row *row)
{
	size_t same = 0;

	for (size_t i = 0; i < row->n && i < c->n; i++)
		same += c->name[i] && *c->name[i] && !strcmp(c->name[i], row->cells[i].text);
	return same >= 2 && same * 2 > row->n;
}

/* A row of one text: a heading, or a note below the table. */
static void read_only_cell(struct rows *r, const struct cell *cell)
{
	struct span s = text_of(cell);

	if (words_in(r->words, WORDS_HEAD_FIRST_LEADS, s))
		r->first_leads = true;
	else if (!words_at_start(r->words, WORDS_HEADERS_NOTE, s))
		rows_set_heading(r, s, NULL);
}

bool table_read(struct rows *r, const struct grid *g)
{
	const struct heading *outside = r->heading;
	size_t before = r->list.n, at;
	bool after_heading = false;
	struct columns c;

	at = open_columns(&c, r, g, 0);
	if (!is_of_tasks(&c))
		return false;
	while (at < g->rows.n) {
		const struct grid_row *row = &g->rows.at[at++];
		const struct cell *only = grid_only_cell(row);

		if (only && c.n > 1)
			read_only_cell(r, only);
		else if (after_heading && is_header(r->words, row))
			at = open_columns(&c, r, g, at - 1);
		else if (!repeats_header(&c, row))
			table_read_row(r, &c, row, at < g->rows.n ? row + 1 : NULL);
		after_heading = only;
	}
	r->heading = outside;
	return r->list.n > before;
}
