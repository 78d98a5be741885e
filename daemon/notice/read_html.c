/* HTML through libxml2's tree. Paragraphs end at block elements; a table without tables inside it is a grid, one
 * with them only lays out the page and is walked through like any block. */
#include <libxml/HTMLparser.h>
#include <string.h>
#include "base/text.h"
#include "notice/formats.h"
#include "notice/xml.h"

enum { HTML_CAP = 64 << 20, SPAN_MAX = 10000 };

struct walk {
	struct document *d;
	struct text paragraph;
	int line; /* of the paragraph's first words; 0: none yet */
	bool heading, full;
};

static bool is_one_of(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (xml_is(n, *names))
			return true;
	return false;
}

static bool is_block(const xmlNode *n)
{
	static const char *const blocks[] = {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1",
	    "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main",
	    "blockquote", "pre", "center", "form", "fieldset", "table", "tbody", "thead", "tfoot",
	    "tr", "td", "th", "caption", "hr", "br", "body", "html", NULL};

	return n->type == XML_ELEMENT_NODE && is_one_of(n, blocks);
}

static bool is_hidden(const xmlNode *n)
{
	static const char *const silent[] = {"script", "style", "head", "noscript", "template",
	    "select", "option", "button", "textarea", "iframe", "object", "rt", "rp", "del", "s",
	    NULL};
	scope(text) style = {0};

	if (n->type == XML_COMMENT_NODE || n->type == XML_PI_NODE)
		return true;
	if (n->type != XML_ELEMENT_NODE)
		return false;
	if (is_one_of(n, silent) || xml_has_attribute(n, "hidden"))
		return true;
	return xml_attribute(n, "style", &style) && (strstr(text_get(&style), "display:none") ||
							strstr(text_get(&style), "display: none"));
}

/* Words of HTML: runs of white space are one blank. */
static void add_words(struct text *out, const char *s)
{
	for (; *s; s++) {
		bool blank = strchr(" \t\r\n", *s) != NULL;

		if (!blank)
			text_addc(out, *s);
		else if (out->len && !strchr(" \n", out->s[out->len - 1]))
			text_addc(out, ' ');
	}
}

static void end_paragraph(struct walk *w)
{
	struct span s = {.s = text_get(&w->paragraph), .n = w->paragraph.len, .line = w->line};

	document_add_paragraph(w->d, s, w->heading);
	text_reset(&w->paragraph);
	w->line = 0;
}

/* The words of a cell, its blocks on lines of their own. */
static void add_cell_text(const xmlNode *n, struct text *out)
{
	for (; n; n = n->next) {
		if (is_hidden(n))
			continue;
		if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
			add_words(out, (const char *)n->content);
			continue;
		}
		if (is_block(n) && out->len && out->s[out->len - 1] != '\n')
			text_addc(out, '\n');
		add_cell_text(n->children, out);
		if (is_block(n) && out->len && out->s[out->len - 1] != '\n')
			text_addc(out, '\n');
	}
}

static int line_of(const xmlNode *n)
{
	long line = xmlGetLineNo((xmlNode *)n);

	return line > 0 && line < INT32_MAX ? (int)line : 0;
}

/* The line on which the words begin, not the tag. */
static int line_of_words(const xmlNode *n)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		int line =
		    c->type == XML_TEXT_NODE && xmlIsBlankNode((xmlNode *)c) ? 0 : line_of(c);

		if (line)
			return line;
	}
	return line_of(n);
}

static void add_cells(const xmlNode *tr, struct grid_maker *m)
{
	for (const xmlNode *c = tr->children; c; c = c->next) {
		scope(text) words = {0};

		if (!xml_is(c, "td") && !xml_is(c, "th"))
			continue;
		add_cell_text(c->children, &words);
		m->header |= xml_is(c, "th");
		grid_place(m,
		    (struct span){.s = text_get(&words), .n = words.len, .line = line_of_words(c)},
		    xml_int(c, "rowspan", 1, SPAN_MAX), xml_int(c, "colspan", 1, DOCUMENT_COLUMNS));
	}
}

static bool add_rows(const xmlNode *n, struct grid_maker *m)
{
	for (; n; n = n->next) {
		if (xml_is(n, "tr")) {
			grid_begin_row(m, line_of(n));
			add_cells(n, m);
			if (!grid_end_row(m))
				return false;
		} else if (n->type == XML_ELEMENT_NODE && !add_rows(n->children, m)) {
			return false;
		}
	}
	return true;
}

static bool holds_table(const xmlNode *n)
{
	for (; n; n = n->next)
		if (xml_is(n, "table") || holds_table(n->children))
			return true;
	return false;
}

static void read_table(struct walk *w, const xmlNode *table)
{
	struct grid_maker m = {.document = w->d, .grid = document_new_grid(w->d)};

	end_paragraph(w);
	if (!add_rows(table->children, &m) && !w->full) {
		w->full = true;
		document_add_diagnostic(w->d, line_of(table), "warning",
		    "more than %d cells; those from here on are not read", DOCUMENT_CELLS);
	}
	document_add_grid(w->d, m.grid);
}

static bool is_heading(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && n->name[0] == 'h' && n->name[1] >= '1' &&
	       n->name[1] <= '6' && !n->name[2];
}

/* <ol> numbers its items itself; the list keeps count in the field that libxml2 leaves to its users. */
static void add_item_number(struct walk *w, const xmlNode *li)
{
	xmlNode *list = li->parent;

	if (!xml_is(list, "ol"))
		return;
	list->_private = (char *)list->_private + 1;
	text_addf(&w->paragraph, "%d. ", (int)(intptr_t)list->_private);
}

static void walk_nodes(struct walk *w, const xmlNode *n)
{
	for (; n; n = n->next) {
		bool block = is_block(n);

		if (is_hidden(n))
			continue;
		if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
			if (!w->line && !xmlIsBlankNode((xmlNode *)n))
				w->line = line_of(n);
			add_words(&w->paragraph, (const char *)n->content);
		} else if (xml_is(n, "table") && !holds_table(n->children)) {
			read_table(w, n);
		} else {
			if (block)
				end_paragraph(w);
			if (xml_is(n, "li"))
				add_item_number(w, n);
			w->heading = is_heading(n) || (w->heading && !block);
			walk_nodes(w, n->children);
			if (block) {
				end_paragraph(w);
				w->heading = false;
			}
		}
	}
}

static const xmlNode *find(const xmlNode *n, const char *name)
{
	for (; n; n = n->next) {
		const xmlNode *below;

		if (xml_is(n, name))
			return n;
		below = find(n->children, name);
		if (below)
			return below;
	}
	return NULL;
}

static void take_title(struct document *d, const xmlNode *root)
{
	const xmlNode *title = find(root, "title");
	scope(text) words = {0};

	if (!title || !title->children)
		return;
	add_cell_text(title->children, &words);
	if (words.len)
		d->title = arena_dup(&d->arena, text_get(&words));
}

bool read_html_fits(struct span text)
{
	static const char *const openings[] = {
	    "<!doctype", "<html", "<head", "<body", "<table", "<div", "<meta", "<p>", "<p "};
	struct span s = span_trim(text);

	if (!s.n || *s.s != '<')
		return false;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (s.n > strlen(openings[i]) &&
		    !strncasecmp(s.s, openings[i], strlen(openings[i])))
			return true;
	return span_starts(s, "<?xml") && memmem(s.s, s.n < 400 ? s.n : 400, "<html", 5);
}

bool read_html(struct span text, struct document *d, struct error *err)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			    HTML_PARSE_NONET | HTML_PARSE_COMPACT;
	struct walk w = {.d = d};
	htmlDocPtr tree;

	if (text.n > HTML_CAP)
		return error_set(err, "%s: %zu MiB of HTML are too many; at most %d are read",
		    d->name, text.n >> 20, HTML_CAP >> 20);
	tree = htmlReadMemory(text.s, (int)text.n, NULL, "UTF-8", options);
	if (!tree)
		return error_set(err, "%s: this HTML holds nothing that can be read", d->name);
	take_title(d, tree->children);
	walk_nodes(&w, tree->children);
	end_paragraph(&w);
	text_release(&w.paragraph);
	xmlFreeDoc(tree);
	return true;
}
