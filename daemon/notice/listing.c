/* A list has no columns: what a paragraph is shows in its number and in what follows it. An item stays open until
 * the next one; only then is it known whether it was a task or the heading of what came after. */
#include "notice/listing.h"
#include <string.h>
#include "notice/clean.h"
#include "notice/labels.h"
#include "notice/read_text.h"

enum { HEADING_CHARS = 60 };

static struct span without_number(struct span s, struct span *number)
{
	struct span t = span_trim(s);

	*number = (struct span){.s = t.s, .n = number_length(t), .line = s.line};
	t.s += number->n;
	t.n -= number->n;
	t = span_trim(t);
	t.line = s.line;
	return t;
}

static bool has_deadline_or_unit(const struct row *row)
{
	return row->cell[COLUMN_DEADLINE] || row->cell[COLUMN_UNITS] || row->cell[COLUMN_LEAD] ||
	       row->cell[COLUMN_SUPPORT];
}

/* A 责任单位 beside a 牵头单位 goes along. */
static void settle_units(struct rows *r, struct row *row)
{
	if (!row->cell[COLUMN_LEAD] || !row->cell[COLUMN_UNITS])
		return;
	row_put(r, row, COLUMN_SUPPORT, span_of(row->cell[COLUMN_UNITS]));
	row->cell[COLUMN_UNITS] = NULL;
}

/* Does a heading above say who or when for all below it? */
static bool is_covered(const struct heading *h)
{
	for (; h; h = h->up)
		if (h->cell[COLUMN_DEADLINE] || h->cell[COLUMN_UNITS] || h->cell[COLUMN_LEAD])
			return true;
	return false;
}

void listing_end(struct listing *s, struct rows *r)
{
	if (!s->open)
		return;
	s->open = false;
	if (!s->row.cell[COLUMN_TASK])
		return;
	settle_units(r, &s->row);
	s->row.heading = r->heading;
	s->row.loose = !has_deadline_or_unit(&s->row) && !is_covered(r->heading);
	*list_push(&r->document->arena, &r->list) = s->row;
}

static void become_heading(struct listing *s, struct rows *r)
{
	settle_units(r, &s->row);
	rows_set_heading(r, s->text, &s->row);
	s->open = false;
}

void listing_before_table(struct listing *s, struct rows *r)
{
	if (s->open && !s->labelled)
		become_heading(s, r);
	listing_end(s, r);
}

/* An item with deeper ones below it is a heading, unless it is a task by its own labels and long. */
static void make_way(struct listing *s, struct rows *r, int level)
{
	if (s->open && level > s->level && s->level &&
	    (!s->labelled || char_count(s->text) <= HEADING_CHARS))
		become_heading(s, r);
	else
		listing_end(s, r);
}

/* Headings of the new item's level and below end with it. */
static void leave_headings(struct rows *r, int level)
{
	while (r->heading && r->heading->level >= level)
		r->heading = r->heading->up;
}

static void open_item(
    struct listing *s, struct rows *r, struct span text, const struct labels *found)
{
	struct span number, task = without_number(found->head, &number);
	int level = heading_level(text);

	make_way(s, r, level);
	if (level)
		leave_headings(r, level);
	*s = (struct listing){.open = true, .level = level, .text = text, .labelled = found->n};
	s->row.at = text.line;
	row_put_number(r, &s->row, number);
	if (task.n)
		row_put(r, &s->row, COLUMN_TASK, task);
	labels_put(r, &s->row, found);
}

static bool names_task(const struct labels *found)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].place == COLUMN_TASK)
			return true;
	return false;
}

/* More than a number. */
static bool has_text(struct span head)
{
	struct span number;

	return without_number(head, &number).n;
}

/* Does an unnumbered paragraph make a task by itself: what, and then who or when? */
static bool is_whole(const struct labels *found)
{
	for (size_t i = 0; has_text(found->head) && i < found->n; i++)
		if (found->at[i].place != COLUMN_PERSON && found->at[i].place != COLUMN_NOTE)
			return true;
	return false;
}

/* A paragraph without a number: labels of the open item, or more of its text. */
static void go_on(struct listing *s, struct rows *r, struct span text, const struct labels *found)
{
	if (!s->open)
		return;
	if (found->n) {
		if (has_text(found->head) && !s->labelled)
			row_put(r, &s->row, COLUMN_TASK, found->head);
		labels_put(r, &s->row, found);
		s->labelled = true;
	} else if (s->labelled) {
		listing_end(s, r);
	} else if (s->level >= LEVEL_ITEM || char_count(s->text) > HEADING_CHARS) {
		row_put(r, &s->row, COLUMN_TASK, text);
	}
}

void listing_paragraph(struct listing *s, struct rows *r, const struct block *b)
{
	struct span text = span_of(b->text);
	struct labels found;
	bool numbered;

	text.line = b->line;
	numbered = number_length(text) && *b->text != '-' && *b->text != '*';
	labels_split(r->words, text, &found);
	if (words_in(r->words, WORDS_HEAD_FIRST_LEADS, text))
		r->first_leads = true;
	if (b->heading && !found.n) {
		listing_end(s, r);
		rows_set_heading(r, text, NULL);
	} else if ((numbered && (has_text(found.head) || !found.n)) || names_task(&found) ||
		   ((!s->open || s->labelled) && is_whole(&found))) {
		open_item(s, r, text, &found);
	} else {
		go_on(s, r, text, &found);
	}
}
