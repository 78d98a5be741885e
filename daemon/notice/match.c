/* Which columns a short row has is told by what its cells look like. They keep their order, so that one pass
 * from the left is enough: a column is left out where the cell does not fit and enough columns remain. */
#include "notice/match.h"
#include "notice/rows.h"

enum { SHORT_CHARS = 20 };

static bool is_number(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.s[i] < '0' || s.s[i] > '9') && s.s[i] != '.')
			return false;
	return s.n;
}

bool column_fits(const struct words *w, enum column column, struct span s)
{
	switch (column) {
	case COLUMN_NO:
		return is_number(s);
	case COLUMN_DEADLINE:
	case COLUMN_START:
		return looks_like_deadline(w, s);
	case COLUMN_UNITS:
	case COLUMN_LEAD:
	case COLUMN_SUPPORT:
		return looks_like_units(w, s);
	case COLUMN_GROUP:
		return !is_number(s) && char_count(s) <= SHORT_CHARS && !looks_like_units(w, s) &&
		       !looks_like_deadline(w, s);
	default:
		return !is_number(s);
	}
}

/* A merge is likely where each row must have something; other columns may well be empty. */
static bool may_go_on(enum column column)
{
	return column == COLUMN_GROUP || column == COLUMN_TASK || column == COLUMN_UNITS ||
	       column == COLUMN_LEAD || column == COLUMN_DEADLINE;
}

static void leave_out(struct grid_maker *m, enum column meaning, size_t column)
{
	if (!may_go_on(meaning)) {
		grid_place(m, (struct span){0}, 1, 1);
		return;
	}
	grid_continue(m, 1);
	if (column < DOCUMENT_COLUMNS)
		m->cells[column].guessed = true;
}

void grid_place_matched(struct grid_maker *m, const struct words *w, const struct span *cells,
    size_t n, const enum column *columns, size_t width)
{
	size_t next = 0;

	for (size_t c = 0; c < width; c++) {
		size_t left = n - next;

		if (left &&
		    (left >= width - c || column_fits(w, columns[c], span_trim(cells[next]))))
			grid_place(m, cells[next++], 1, 1);
		else
			leave_out(m, columns[c], c);
	}
}
