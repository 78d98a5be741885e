/* The sheets of an XLSX file, each a grid whose lines are the sheet's rows. Cells name their column, merged ranges
 * stand behind all rows: they are collected first, and a row fills what ranges from above reach into it. */
#include <stdlib.h>
#include <string.h>
#include "calendar/civil.h"
#include "notice/office.h"
#include "notice/xml.h"

enum {
	ROW_MAX = 1048576,
	GAP_MAX = 2000,
	MERGES_MAX = 200000,
	DAYS_1900 = 25569,
	DAYS_1904 = 24107
};

struct merge {
	int row, last_row, column, columns;
};
struct book {
	struct document *d;
	const struct archive_parts *parts;
	struct arena arena;
	list_of(const char *) strings;
	struct office_styles styles;
	bool from_1904;
};
struct sheet {
	struct book *book;
	struct grid_maker maker;
	list_of(struct merge) merges; /* by their first row */
	size_t next_merge;
	int row; /* the last one read */
};

static void add_strings(const xmlNode *n, struct text *out)
{
	for (; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || xml_is(n, "rPh"))
			continue;
		if (!xml_is(n, "t")) {
			add_strings(n->children, out);
			continue;
		}
		for (const xmlNode *t = n->children; t; t = t->next)
			if (t->content)
				text_add(out, (const char *)t->content);
	}
}

static void read_strings(struct book *b)
{
	xmlDoc *tree = office_open(b->parts, "xl/sharedStrings.xml", b->d);
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;

	for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
		scope(text) words = {0};

		if (!xml_is(n, "si"))
			continue;
		add_strings(n->children, &words);
		*list_push(&b->arena, &b->strings) = arena_dup(&b->arena, text_get(&words));
	}
	xmlFreeDoc(tree);
}

/* "BC12" → column 54 (from 0), row 12; false for anything else. */
static bool read_place(const char **s, int *column, int *row)
{
	long c = 0, r;
	char *end;

	for (; **s >= 'A' && **s <= 'Z' && c < DOCUMENT_COLUMNS * 100; ++*s)
		c = c * 26 + (**s - 'A' + 1);
	r = strtol(*s, &end, 10);
	if (!c || end == *s || r < 1 || r > ROW_MAX)
		return false;
	*s = end;
	*column = (int)c - 1;
	*row = (int)r;
	return true;
}

static void read_merge(struct sheet *s, const xmlNode *n)
{
	scope(text) range = {0};
	struct merge m;
	const char *at;
	int last_column;

	if (!xml_attribute(n, "ref", &range))
		return;
	at = text_get(&range);
	if (!read_place(&at, &m.column, &m.row) || *at++ != ':' ||
	    !read_place(&at, &last_column, &m.last_row))
		return;
	m.columns = last_column - m.column + 1;
	if (m.columns > 0 && m.last_row >= m.row && s->merges.n < MERGES_MAX)
		*list_push(&s->book->arena, &s->merges) = m;
}

static int by_row(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
				: (x->column > y->column) - (x->column < y->column);
}

static void read_merges(struct sheet *s, const xmlNode *root)
{
	const xmlNode *all = xml_child(root, "mergeCells");

	for (const xmlNode *n = all ? all->children : NULL; n; n = n->next)
		if (xml_is(n, "mergeCell"))
			read_merge(s, n);
	if (s->merges.n)
		qsort(s->merges.at, s->merges.n, sizeof *s->merges.at, by_row);
}

/* 43100.5 → 2017-12-31 */
static void add_day(const struct book *b, double serial, enum office_style style, struct text *out)
{
	struct civil c;

	if (serial < 1 || serial > 2958465) { /* 9999-12-31 */
		text_addf(out, "%.10g", serial);
		return;
	}
	c = civil_of((day)serial - (b->from_1904 ? DAYS_1904 : DAYS_1900));
	if (style == STYLE_MONTH)
		text_addf(out, "%d年%d月", c.year, c.month);
	else
		text_addf(out, "%04d-%02d-%02d", c.year, c.month, c.mday);
}

static void add_number(const struct book *b, const xmlNode *c, const char *value, struct text *out)
{
	size_t index = (size_t)xml_int(c, "s", 0, INT32_MAX);
	enum office_style style = index < b->styles.list.n ? b->styles.list.at[index] : STYLE_PLAIN;
	char *end;
	double number = strtod(value, &end);

	if (end == value)
		text_add(out, value);
	else if (style == STYLE_PERCENT)
		text_addf(out, "%.10g%%", number * 100);
	else if (style == STYLE_DAY || style == STYLE_MONTH)
		add_day(b, number, style, out);
	else
		text_addf(out, "%.10g", number);
}

static void add_value(const struct book *b, const xmlNode *c, struct text *out)
{
	const xmlNode *v = xml_child(c, "v");
	scope(text) type = {0}, value = {0};

	xml_attribute(c, "t", &type);
	if (!strcmp(text_get(&type), "inlineStr")) {
		add_strings(c->children, out);
		return;
	}
	for (const xmlNode *t = v ? v->children : NULL; t; t = t->next)
		if (t->content)
			text_add(&value, (const char *)t->content);
	if (!value.len || !strcmp(text_get(&type), "e"))
		return;
	if (!strcmp(text_get(&type), "s")) {
		size_t i = strtoul(text_get(&value), NULL, 10);

		text_add(out, i < b->strings.n ? b->strings.at[i] : "");
	} else if (!strcmp(text_get(&type), "str") || !strcmp(text_get(&type), "d")) {
		text_add(out, text_get(&value));
	} else {
		add_number(b, c, text_get(&value), out);
	}
}

/* The range whose first cell this is; NULL for an ordinary cell. */
static const struct merge *merge_at(const struct sheet *s, int row, int column)
{
	for (size_t i = s->next_merge; i < s->merges.n && s->merges.at[i].row <= row; i++)
		if (s->merges.at[i].row == row && s->merges.at[i].column == column)
			return &s->merges.at[i];
	return NULL;
}

static int column_of(const xmlNode *c, int otherwise)
{
	scope(text) place = {0};
	const char *at;
	int column, row;

	if (!xml_attribute(c, "r", &place))
		return otherwise;
	at = text_get(&place);
	return read_place(&at, &column, &row) ? column : otherwise;
}

static void read_cells(struct sheet *s, const xmlNode *row, int number)
{
	int column = -1;

	for (const xmlNode *c = row->children; c; c = c->next) {
		scope(text) words = {0};
		const struct merge *m;

		if (!xml_is(c, "c"))
			continue;
		column = column_of(c, column + 1);
		add_value(s->book, c, &words);
		if (!words.len)
			continue;
		m = merge_at(s, number, column);
		grid_put(&s->maker, (size_t)column,
		    (struct span){.s = text_get(&words), .n = words.len, .line = number},
		    m ? m->last_row - m->row + 1 : 1, m ? m->columns : 1);
	}
}

/* Rows that the file leaves out still count for ranges that span them. */
static void skip_to(struct sheet *s, int number)
{
	if (number - s->row > GAP_MAX)
		memset(s->maker.spans, 0, sizeof s->maker.spans);
	else
		for (int n = s->row + 1; n < number; n++)
			grid_begin_row(&s->maker, n);
	while (s->next_merge < s->merges.n && s->merges.at[s->next_merge].row < number)
		s->next_merge++;
	s->row = number;
}

static bool read_row(struct sheet *s, const xmlNode *row)
{
	int number = xml_int(row, "r", s->row + 1, ROW_MAX);

	skip_to(s, number);
	grid_begin_row(&s->maker, number);
	read_cells(s, row, number);
	return grid_end_row(&s->maker);
}

static void read_sheet(struct book *b, const char *part)
{
	xmlDoc *tree = office_open(b->parts, part, b->d);
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL,
		      *data = xml_child(root, "sheetData");
	struct sheet s = {.book = b, .maker = {.document = b->d, .grid = document_new_grid(b->d)}};

	read_merges(&s, root);
	for (const xmlNode *n = data ? data->children : NULL; n; n = n->next)
		if (xml_is(n, "row") && !read_row(&s, n)) {
			document_add_diagnostic(b->d, s.row, "warning",
			    "more than %d cells; those from here on are not read", DOCUMENT_CELLS);
			break;
		}
	document_add_grid(b->d, s.maker.grid);
	xmlFreeDoc(tree);
}

/* The part that a sheet's relation names. */
static void read_related(struct book *b, const xmlNode *relations, const char *id)
{
	for (const xmlNode *n = relations ? relations->children : NULL; n; n = n->next) {
		scope(text) own = {0}, target = {0}, part = {0};

		if (!xml_attribute(n, "Id", &own) || strcmp(text_get(&own), id) ||
		    !xml_attribute(n, "Target", &target))
			continue;
		if (target.len && *target.s == '/')
			text_add(&part, target.s + 1);
		else
			text_addf(&part, "xl/%s", text_get(&target));
		read_sheet(b, text_get(&part));
		return;
	}
}

static bool is_hidden(const xmlNode *sheet)
{
	scope(text) state = {0};

	return xml_attribute(sheet, "state", &state) && strstr(text_get(&state), "idden");
}

static void read_sheets(struct book *b, const xmlNode *workbook, const xmlNode *relations)
{
	const xmlNode *sheets = xml_child(workbook, "sheets"),
		      *properties = xml_child(workbook, "workbookPr");

	if (properties) {
		scope(text) value = {0};

		b->from_1904 =
		    xml_attribute(properties, "date1904", &value) &&
		    (!strcmp(text_get(&value), "1") || !strcmp(text_get(&value), "true"));
	}
	for (const xmlNode *n = sheets ? sheets->children : NULL; n; n = n->next) {
		scope(text) id = {0};

		if (xml_is(n, "sheet") && !is_hidden(n) && xml_attribute(n, "id", &id))
			read_related(b, relations, text_get(&id));
	}
}

void read_xlsx(const struct archive_parts *parts, struct document *d)
{
	struct book b = {.d = d, .parts = parts};
	xmlDoc *workbook = office_open(parts, "xl/workbook.xml", d);
	xmlDoc *relations = office_open(parts, "xl/_rels/workbook.xml.rels", d);

	if (workbook && relations) {
		read_strings(&b);
		office_styles_read(parts, d, &b.styles);
		read_sheets(&b, xmlDocGetRootElement(workbook), xmlDocGetRootElement(relations));
	}
	xmlFreeDoc(workbook);
	xmlFreeDoc(relations);
	arena_release(&b.arena);
}
