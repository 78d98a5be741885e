/* The body of a DOCX file: paragraphs and tables in their order. There are no lines in it; a place is told as the
 * number of its paragraph, counted through the whole document. */
#include <string.h>
#include "notice/office.h"
#include "notice/read_text.h"
#include "notice/xml.h"

struct walk {
	struct document *d;
	struct office_numbering *numbering;
	int paragraphs; /* so far */
	bool full;
};

/* Deleted text, field codes, and the second form of what stands in two. */
static bool is_silent(const xmlNode *n)
{
	return xml_is(n, "del") || xml_is(n, "instrText") || xml_is(n, "Fallback") ||
	       xml_is(n, "moveFrom") || xml_is(n, "rt") || xml_is(n, "pPr") || xml_is(n, "rPr");
}

static void add_text(const xmlNode *n, struct text *out)
{
	for (; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is_silent(n))
			continue;
		if (xml_is(n, "t")) {
			for (const xmlNode *t = n->children; t; t = t->next)
				if (t->content)
					text_add(out, (const char *)t->content);
		} else if (xml_is(n, "br") || xml_is(n, "cr")) {
			text_addc(out, '\n');
		} else if (xml_is(n, "tab")) {
			text_addc(out, ' ');
		} else if (xml_is(n, "noBreakHyphen")) {
			text_addc(out, '-');
		} else {
			add_text(n->children, out);
		}
	}
}

/* A paragraph's words, with its automatic number unless it has one of its own. */
static void add_paragraph_text(struct walk *w, const xmlNode *p, struct text *out)
{
	const xmlNode *number = xml_child(xml_child(p, "pPr"), "numPr");
	scope(text) words = {0};

	w->paragraphs++;
	add_text(p->children, &words);
	if (number &&
	    !number_length(span_trim((struct span){.s = text_get(&words), .n = words.len})))
		office_numbering_add(w->numbering, number, out);
	text_addn(out, text_get(&words), words.len);
}

static bool is_heading(const xmlNode *p)
{
	const xmlNode *properties = xml_child(p, "pPr"), *style = xml_child(properties, "pStyle");
	scope(text) name = {0};

	if (xml_child(properties, "outlineLvl"))
		return true;
	return style && xml_attribute(style, "val", &name) &&
	       (!strncasecmp(text_get(&name), "heading", 7) ||
		   !strcasecmp(text_get(&name), "title"));
}

static void read_paragraph(struct walk *w, const xmlNode *p)
{
	scope(text) words = {0};

	add_paragraph_text(w, p, &words);
	document_add_paragraph(w->d,
	    (struct span){.s = text_get(&words), .n = words.len, .line = w->paragraphs},
	    is_heading(p));
}

/* The paragraphs of a cell, one a line; a table inside it is read as its paragraphs. */
static void add_cell_text(struct walk *w, const xmlNode *n, struct text *out)
{
	for (; n; n = n->next) {
		if (xml_is(n, "p")) {
			if (out->len)
				text_addc(out, '\n');
			add_paragraph_text(w, n, out);
		} else if (n->type == XML_ELEMENT_NODE && !is_silent(n) && !xml_is(n, "tcPr")) {
			add_cell_text(w, n->children, out);
		}
	}
}

/* <w:vMerge/> without "restart" goes on from above. */
static bool continues(const xmlNode *properties)
{
	const xmlNode *merge = xml_child(properties, "vMerge");
	scope(text) value = {0};

	return merge &&
	       (!xml_attribute(merge, "val", &value) || strcmp(text_get(&value), "restart"));
}

static void read_cell(struct walk *w, struct grid_maker *m, const xmlNode *tc)
{
	const xmlNode *properties = xml_child(tc, "tcPr"),
		      *span = xml_child(properties, "gridSpan");
	int columns = span ? xml_int(span, "val", 1, DOCUMENT_COLUMNS) : 1;
	int line = w->paragraphs + 1;
	scope(text) words = {0};

	add_cell_text(w, tc->children, &words);
	if (continues(properties))
		grid_continue(m, columns);
	else
		grid_place(m, (struct span){.s = text_get(&words), .n = words.len, .line = line}, 1,
		    columns);
}

static void read_row_cells(struct walk *w, struct grid_maker *m, const xmlNode *n)
{
	for (; n; n = n->next)
		if (xml_is(n, "tc"))
			read_cell(w, m, n);
		else if (xml_is(n, "sdt") || xml_is(n, "sdtContent"))
			read_row_cells(w, m, n->children);
}

/* Columns that a row leaves out at its start. */
static void skip_columns(struct grid_maker *m, const xmlNode *tr)
{
	const xmlNode *before = xml_child(xml_child(tr, "trPr"), "gridBefore");

	if (before)
		grid_place(m, (struct span){0}, 1, xml_int(before, "val", 1, DOCUMENT_COLUMNS));
}

static void read_table_rows(struct walk *w, struct grid_maker *m, const xmlNode *n)
{
	for (; n && !w->full; n = n->next) {
		if (xml_is(n, "tr")) {
			grid_begin_row(m, w->paragraphs + 1);
			skip_columns(m, n);
			read_row_cells(w, m, n->children);
			w->full = !grid_end_row(m);
		} else if (n->type == XML_ELEMENT_NODE) {
			read_table_rows(w, m, n->children);
		}
	}
}

static void read_table(struct walk *w, const xmlNode *table)
{
	struct grid_maker m = {.document = w->d, .grid = document_new_grid(w->d)};

	read_table_rows(w, &m, table->children);
	if (w->full)
		document_add_diagnostic(w->d, w->paragraphs, "warning",
		    "more than %d cells; those from here on are not read", DOCUMENT_CELLS);
	document_add_grid(w->d, m.grid);
}

static void walk_nodes(struct walk *w, const xmlNode *n)
{
	for (; n && !w->full; n = n->next) {
		if (xml_is(n, "p"))
			read_paragraph(w, n);
		else if (xml_is(n, "tbl"))
			read_table(w, n);
		else if (n->type == XML_ELEMENT_NODE && !is_silent(n))
			walk_nodes(w, n->children);
	}
}

void read_docx(const struct archive_parts *parts, struct document *d)
{
	xmlDoc *tree = office_open(parts, "word/document.xml", d);
	struct walk w = {.d = d};

	if (!tree)
		return;
	w.numbering = office_numbering_new(parts, d);
	walk_nodes(&w, tree->children);
	office_numbering_free(w.numbering);
	xmlFreeDoc(tree);
}
