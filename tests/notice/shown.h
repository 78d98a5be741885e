#ifndef TESTS_NOTICE_SHOWN_H
#define TESTS_NOTICE_SHOWN_H
/* A document as text, for comparing: a paragraph is a line, a heading opens with #, rows stand in [a|b], a merged
 * place shows ^, lines are shown with @ where `lines` is set. */
#include "base/text.h"
#include "notice/document.h"

static inline void show_row(struct text *out, const struct grid_row *row, bool lines)
{
	text_add(out, "[");
	for (size_t i = 0; i < row->n; i++)
		text_addf(out, "%s%s%s", i ? "|" : "", row->cells[i].merged ? "^" : "",
		    row->cells[i].text);
	text_add(out, "]");
	if (lines)
		text_addf(out, "@%d", row->line);
	text_add(out, "\n");
}

static inline void show_document(struct text *out, const struct document *d, bool lines)
{
	list_each (const struct block *, b, d->blocks) {
		if (b->grid) {
			list_each (const struct grid_row *, row, b->grid->rows)
				show_row(out, row, lines);
			continue;
		}
		text_addf(out, "%s%s", b->heading ? "#" : "", b->text);
		if (lines)
			text_addf(out, "@%d", b->line);
		text_add(out, "\n");
	}
}
#endif
