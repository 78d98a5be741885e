/* Reported values: the readers of documents give grids, a header row says which column is which. Cells are passed on as
 * they stand; only a day is written as one, because a spreadsheet writes it as its country likes. */
#include "notice/read_sheet.h"
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"
#include "notice/dateline.h"
#include "notice/decode.h"
#include "notice/formats.h"

enum { HEADER_ROWS = 20, COMPACT_DAY_CHARS = 8, SHOWN_BYTES = 60 };

static const char TOO_MANY[] =
    "this line and those behind it are not read: a file has at most 100,000; split it";

struct columns {
	int at[SHEET_FIELDS]; /* -1: there is none */
};
struct sheet_reading {
	const struct lexicon *lexicon;
	struct document document;
	struct sheet *sheet;
	bool found; /* a table with lines, or at least a header */
};

static struct columns no_columns(void)
{
	struct columns c;

	for (int f = 0; f < SHEET_FIELDS; f++)
		c.at[f] = -1;
	return c;
}

/* ---- which column is which */

/* "数值（个）" goes by 数值. */
static enum sheet_field field_named(const struct sheet_reading *r, const char *cell)
{
	struct span s = span_of(cell), inside;
	scope(text) name = {0};
	const char *list;

	s.n -= bracket_at_end(s, &inside);
	text_addn(&name, s.s, s.n);
	list = lexicon_category(r->lexicon, "reports", text_get(&name));
	for (int f = 0; list && f < SHEET_FIELDS; f++)
		if (!strcmp(list, sheet_field_name((enum sheet_field)f)))
			return (enum sheet_field)f;
	return SHEET_FIELDS;
}

/* A header names the value and where it belongs. */
static bool read_header(
    const struct sheet_reading *r, const struct grid_row *row, struct columns *out)
{
	*out = no_columns();
	for (size_t c = 0; c < row->n; c++) {
		enum sheet_field f = field_named(r, row->cells[c].text);

		if (f < SHEET_FIELDS && out->at[f] < 0)
			out->at[f] = (int)c;
	}
	return out->at[SHEET_VALUE] >= 0 &&
	       (out->at[SHEET_ADDRESS] >= 0 || out->at[SHEET_UNIT] >= 0);
}

/* The row behind the header; 0: there is none. */
static size_t find_header(const struct sheet_reading *r, const struct grid *g, struct columns *out)
{
	for (size_t i = 0; i < g->rows.n && i < HEADER_ROWS; i++)
		if (read_header(r, &g->rows.at[i], out))
			return i + 1;
	return 0;
}

/* NOTICE:TASK.MILESTONE has a colon; a unit has none. */
static struct columns usual_columns(const char *first)
{
	static const enum sheet_field behind[] = {
	    SHEET_METRIC, SHEET_VALUE, SHEET_DATE, SHEET_NOTE};
	struct columns c = no_columns();

	c.at[strchr(first, ':') ? SHEET_ADDRESS : SHEET_UNIT] = 0;
	for (int i = 0; i < (int)(sizeof behind / sizeof *behind); i++)
		c.at[behind[i]] = i + 1;
	return c;
}

/* ---- lines */

static bool is_time(struct span s)
{
	while (s.n && strchr("0123456789:. TZ", *s.s)) {
		s.s++;
		s.n--;
	}
	return !s.n;
}

static bool read_compact_day(const char *s, day *out)
{
	char written[11];

	if (strlen(s) != COMPACT_DAY_CHARS || strspn(s, "0123456789") != COMPACT_DAY_CHARS)
		return false;
	snprintf(written, sizeof written, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	return civil_parse(written, out);
}

/* 2018-12-03, 2018/12/3, 2018年12月3日, 20181203, each with a time of day behind it or without; else as it stands. */
static const char *read_date(struct arena *a, const char *cell)
{
	struct span s = span_of(cell);
	char written[11];
	day d = DAY_NONE;
	size_t n = dateline_at(s, &d);

	if (!(n && is_time((struct span){.s = s.s + n, .n = s.n - n})) &&
	    !read_compact_day(cell, &d))
		return arena_dup(a, cell);
	civil_print(d, written);
	return arena_dup(a, written);
}

/* Something to say, in the place of a line. */
static void remark(struct sheet_reading *r, int line, const char *message)
{
	*list_push(&r->sheet->arena, &r->sheet->lines) =
	    (struct sheet_line){.line = line, .remark = message};
}

static void add_line(struct sheet_reading *r, const struct grid_row *row, const struct columns *c)
{
	struct arena *a = &r->sheet->arena;
	struct sheet_line *l = list_push(a, &r->sheet->lines);

	l->line = row->line;
	for (int f = 0; f < SHEET_FIELDS; f++) {
		int at = c->at[f];
		bool there = at >= 0 && (size_t)at < row->n;

		l->field[f] = there ? clean_line(a, span_of(row->cells[at].text)) : "";
		if (there && f == SHEET_VALUE) /* 150 200 are two numbers */
			l->field[f] = arena_dup(a, row->cells[at].text);
	}
	l->field[SHEET_DATE] = read_date(a, l->field[SHEET_DATE]);
}

static void read_grid(struct sheet_reading *r, const struct grid *g)
{
	struct columns named;
	size_t first = find_header(r, g, &named);

	r->found = true;
	for (size_t i = first; i < g->rows.n; i++) {
		struct columns usual;

		if (r->sheet->lines.n == SHEET_LINES) {
			remark(r, g->rows.at[i].line, TOO_MANY);
			return;
		}
		usual = usual_columns(g->rows.at[i].cells[0].text);
		add_line(r, &g->rows.at[i], first ? &named : &usual);
	}
}

/* A row with a single text says too little; above the first table it is a title. */
static void read_paragraph(struct sheet_reading *r, const struct block *b)
{
	int n =
	    (int)utf8_cut(b->text, strlen(b->text) < SHOWN_BYTES ? strlen(b->text) : SHOWN_BYTES);

	if (r->found)
		remark(r, b->line,
		    arena_printf(&r->sheet->arena,
			"\"%.*s\" stands alone: a line needs an address (or unit and metric) and a "
			"value",
			n, b->text));
}

static void read_blocks(struct sheet_reading *r)
{
	list_each (const struct block *, b, r->document.blocks)
		if (b->grid)
			read_grid(r, b->grid);
		else
			read_paragraph(r, b);
	list_each (const struct diagnostic *, d, r->document.diagnostics)
		remark(r, d->line, arena_dup(&r->sheet->arena, d->message));
}

/* ---- bytes */

static bool open_text(struct sheet_reading *r, struct span bytes, struct error *err)
{
	scope(text) decoded = {.cap = 4 * (size_t)DECODE_CAP_BYTES};
	scope(text) clean = {.cap = 4 * (size_t)DECODE_CAP_BYTES};
	struct clean_repairs repairs = {0};
	struct decoded how;

	if (!decode_bytes(r->document.name, bytes, &decoded, &how, err))
		return false;
	clean_text(
	    (struct span){.s = text_get(&decoded), .n = decoded.len}, true, &clean, &repairs);
	if (how.damaged)
		remark(r, 0,
		    arena_printf(&r->sheet->arena,
			"%zu bytes are no characters of %s; they are lost", how.damaged,
			how.encoding));
	read_csv((struct span){.s = text_get(&clean), .n = clean.len}, &r->document);
	return true;
}

bool read_sheet(const char *name, struct span bytes, const struct lexicon *l, struct sheet *out,
    struct error *err)
{
	struct sheet sheet = {0};
	struct sheet_reading r = {.lexicon = l, .document = {.name = name}, .sheet = &sheet};
	bool good =
	    decode_is_zip(bytes) ? read_office(bytes, &r.document, err) : open_text(&r, bytes, err);

	if (good)
		read_blocks(&r);
	if (good && !r.found)
		good = error_set(err,
		    "%s: no table was found: write one report a row, with the columns address (or "
		    "unit), metric, value, date, note",
		    name);
	document_release(&r.document);
	if (good)
		*out = sheet;
	else
		sheet_release(&sheet);
	return good;
}
