/* What all formats are turned into before anything is understood. The grid is made here, once for every
 * format: a cell that spans rows or columns is copied into each place, so that whoever reads a row finds
 * all that holds for it. */
#include "notice/document.h"
#include <string.h>
#include "base/text.h"

static const char *keep(struct document *d, struct span text)
{
	return text.n ? arena_dupn(&d->arena, text.s, text.n) : "";
}

static struct block *add_block(struct document *d, int line)
{
	struct block *b = list_push(&d->arena, &d->blocks);

	*b = (struct block){.line = line};
	return b;
}

void document_add_paragraph(struct document *d, struct span text, bool heading)
{
	struct span s = span_trim(text);
	struct block *b;

	if (!s.n)
		return;
	b = add_block(d, s.line);
	b->text = keep(d, s);
	b->heading = heading;
}

struct grid *document_new_grid(struct document *d)
{
	return arena_alloc(&d->arena, sizeof(struct grid));
}

const struct cell *grid_only_cell(const struct grid_row *row)
{
	const struct cell *only = NULL;

	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cells[i];

		if (!*c->text)
			continue;
		if (only && only->text != c->text && strcmp(only->text, c->text))
			return NULL;
		only = c;
	}
	return only;
}

static void add_row_as_paragraph(struct document *d, const struct grid_row *row)
{
	const struct cell *c = grid_only_cell(row);
	struct span s = span_of(c->text);

	s.line = c->line;
	document_add_paragraph(d, s, false);
}

void document_add_grid(struct document *d, struct grid *g)
{
	size_t first = 0, end = g->rows.n;

	while (first < end && grid_only_cell(&g->rows.at[first]))
		add_row_as_paragraph(d, &g->rows.at[first++]);
	while (end > first && grid_only_cell(&g->rows.at[end - 1]))
		end--;
	if (first < end) {
		struct grid *proper = document_new_grid(d);

		proper->rows.at = g->rows.at + first;
		proper->rows.n = proper->rows.room = end - first;
		add_block(d, proper->rows.at->line)->grid = proper;
	}
	for (; end > first && end < g->rows.n; end++)
		add_row_as_paragraph(d, &g->rows.at[end]);
}

void document_add_diagnostic(
    struct document *d, int line, const char *severity, const char *format, ...)
{
	scope(text) words = {0};
	va_list args;

	va_start(args, format);
	text_addv(&words, format, args);
	va_end(args);
	*list_push(&d->arena, &d->diagnostics) = (struct diagnostic){
	    .line = line, .severity = severity, .message = arena_dup(&d->arena, text_get(&words))};
}

void document_release(struct document *d)
{
	if (!d)
		return;
	arena_release(&d->arena);
	*d = (struct document){0};
}

/* The places that row spans of earlier rows hold are filled before the row's own cells. */
void grid_begin_row(struct grid_maker *m, int line)
{
	memset(m->filled, 0, sizeof m->filled);
	m->n = 0;
	m->line = line;
	m->header = false;
	for (size_t c = 0; c < DOCUMENT_COLUMNS; c++) {
		if (!m->spans[c])
			continue;
		m->spans[c]--;
		m->cells[c] = m->above[c];
		m->cells[c].merged = true;
		m->filled[c] = true;
		m->n = c + 1;
	}
}

static size_t first_free(const struct grid_maker *m)
{
	size_t c = 0;

	while (c < DOCUMENT_COLUMNS && m->filled[c])
		c++;
	return c;
}

static void fill(struct grid_maker *m, size_t c, struct cell cell)
{
	m->cells[c] = cell;
	m->filled[c] = true;
	m->n = c >= m->n ? c + 1 : m->n;
}

static void note_truncation(struct grid_maker *m)
{
	if (!m->truncated)
		document_add_diagnostic(m->document, m->line, "warning",
		    "the table has more than %d columns; those beyond are not read",
		    DOCUMENT_COLUMNS);
	m->truncated = true;
}

void grid_place(struct grid_maker *m, struct span text, int rows, int columns)
{
	grid_put(m, first_free(m), text, rows, columns);
}

void grid_put(struct grid_maker *m, size_t c, struct span text, int rows, int columns)
{
	struct cell cell = {
	    .text = keep(m->document, span_trim(text)), .line = text.line ? text.line : m->line};

	for (int i = 0; i < columns; i++, c++) {
		if (c >= DOCUMENT_COLUMNS) {
			note_truncation(m);
			return;
		}
		if (i &&
		    m->filled[c]) /* an overlap in a broken table: what stands there first stays */
			return;
		fill(m, c, cell);
		m->above[c] = cell;
		m->spans[c] = rows - 1;
		cell.merged = true;
	}
}

void grid_continue(struct grid_maker *m, int columns)
{
	for (int i = 0; i < columns; i++) {
		size_t c = first_free(m);
		struct cell cell;

		if (c >= DOCUMENT_COLUMNS)
			return;
		cell = m->above[c].text ? m->above[c] : (struct cell){.text = "", .line = m->line};
		cell.merged = true;
		fill(m, c, cell);
	}
}

static bool is_empty(const struct grid_maker *m)
{
	for (size_t c = 0; c < m->n; c++)
		if (m->filled[c] && *m->cells[c].text)
			return false;
	return true;
}

bool grid_end_row(struct grid_maker *m)
{
	struct document *d = m->document;
	struct grid_row *row;

	if (is_empty(m))
		return true;
	if (d->cells + m->n > DOCUMENT_CELLS)
		return false;
	for (size_t c = 0; c < m->n; c++)
		if (!m->filled[c])
			m->cells[c] = (struct cell){.text = "", .line = m->line};
	d->cells += m->n;
	row = list_push(&d->arena, &m->grid->rows);
	*row = (struct grid_row){.n = m->n, .line = m->line, .header = m->header};
	row->cells = arena_alloc(&d->arena, m->n * sizeof *row->cells);
	memcpy(row->cells, m->cells, m->n * sizeof *row->cells);
	return true;
}
