/* A table of which each cell stands on a line of its own, closed by "|". Nothing says where a row ends:
 * the row's length is the one under which most serial numbers count up in one column, else the number of
 * header words at the start. */
#include <string.h>
#include "notice/read_text.h"
#include "notice/words.h"

enum {
	SOFT_LINES = 8, /* a cell is broken into at most so many lines */
	ROW_MIN = 2,
	ROW_MAX = 16,
	SERIAL_MAX = 100000
};

struct cells {
	struct arena arena;
	list_of(struct span) list;
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

	for (size_t i = 0; i < c->list.n; i++) {
		int n = serial_of(c->list.at[i]);
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

	while (n < c->list.n && n < ROW_MAX && column_named(w, c->list.at[n]))
		n++;
	return n;
}

/* Cells in a row; 0: this is no table. */
static size_t row_length(const struct cells *c, const struct words *w)
{
	size_t headers = count_headers(c, w);
	size_t best = headers, most = headers >= ROW_MIN ? count_serials(c, headers) : 0;

	for (size_t length = ROW_MIN; length < ROW_MAX && length <= c->list.n; length++) {
		size_t hits = count_serials(c, length);

		if (hits > most) {
			best = length;
			most = hits;
		}
	}
	return best >= ROW_MIN ? best : 0;
}

/* A first cell of several lines: paragraphs stood between two tables, its last line is the cell. */
static void split_paragraphs(struct span *cell, struct document *d)
{
	struct span rest = *cell, line;

	while (span_next_line(&rest, &line)) {
		if (!rest.n) {
			*cell = span_trim(line);
			cell->line = line.line;
			return;
		}
		document_add_paragraph(d, line, false);
	}
}

static void add_rows(const struct cells *c, size_t length, struct document *d)
{
	struct grid_maker m = {.document = d, .grid = document_new_grid(d)};

	for (size_t i = 0; i < c->list.n; i++) {
		struct span cell = c->list.at[i];

		if (i % length == 0) {
			bool broken = cell.n && memchr(cell.s, '\n', cell.n);

			if (i && !grid_end_row(&m))
				break;
			if (broken) {
				document_add_grid(d, m.grid);
				split_paragraphs(&cell, d);
				m = (struct grid_maker){
				    .document = d, .grid = document_new_grid(d)};
			}
			grid_begin_row(&m, cell.line);
		}
		grid_place(&m, cell, 1, 1);
	}
	grid_end_row(&m);
	document_add_grid(d, m.grid);
}

/* Lines that end in "|" and are no table. */
static void add_paragraphs(const struct cells *c, struct document *d)
{
	list_each (const struct span *, cell, c->list)
		document_add_paragraph(d, *cell, false);
}

bool read_cells(struct span *rest, const struct words *w, struct document *d)
{
	struct cells c = {0};
	struct span ahead = *rest, cell, first;
	size_t length;

	if (!span_next_line(&ahead, &first) || !closes_cell(first))
		return false;
	ahead = *rest;
	while (next_cell(&ahead, &cell))
		*list_push(&c.arena, &c.list) = cell;
	length = row_length(&c, w);
	if (length)
		add_rows(&c, length, d);
	else
		add_paragraphs(&c, d);
	*rest = ahead;
	arena_release(&c.arena);
	return true;
}
