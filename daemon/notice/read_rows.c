/* A table of which each row stands on a line, its columns parted by "|", by tabs, or by runs of blanks. A
 * line with too few columns was broken inside a cell: it is joined with those below until the row is full. */
#include <string.h>
#include "base/utf8.h"
#include "notice/match.h"
#include "notice/read_text.h"
#include "notice/words.h"

enum {
	JOIN_LINES = 8,
	BLANK_COLUMNS_MIN = 3 /* two columns of blanks are any indented line */
};

struct split {
	struct span at[DOCUMENT_COLUMNS];
	size_t n;
	const char *line; /* where the (first) line begins */
};
/* A way to part columns; false when the line has none of it. */
struct way {
	void (*split)(struct span line, struct split *out);
	size_t min;
	bool needs_header; /* too weak a sign without a header row */
};

static void add(struct split *out, const char *from, const char *to, int line)
{
	if (out->n < DOCUMENT_COLUMNS)
		out->at[out->n++] =
		    (struct span){.s = from, .n = (size_t)(to - from), .line = line};
}

static void split_bars(struct span line, struct split *out)
{
	struct span t = span_trim(line);
	const char *end = t.s + t.n, *from = t.s;

	out->n = 0;
	out->line = NULL;
	if (!t.n || !memchr(t.s, '|', t.n))
		return;
	from += *from == '|';
	end -= end > from && end[-1] == '|' && (end - 1 == from || end[-2] != '\\');
	for (const char *p = from; p < end && out->n < DOCUMENT_COLUMNS; p++) {
		if (*p != '|' || (p > from && p[-1] == '\\'))
			continue;
		add(out, from, p, line.line);
		from = p + 1;
	}
	add(out, from, end, line.line);
}

static void split_tabs(struct span line, struct split *out)
{
	const char *from = line.s, *end = line.s + line.n;

	out->n = 0;
	out->line = NULL;
	if (!line.n || !memchr(line.s, '\t', line.n))
		return;
	for (const char *p = from; p < end && out->n < DOCUMENT_COLUMNS; p++) {
		if (*p != '\t')
			continue;
		add(out, from, p, line.line);
		from = p + 1;
	}
	add(out, from, end, line.line);
}

/* Bytes of a blank at s: a space, a tab, an ideographic space. */
static size_t blank_at(const char *s, const char *end)
{
	if (s < end && (*s == ' ' || *s == '\t'))
		return 1;
	return end - s >= 3 && !memcmp(s, "\u3000", 3) ? 3 : 0;
}

/* Bytes of a gap between columns: two blanks, or an ideographic one. */
static size_t gap_at(const char *s, const char *end)
{
	size_t n = 0, step, columns = 0;

	while ((step = blank_at(s + n, end))) {
		n += step;
		columns += step == 3 ? 2 : 1;
	}
	return columns >= 2 ? n : 0;
}

static void split_blanks(struct span line, struct split *out)
{
	struct span t = span_trim(line);
	const char *from = t.s, *end = t.s + t.n, *p = from;

	out->n = 0;
	out->line = line.s;
	while (p < end && out->n < DOCUMENT_COLUMNS) {
		size_t gap = gap_at(p, end);

		if (gap) {
			add(out, from, p, line.line);
			from = p + gap;
		}
		p += gap ? gap : 1;
	}
	if (t.n)
		add(out, from, end, line.line);
}

static const struct way ways[] = {
    {split_bars, 2, false}, {split_tabs, 2, false}, {split_blanks, BLANK_COLUMNS_MIN, true}};

static bool is_blank_line(struct span line)
{
	return !span_trim(line).n;
}

/* The next line that is no rule, past at most one empty one. */
static bool next_row_line(struct span *rest, struct span *line)
{
	int empty = 0;

	while (span_next_line(rest, line)) {
		if (is_rule(*line))
			continue;
		if (!is_blank_line(*line))
			return true;
		if (empty++)
			return false;
	}
	return false;
}

static size_t count_header_words(const struct split *row, const struct words *w)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += (column_named(w, row->at[i]) != COLUMN_NONE);
	return n;
}

/* A row begins a table when another one of its kind follows; `row` receives it. */
static bool begins(
    const struct way *how, struct span *rest, const struct words *w, struct split *row)
{
	struct span ahead = *rest, line;
	struct split next;

	if (!span_next_line(&ahead, &line))
		return false;
	how->split(line, row);
	if (row->n < how->min || is_rule(line))
		return false;
	*rest = ahead;
	if (!next_row_line(&ahead, &line))
		return false;
	how->split(line, &next);
	if (how->needs_header && count_header_words(row, w) < 2)
		return false;
	return next.n >= how->min;
}

/* The last cell runs on to the end of `more`'s first; the rest of `more` follows. */
static void join(struct split *row, const struct split *more)
{
	struct span *last = &row->at[row->n - 1];

	last->n = (size_t)(more->at[0].s + more->at[0].n - last->s);
	for (size_t i = 1; i < more->n; i++)
		add(row, more->at[i].s, more->at[i].s + more->at[i].n, more->at[i].line);
}

/* A line as columns; one without a separator is one column. */
static void split_any(const struct way *how, struct span line, struct split *out)
{
	how->split(line, out);
	if (out->n)
		return;
	add(out, line.s, line.s + line.n, line.line);
}

/* Fill a row that is too short from the lines below; left as it is when they do not make it exactly full. */
static void complete(const struct way *how, struct span *rest, struct split *row, size_t columns)
{
	struct split joined = *row, more;
	struct span ahead = *rest, line;

	for (int i = 0; i < JOIN_LINES && joined.n < columns; i++) {
		if (!span_next_line(&ahead, &line) || is_blank_line(line) || is_rule(line))
			return;
		split_any(how, line, &more);
		if (joined.n + more.n - 1 > columns)
			return;
		join(&joined, &more);
	}
	if (joined.n != columns)
		return;
	*row = joined;
	*rest = ahead;
}

/* A full row whose last cell runs on in a line without separators, another row behind it. */
static void append_tail(const struct way *how, struct span *rest, struct split *row)
{
	struct span ahead = *rest, after, line, behind;
	struct split next, more;

	if (!span_next_line(&ahead, &line) || is_blank_line(line) || is_rule(line))
		return;
	how->split(line, &more);
	if (more.n > 1 || number_length(span_trim(line)))
		return;
	after = ahead;
	if (span_next_line(&ahead, &behind))
		how->split(behind, &next);
	else
		next.n = 0;
	if (next.n < how->min)
		return;
	*rest = after;
	split_any(how, line, &more);
	join(row, &more);
}

/* Markdown: "<br>" breaks a line, "\|" is a bar, "**" says nothing. */
static void place(struct grid_maker *m, struct span cell)
{
	scope(text) plain = {0};
	size_t i = 0;

	if (!memchr(cell.s, '<', cell.n) && !memchr(cell.s, '\\', cell.n) &&
	    !memmem(cell.s, cell.n, "**", 2)) {
		grid_place(m, cell, 1, 1);
		return;
	}
	while (i < cell.n) {
		struct span at = {.s = cell.s + i, .n = cell.n - i};

		if (span_starts(at, "<br") && memchr(at.s, '>', at.n)) {
			i += (size_t)((const char *)memchr(at.s, '>', at.n) - at.s) + 1;
			text_addc(&plain, '\n');
		} else if (span_starts(at, "**")) {
			i += 2;
		} else {
			i += span_starts(at, "\\|");
			text_addc(&plain, cell.s[i++]);
		}
	}
	grid_place(
	    m, (struct span){.s = text_get(&plain), .n = plain.len, .line = cell.line}, 1, 1);
}

/* The header's columns, for rows from which merged cells were lost; n 0 where no header names them. */
struct header {
	enum column columns[DOCUMENT_COLUMNS];
	size_t starts
	    [DOCUMENT_COLUMNS]; /* on the page; all 0 where columns are not told by their place */
	size_t n;
};

/* Columns on the page before a cell. */
static size_t place_of(const struct split *row, size_t i)
{
	size_t bytes = row->line ? (size_t)(row->at[i].s - row->line) : 0, wide = 0;

	for (size_t k = 0; k < bytes; k++)
		wide += (unsigned char)row->line[k] >= 0xe0;
	return bytes - wide;
}

static struct header read_header(const struct split *row, const struct words *w)
{
	struct header h = {0};
	size_t named = 0;

	for (size_t i = 0; i < row->n; i++) {
		h.columns[i] = column_named(w, row->at[i]);
		h.starts[i] = place_of(row, i);
		named += h.columns[i] != COLUMN_NONE;
	}
	h.n = named >= 2 ? row->n : 0;
	return h;
}

/* Place each cell under the name at whose place it begins; false where one begins elsewhere. */
static bool place_aligned(struct grid_maker *m, const struct split *row, const struct header *h)
{
	size_t under[DOCUMENT_COLUMNS], c = 0;

	for (size_t i = 0; i < row->n; i++, c++) {
		while (c < h->n && h->starts[c] + 1 < place_of(row, i))
			c++;
		if (!row->line || c == h->n || place_of(row, i) + 1 < h->starts[c])
			return false;
		under[i] = c;
	}
	for (size_t i = 0; i < row->n; i++)
		grid_put(m, under[i], row->at[i], 1, 1);
	return true;
}

static void place_all(struct grid_maker *m, const struct split *row)
{
	for (size_t i = 0; i < row->n; i++)
		place(m, row->at[i]);
}

static bool add_row(
    struct grid_maker *m, const struct words *w, const struct split *row, const struct header *h)
{
	grid_begin_row(m, row->at[0].line);
	if (row->n >= h->n || row->n < 2)
		place_all(m, row);
	else if (!place_aligned(m, row, h))
		grid_place_matched(m, w, row->at, row->n, h->columns, h->n);
	return grid_end_row(m);
}

/* The next row of the same table. */
static bool next_row(const struct way *how, struct span *rest, struct split *row)
{
	struct span ahead = *rest, line;

	if (!next_row_line(&ahead, &line))
		return false;
	how->split(line, row);
	if (row->n < (how->needs_header ? how->min : 2))
		return false;
	*rest = ahead;
	return true;
}

bool read_rows(struct span *rest, const struct words *w, struct document *d)
{
	struct grid_maker m = {.document = d};
	struct split row;
	const struct way *how = ways, *end = ways + sizeof ways / sizeof *ways;
	struct span start = *rest;
	struct header header;
	size_t columns;

	while (how < end && !begins(how, rest, w, &row)) {
		*rest = start;
		how++;
	}
	if (how == end)
		return false;
	columns = row.n;
	m.grid = document_new_grid(d);
	header = read_header(&row, w);
	add_row(&m, w, &row, &header);
	while (next_row(how, rest, &row)) {
		if (row.n < columns)
			complete(how, rest, &row, columns);
		if (row.n == columns)
			append_tail(how, rest, &row);
		if (!add_row(&m, w, &row, &header))
			break;
	}
	document_add_grid(d, m.grid);
	return true;
}
