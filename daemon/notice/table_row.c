/* One row of a table: the cells of one meaning come together, what a lost merge left empty comes from the
 * row above. */
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"
#include "notice/table.h"

static bool is_nothing(const struct words *w, struct span s)
{
	return !s.n || words_are(w, WORDS_CELLS_EMPTY, s);
}

/* "2021年目标" over "开放200个" → "2021年开放200个" among the deadlines. */
static void put_stage(struct rows *r, struct row *row, const char *name, struct span s)
{
	struct span n = span_of(name);
	scope(text) words = {0};

	n.n -= words_at_end(r->words, WORDS_HEADERS_MEASURE, n);
	if (words_are(r->words, WORDS_LOOKS_YEAR, n))
		text_add(&words, "年底前");
	else
		text_addn(&words, n.s, n.n);
	text_addn(&words, s.s, s.n);
	row_put(r, row, COLUMN_DEADLINE,
	    (struct span){.s = text_get(&words), .n = words.len, .line = s.line});
}

/* Does the cell fill rows besides this one? */
static bool spans_rows(const struct grid_row *row, const struct grid_row *below, size_t column)
{
	return row->cells[column].merged ||
	       (below && column < below->n && below->cells[column].merged);
}

/* Of two task columns, one that spans rows and one that does not, the first only groups the tasks. */
static bool has_own_task(
    const struct columns *c, const struct grid_row *row, const struct grid_row *below)
{
	for (size_t i = 0; i < row->n && i < c->n; i++)
		if (c->meaning[i] == COLUMN_TASK && *row->cells[i].text &&
		    !spans_rows(row, below, i))
			return true;
	return false;
}

static void inherit(struct row *row, const struct row *above, enum column c)
{
	if (row->cell[c] || row->dashed[c] || !above->cell[c])
		return;
	row->cell[c] = above->cell[c];
	row->line[c] = above->line[c];
	row->inherited[c] = true;
}

/* An empty deadline, or no unit of any kind, stands for what was merged. */
static void inherit_lost(struct rows *r, struct row *row)
{
	const struct row *above = r->list.n > 1 ? &r->list.at[r->list.n - 2] : NULL;

	if (!above)
		return;
	inherit(row, above, COLUMN_DEADLINE);
	if (row->cell[COLUMN_UNITS] || row->cell[COLUMN_LEAD] || row->cell[COLUMN_SUPPORT])
		return;
	inherit(row, above, COLUMN_UNITS);
	inherit(row, above, COLUMN_LEAD);
	inherit(row, above, COLUMN_SUPPORT);
}

static void put_cell(struct rows *r, struct row *row, enum column meaning, struct span s)
{
	if (s.n && is_nothing(r->words, s))
		row->dashed[meaning] = true;
	else if (s.n && meaning == COLUMN_NO)
		row_put_number(r, row, s);
	else if (s.n && meaning != COLUMN_NONE && meaning != COLUMN_PERSON)
		row_put(r, row, meaning, s);
}

/* A 责任单位 beside a 牵头单位 goes along. */
static void settle_units(struct rows *r, struct row *row, bool lead_column)
{
	if (!lead_column || !row->cell[COLUMN_UNITS])
		return;
	row_put(r, row, COLUMN_SUPPORT, span_of(row->cell[COLUMN_UNITS]));
	row->cell[COLUMN_UNITS] = NULL;
}

static bool has_lead_column(const struct columns *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->meaning[i] == COLUMN_LEAD)
			return true;
	return false;
}

static void put_cells(struct rows *r, struct row *row, const struct columns *c,
    const struct grid_row *from, const struct grid_row *below)
{
	bool split_tasks = has_own_task(c, from, below);

	for (size_t i = 0; i < from->n && i < c->n; i++) {
		struct span s = span_of(from->cells[i].text);
		enum column meaning = c->meaning[i];

		if (meaning == COLUMN_TASK && split_tasks && spans_rows(from, below, i))
			meaning = COLUMN_GROUP;
		s.line = from->cells[i].line;
		row->inherited[meaning] |= from->cells[i].guessed;
		if (meaning == COLUMN_STAGE && !is_nothing(r->words, s))
			put_stage(r, row, c->name[i], s);
		else if (meaning != COLUMN_STAGE)
			put_cell(r, row, meaning, s);
	}
}

static bool same_cell(const struct row *a, const struct row *b, enum column c)
{
	return a->cell[c] && b->cell[c] && !strcmp(a->cell[c], b->cell[c]);
}

/* A row whose number and task both span from above says more of the same task. */
static bool goes_on(const struct rows *r, const struct columns *c, const struct grid_row *from)
{
	const struct row *row = &r->list.at[r->list.n - 1];
	bool merged = false;

	for (size_t i = 0; i < from->n && i < c->n; i++)
		merged |= c->meaning[i] == COLUMN_NO && from->cells[i].merged;
	return merged && r->list.n > c->first + 1 && same_cell(row - 1, row, COLUMN_NO) &&
	       same_cell(row - 1, row, COLUMN_TASK);
}

static void join_above(struct rows *r)
{
	struct row *row = &r->list.at[--r->list.n], *above = row - 1;

	for (enum column c = COLUMN_UNITS; c < COLUMNS; c++) {
		struct span s = span_of(row->cell[c]);

		s.line = row->line[c];
		if (s.n && c != COLUMN_GROUP)
			row_put(r, above, c, s);
	}
}

void table_read_row(struct rows *r, const struct columns *c, const struct grid_row *from,
    const struct grid_row *below)
{
	struct row *row = list_push(&r->document->arena, &r->list);

	*row = (struct row){.at = from->line, .year = c->year, .heading = r->heading};
	put_cells(r, row, c, from, below);
	if (!row->cell[COLUMN_TASK]) {
		row->cell[COLUMN_TASK] = row->cell[COLUMN_GROUP];
		row->line[COLUMN_TASK] = row->line[COLUMN_GROUP];
	}
	if (!row->cell[COLUMN_TASK]) {
		r->list.n--;
		return;
	}
	settle_units(r, row, has_lead_column(c));
	if (goes_on(r, c, from))
		join_above(r);
	else if (c->inherits && r->list.n > c->first + 1)
		inherit_lost(r, row);
}
