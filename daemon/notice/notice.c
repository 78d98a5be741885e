/* The whole road from bytes to tasks: decode, clean, document, rows, tasks. Each step hands plain data to the
 * next; only the last makes anything that outlives the reading. */
#include "notice/notice.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/file.h"
#include "notice/clean.h"
#include "notice/decode.h"
#include "notice/head.h"
#include "notice/listing.h"
#include "notice/milestones.h"
#include "notice/read_text.h"
#include "notice/formats.h"
#include "notice/units.h"

enum { HEADING_CHARS = 60 };

struct road {
	struct words words;
	struct notice *notice;
	struct document document;
	struct rows rows;
	struct head head;
};

static void diagnose(struct notice *n, int line, const char *severity, const char *message)
{
	*list_push(&n->arena, &n->diagnostics) =
	    (struct diagnostic){.line = line, .severity = severity, .message = message};
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && !strcasecmp(name + n - m, ending);
}

static void tell_repairs(struct road *r, const struct decoded *how, const struct clean_repairs *c)
{
	struct arena *a = &r->notice->arena;

	if (how->damaged)
		diagnose(r->notice, 0, "warning",
		    arena_printf(a, "%zu bytes are no characters of %s; they are lost",
			how->damaged, how->encoding));
	if (c->restored)
		diagnose(r->notice, 0, "note",
		    arena_printf(
			a, "%zu lost characters were found again by their readings", c->restored));
	if (c->lost)
		diagnose(r->notice, c->lost_line, "warning",
		    arena_printf(a, "characters are lost here (%zu places in all)", c->lost));
}

static bool read_document(
    struct road *r, const struct notice_input *in, struct span text, struct error *err)
{
	struct document *d = &r->document;

	if (has_ending(in->name, ".html") || has_ending(in->name, ".htm") || read_html_fits(text))
		return read_html(text, d, err);
	if (has_ending(in->name, ".csv") || has_ending(in->name, ".tsv") ||
	    (!has_ending(in->name, ".md") && read_csv_fits(text, &r->words)))
		read_csv(text, d);
	else
		read_text(text, &r->words, d);
	return true;
}

/* Bytes of text → document. */
static bool open_text(struct road *r, const struct notice_input *in, struct error *err)
{
	scope(text) decoded = {.cap = 4 * (size_t)DECODE_CAP_BYTES};
	scope(text) clean = {.cap = 4 * (size_t)DECODE_CAP_BYTES};
	struct span bytes = {.s = in->bytes, .n = in->n};
	struct clean_repairs repairs = {0};
	struct decoded how;
	bool markup;

	if (!decode_bytes(in->name, bytes, &decoded, &how, err))
		return false;
	markup = read_html_fits((struct span){.s = text_get(&decoded), .n = decoded.len});
	clean_text(
	    (struct span){.s = text_get(&decoded), .n = decoded.len}, !markup, &clean, &repairs);
	text_release(&decoded);
	decoded = (struct text){0};
	tell_repairs(r, &how, &repairs);
	return read_document(r, in, (struct span){.s = text_get(&clean), .n = clean.len}, err);
}

/* A short line right above a table may say when for all its rows. */
static void head_table(struct road *r, const struct block *above)
{
	struct span s;

	if (!above || above->grid || above->heading)
		return;
	s = span_of(above->text);
	s.line = above->line;
	if (number_length(s) || char_count(s) > HEADING_CHARS || head_is_dateline(s) ||
	    (r->head.issuer && span_equal(s, r->head.issuer)))
		return;
	if (looks_like_deadline(&r->words, s) || year_in(s))
		rows_set_heading(&r->rows, s, NULL);
}

static void read_blocks(struct road *r)
{
	struct listing listing = {0};
	const struct block *above = NULL;

	r->rows =
	    (struct rows){.arena = &r->notice->arena, .words = &r->words, .document = &r->document};
	list_each (const struct block *, b, r->document.blocks) {
		if (b->grid) {
			const struct heading *outside;

			listing_before_table(&listing, &r->rows);
			outside = r->rows.heading;
			head_table(r, above);
			if (!head_is_grid(&r->words, b->grid))
				table_read(&r->rows, b->grid);
			r->rows.heading = outside;
		} else {
			listing_paragraph(&listing, &r->rows, b);
		}
		above = b;
	}
	listing_end(&listing, &r->rows);
}

/* The units of a row, or those that the nearest heading names. */
static void read_units(struct road *r, const struct row *row, struct task *t)
{
	static const enum column places[] = {COLUMN_LEAD, COLUMN_UNITS, COLUMN_SUPPORT};
	struct units u = {0};
	const struct heading *h = row->heading;
	const char *const *cell = row->cell;

	while (!cell[COLUMN_LEAD] && !cell[COLUMN_UNITS] && !cell[COLUMN_SUPPORT] && h) {
		cell = h->cell;
		h = h->up;
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (cell[places[i]])
			units_read(
			    &r->words, span_of(cell[places[i]]), places[i], &r->notice->arena, &u);
	if (r->rows.first_leads)
		units_first_leads(&r->notice->arena, &u);
	t->units = u.all;
	t->lead = u.lead;
	t->supporting = u.supporting;
}

static void add_task(struct road *r, const struct milestones_context *c, const struct row *row)
{
	struct task *t = list_push(&r->notice->arena, &r->notice->tasks);

	*t = (struct task){.no = row->cell[COLUMN_NO] ? row->cell[COLUMN_NO] : "",
	    .text = row->cell[COLUMN_TASK],
	    .line = row->line[COLUMN_TASK] ? row->line[COLUMN_TASK] : row->at};
	read_units(r, row, t);
	milestones_read(c, row, t);
}

/* A paragraph without labels is a task where the notice has no other, and only if it names a day itself. */
static void add_loose(struct road *r, const struct milestones_context *c, const struct row *row)
{
	size_t diagnostics = r->notice->diagnostics.n;

	add_task(r, c, row);
	if (r->notice->tasks.at[r->notice->tasks.n - 1].milestones.at[0].kind != MILESTONE_NONE)
		return;
	r->notice->tasks.n--;
	r->notice->diagnostics.n = diagnostics;
}

/* The year of a number 〔2021〕3号, for want of a better. */
static int year_of_number(const char *number)
{
	const char *p = number ? strpbrk(number, "0123456789") : NULL;
	int year = p && strspn(p, "0123456789") == 4 ? atoi(p) : 0;

	return year >= 1990 && year < 2100 ? year : 0;
}

static void add_tasks(struct road *r)
{
	struct milestones_context c = {.lexicon = r->words.lexicon,
	    .issued = r->notice->issued,
	    .title_year = r->head.title ? year_in(span_of(r->head.title)) : 0,
	    .notice = r->notice};
	bool firm = false;

	if (!c.title_year && c.issued == DAY_NONE)
		c.title_year = year_of_number(r->head.doc_no);
	r->notice->tasks.room = r->rows.list.n; /* at most so many, without growing on the way */
	r->notice->tasks.at =
	    arena_alloc(&r->notice->arena, r->rows.list.n * sizeof *r->notice->tasks.at + 1);
	list_each (const struct row *, row, r->rows.list)
		firm |= !row->loose;
	list_each (const struct row *, row, r->rows.list)
		if (!row->loose)
			add_task(r, &c, row);
		else if (!firm)
			add_loose(r, &c, row);
}

static void take_head(struct road *r, const struct notice_input *in)
{
	struct notice *n = r->notice;

	head_read(&r->words, &r->document, &n->arena, &r->head);
	n->id = file_stem(&n->arena, in->name);
	n->title = r->head.title;
	n->doc_no = r->head.doc_no;
	n->issuer = r->head.issuer;
	n->issued = r->head.issued != DAY_NONE ? r->head.issued : in->anchor;
}

static void take_diagnostics(struct road *r)
{
	list_each (const struct diagnostic *, d, r->document.diagnostics)
		diagnose(r->notice, d->line, d->severity, arena_dup(&r->notice->arena, d->message));
	if (!r->notice->tasks.n)
		diagnose(r->notice, 0, "error",
		    "no task was found: expected a table or a list with tasks, units and "
		    "deadlines");
}

bool notice_read(
    const struct notice_input *in, const struct lexicon *l, struct notice *out, struct error *err)
{
	struct notice notice = {.issued = DAY_NONE};
	struct road r = {.notice = &notice, .document = {.name = in->name}};
	struct span bytes = {.s = in->bytes, .n = in->n};
	bool good;

	words_open(&r.words, l);
	good = decode_is_zip(bytes) ? read_office(bytes, &r.document, err) : open_text(&r, in, err);

	if (good) {
		take_head(&r, in);
		read_blocks(&r);
		add_tasks(&r);
		take_diagnostics(&r);
		notice_number(&notice);
		*out = notice;
	} else {
		arena_release(&notice.arena);
	}
	document_release(&r.document);
	words_release(&r.words);
	return good;
}

void notice_read_phrase(
    const struct lexicon *l, day issued, const char *phrase, struct arena *a, struct task *t)
{
	struct clean_repairs repairs = {0};
	struct clause_context c = {.lexicon = l, .issued = issued, .place = PLACE_PHRASE};
	scope(text) clean = {0};

	clean_text(span_of(phrase), true, &clean, &repairs);
	milestones_read_phrase(
	    &c, clean_lines(a, (struct span){.s = text_get(&clean), .n = clean.len}), a, t);
}
