/* Rows and columns in cells. The widest column that may be cut gives first, one cell at a time: so two long columns end up
 * alike, and a short one is left alone. */
#include "ctl/grid.h"
#include "base/utf8.h"

enum { GRID_COLUMNS_MOST = 16, GAP_CELLS = 2 };

void grid_add(struct grid *g, enum tint tint, const char *s)
{
	scope(text) harmless = {0};

	terminal_add_harmless(&harmless, s ? s : "", false);
	*list_push(&g->arena, &g->cells) =
	    (struct grid_cell){arena_dup(&g->arena, text_get(&harmless)), tint};
}

static void measure(const struct grid *g, size_t *widths)
{
	for (size_t i = 0; i < g->n; i++)
		widths[i] = g->columns[i].title ? utf8_width(g->columns[i].title) : 0;
	for (size_t i = 0; i < g->cells.n; i++) {
		size_t width = utf8_width(g->cells.at[i].s), *column = &widths[i % g->n];

		if (width > *column)
			*column = width;
	}
}

static size_t weight(const struct grid *g, size_t i)
{
	return g->columns[i].weight ? g->columns[i].weight : 1;
}

/* The column that gives next: the widest for its weight; g->n when none can. */
static size_t widest(const struct grid *g, const size_t *widths)
{
	size_t found = g->n;

	for (size_t i = 0; i < g->n; i++)
		if (g->columns[i].least && widths[i] > g->columns[i].least &&
		    (found == g->n || widths[i] * weight(g, found) > widths[found] * weight(g, i)))
			found = i;
	return found;
}

static void fit(const struct grid *g, size_t columns, size_t *widths)
{
	size_t sum = g->n ? (g->n - 1) * GAP_CELLS : 0, i;

	for (i = 0; i < g->n; i++)
		sum += widths[i];
	for (; sum > columns && (i = widest(g, widths)) < g->n; sum--)
		widths[i]--;
}

/* One cell, padded but for the last of its row. */
static void add_cell(
    const struct grid *g, size_t column, const char *s, size_t width, struct text *out)
{
	size_t own = utf8_width(s);
	bool last = column + 1 == g->n;

	for (size_t i = own; g->columns[column].right && i < width; i++)
		text_addc(out, ' ');
	utf8_add_cell(out, s, own > width || (!last && !g->columns[column].right) ? width : own);
}

static void add_row(const struct grid *g, const struct terminal *t, const struct grid_cell *cells,
    const size_t *widths, struct text *out)
{
	for (size_t i = 0; i < g->n; i++) {
		scope(text) cell = {0};

		add_cell(g, i, cells[i].s, widths[i], &cell);
		terminal_add(t, out, cells[i].tint, text_get(&cell));
		for (size_t gap = 0; gap < GAP_CELLS && i + 1 < g->n; gap++)
			text_addc(out, ' ');
	}
	while (!t->colour && out->len && out->s[out->len - 1] == ' ')
		out->s[--out->len] = 0;
	text_addc(out, '\n');
}

void grid_print(const struct grid *g, const struct terminal *t, struct text *out)
{
	size_t widths[GRID_COLUMNS_MOST];
	struct grid_cell titles[GRID_COLUMNS_MOST];
	bool titled = false;

	measure(g, widths);
	fit(g, t->columns, widths);
	for (size_t i = 0; i < g->n; i++) {
		titles[i] =
		    (struct grid_cell){g->columns[i].title ? g->columns[i].title : "", TINT_PALE};
		titled |= g->columns[i].title != NULL;
	}
	if (titled)
		add_row(g, t, titles, widths, out);
	for (size_t i = 0; i + g->n <= g->cells.n; i += g->n)
		add_row(g, t, &g->cells.at[i], widths, out);
}

void grid_release(struct grid *g)
{
	arena_release(&g->arena);
	*g = (struct grid){0};
}
