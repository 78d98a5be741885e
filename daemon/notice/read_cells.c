/* A table of which each cell stands on a line of its own, closed by "|". Nothing says where a row ends:
 * the row's length is the one under which most serial numbers count up in one column, else the number of
 * header words at the start. */
#include <string.h>
#include "notice/match.h"
#include "notice/read_text.h"
#include "notice/words.h"

enum {
	SOFT_LINES = 8, /* a cell is broken into at most so many lines */
	ROW_MIN = 2,
	ROW_MAX = 16,
	SERIAL_MAX = 100000
};

struct cells {
	struct span *at;
	size_t n;
};

/* Does the line close a cell: one "|", at its end? */
static bool closes_cell(struct span line)
{
	struct span t = span_trim(line);

	return t.n && t.s[t.n - 1] == '|' && !memchr(t.s, '|', t.n - 1);
}

static struct span without_bar(struct span s)
{
	struct span t = span_trim(s);

	t.n -= t.n && t.s[t.n - 1] == '|';
	t = span_trim(t);
	t.line = s.line;
	return t;
}

/* The next cell, up to a line that closes one; a line that holds several "|" or too many lines end the table. */
static bool next_cell(struct span *rest, struct span *cell)
{
	struct span ahead = *rest, line;

	for (int i = 0; i < SOFT_LINES && span_next_line(&ahead, &line); i++) {
		if (i == 0)
			*cell = line;
		cell->n = (size_t)(line.s + line.n - cell->s);
		if (closes_cell(line)) {
			*cell = without_bar(*cell);
			*rest = ahead;
			return true;
		}
		if (memchr(line.s, '|', line.n))
			return false;
	}
	return false;
}

/* "12", "12." → 12; 0 for anything else. */
static int serial_of(struct span s)
{
	int n = 0;
	size_t i = 0;

	while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9' && n < SERIAL_MAX)
		n = n * 10 + (s.s[i++] - '0');
	if (i && i < s.n && (s.s[i] == '.' || s.s[i] == ')'))
		i++;
	else if (i && s.n - i == strlen("、") && !memcmp(s.s + i, "、", s.n - i))
		i = s.n;
	return i == s.n ? n : 0;
}

/* How often a serial number is followed by its successor, `length` cells on, in the best column. */
static size_t count_serials(const struct cells *c, size_t length)
{
	int last[ROW_MAX] = {0};
	size_t hits[ROW_MAX] = {0}, best = 0;

	for (size_t i = 0; i < c->n; i++) {
		int n = serial_of(c->at[i]);
		size_t column = i % length;

		hits[column] += n && n == last[column] + 1;
		last[column] = n ? n : last[column];
		best = hits[column] > best ? hits[column] : best;
	}
	return best;
}

static size_t count_headers(const struct cells *c, const struct words *w)
{
	size_t n = 0;

	while (n < c->n && n < ROW_MAX && column_named(w, c->at[n]))
		n++;
	return n;
}

/* Cells in a row; 0: this is no table. */
static size_t row_length(const struct cells *c, const struct words *w)
{
	size_t headers = count_headers(c, w);
	size_t best = headers, most = headers >= ROW_MIN ? count_serials(c, headers) : 0;

	for (size_t length = ROW_MIN; length < ROW_MAX && length <= c->n; length++) {
		size_t hits = count_serials(c, length);

		if (hits > most) {
			best = length;
			most = hits;
		}
	}
	return best >= ROW_MIN ? best : 0;
}

static struct span last_line(struct span cell)
{
	struct span rest = cell, line = cell;

	while (span_next_line(&rest, &line))
		;
	return line;
}

/* The lines of a cell before its last: they stood between two tables. */
static void add_lines_before_last(struct span cell, struct document *d)
{
	struct span rest = cell, line;

	while (span_next_line(&rest, &line) && rest.n)
		document_add_paragraph(d, line, false);
}

static void add_rows(const struct cells *c, size_t length, struct document *d)
{
	struct grid_maker m = {.document = d, .grid = document_new_grid(d)};

	for (size_t i = 0; i < c->n; i++) {
		if (i % length == 0) {
			if (i && !grid_end_row(&m))
				break;
			grid_begin_row(&m, c->at[i].line);
		}
		grid_place(&m, c->at[i], 1, 1);
	}
	grid_end_row(&m);
	document_add_grid(d, m.grid);
}

/* A table whose merged cells were lost: rows of unequal length, told apart by their serial numbers alone. */
struct ragged {
	enum column columns[ROW_MAX];
	size_t width, serial; /* columns of the header; which of them is the number's */
	size_t hits;	      /* serial numbers that count up */
};

static bool read_ragged(const struct cells *c, const struct words *w, struct ragged *r)
{
	int last = 0;

	*r = (struct ragged){.width = count_headers(c, w), .serial = ROW_MAX};
	for (size_t i = 0; i < r->width; i++) {
		r->columns[i] = column_named(w, c->at[i]);
		if (r->columns[i] == COLUMN_NO && r->serial == ROW_MAX)
			r->serial = i;
	}
	if (r->width < ROW_MIN || r->serial == ROW_MAX)
		return false;
	for (size_t i = r->width; i < c->n; i++) {
		int n = serial_of(c->at[i]);

		r->hits += n && n == last + 1;
		last = n && n == last + 1 ? n : last;
	}
	return true;
}

/* The next cell from `from` that is serial number `wanted`; c->n for none. */
static size_t find_serial(const struct cells *c, size_t from, int wanted)
{
	while (from < c->n && serial_of(c->at[from]) != wanted)
		from++;
	return from;
}

/* A last cell that is no deadline, where the last column is, opens the next row. */
static size_t end_of_row(
    const struct cells *c, const struct ragged *r, const struct words *w, size_t least, size_t to)
{
	enum column last = r->columns[r->width - 1];

	for (size_t i = 0; i < r->serial && to > least; i++) {
		if (column_fits(w, last, span_trim(c->at[to - 1])) ||
		    !column_fits(w, last, span_trim(c->at[to - 2])))
			break;
		to--;
	}
	return to;
}

/* Cells before the serial number belong to its row, as many as are too many for the row above. */
static void add_ragged(
    const struct cells *c, const struct ragged *r, const struct words *w, struct document *d)
{
	struct grid_maker m = {.document = d, .grid = document_new_grid(d)};
	size_t behind = r->width - 1 - r->serial, from = r->width;
	int serial = 1;

	grid_begin_row(&m, c->at->line);
	for (size_t i = 0; i < r->width; i++)
		grid_place(&m, c->at[i], 1, 1);
	while (from < c->n && grid_end_row(&m)) {
		size_t at = find_serial(c, from, serial), next = find_serial(c, at + 1, ++serial);
		size_t to = next < c->n && next - at - 1 > behind ? at + 1 + behind : next;

		if (next < c->n)
			to = end_of_row(c, r, w, at + 2, to);

		grid_begin_row(&m, c->at[from].line);
		grid_place_matched(&m, w, c->at + from, to - from, r->columns, r->width);
		from = to;
	}
	grid_end_row(&m);
	document_add_grid(d, m.grid);
}

/* Lines that end in "|" and are no table. */
static void add_paragraphs(const struct cells *c, struct document *d)
{
	for (size_t i = 0; i < c->n; i++)
		document_add_paragraph(d, c->at[i], false);
}

/* Rows of unequal length explain the numbers better than rows of `length` cells, of which `hits` count up. */
static bool is_better(const struct ragged *r, size_t length, size_t hits)
{
	return r->hits >= 2 && (r->hits > hits || (r->hits == hits && length != r->width));
}

static void add_table(const struct cells *c, const struct words *w, struct document *d)
{
	size_t length = row_length(c, w);
	struct ragged r;

	if (read_ragged(c, w, &r) && is_better(&r, length, count_serials(c, length ? length : 1)))
		add_ragged(c, &r, w, d);
	else if (length)
		add_rows(c, length, d);
	else
		add_paragraphs(c, d);
}

/* Does another table begin here: paragraphs and then a header's first name in one cell, its second in the next? */
static bool begins_table(const struct cells *c, size_t i, const struct words *w)
{
	struct span cell = c->at[i];

	return i + 1 < c->n && memchr(cell.s, '\n', cell.n) && column_named(w, c->at[i + 1]) &&
	       column_named(w, last_line(cell));
}

static void add_tables(struct cells c, const struct words *w, struct document *d)
{
	size_t start = 0;

	for (size_t i = 0; i <= c.n; i++) {
		struct cells part = {.at = c.at + start, .n = i - start};

		if (i < c.n && !(c.at[i].n && begins_table(&c, i, w)))
			continue;
		if (part.n)
			add_table(&part, w, d);
		if (i == c.n)
			return;
		add_lines_before_last(c.at[i], d);
		c.at[i] = last_line(c.at[i]);
		start = i;
	}
}

bool read_cells(struct span *rest, const struct words *w, struct document *d)
{
	scope(arena) arena = {0};
	list_of(struct span) list = {0};
	struct span ahead = *rest, cell, first;

	if (!span_next_line(&ahead, &first) || !closes_cell(first))
		return false;
	ahead = *rest;
	while (next_cell(&ahead, &cell))
		*list_push(&arena, &list) = cell;
	if (!list.n)
		return false;
	add_tables((struct cells){.at = list.at, .n = list.n}, w, d);
	*rest = ahead;
	return true;
}
