/* Word numbers paragraphs by itself: the number is not in the text. numbering.xml says how a level is shown, the
 * order of the paragraphs what its count is. */
#include <stdlib.h>
#include <string.h>
#include "notice/office.h"
#include "notice/xml.h"

enum { LISTS = 256, LEVELS = 9, COUNT_MAX = 99999 };

struct level {
	bool bullet, chinese;
	const char *pattern; /* "%1." */
	int first, count;
};
struct office_numbering {
	struct arena arena;
	struct level abstract[LISTS][LEVELS];
	int abstract_of[LISTS]; /* numId → abstractNumId */
	struct level level[LISTS][LEVELS];
	bool known[LISTS];
};

static const char *value_of(struct arena *a, const xmlNode *n)
{
	scope(text) value = {0};

	return n && xml_attribute(n, "val", &value) ? arena_dup(a, text_get(&value)) : "";
}

static void read_level(struct office_numbering *o, int list, const xmlNode *lvl)
{
	struct level *l = &o->abstract[list][xml_int(lvl, "ilvl", 0, LEVELS - 1)];
	const char *format = value_of(&o->arena, xml_child(lvl, "numFmt"));
	const xmlNode *start = xml_child(lvl, "start");

	l->bullet = !strcmp(format, "bullet") || !strcmp(format, "none");
	l->chinese = strstr(format, "hinese") || strstr(format, "japaneseCounting") ||
		     strstr(format, "ideograph");
	l->pattern = value_of(&o->arena, xml_child(lvl, "lvlText"));
	l->first = start ? xml_int(start, "val", 0, COUNT_MAX) : 1;
}

static void read_abstract(struct office_numbering *o, const xmlNode *n)
{
	int list = xml_int(n, "abstractNumId", 0, LISTS - 1);

	for (const xmlNode *c = n->children; c; c = c->next)
		if (xml_is(c, "lvl"))
			read_level(o, list, c);
}

static void read_list(struct office_numbering *o, const xmlNode *n)
{
	int list = xml_int(n, "numId", 0, LISTS - 1);
	const xmlNode *abstract = xml_child(n, "abstractNumId");

	o->known[list] = abstract != NULL;
	o->abstract_of[list] = abstract ? xml_int(abstract, "val", 0, LISTS - 1) : 0;
}

struct office_numbering *office_numbering_new(const struct archive_parts *parts, struct document *d)
{
	struct office_numbering *o = calloc(1, sizeof *o);
	xmlDoc *tree = office_open(parts, "word/numbering.xml", d);
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;

	if (!o)
		abort();
	for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
		if (xml_is(n, "abstractNum"))
			read_abstract(o, n);
		else if (xml_is(n, "num"))
			read_list(o, n);
	}
	xmlFreeDoc(tree);
	return o;
}

static void add_chinese(struct text *out, int n)
{
	static const char *const digits[] = {
	    "", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

	if (n <= 0 || n > 99) {
		text_addf(out, "%d", n);
		return;
	}
	if (n >= 20)
		text_add(out, digits[n / 10]);
	if (n >= 10)
		text_add(out, "十");
	text_add(out, digits[n % 10]);
}

/* The pattern's own level is shown, those above it only where they stand before it. */
static void add_pattern(struct office_numbering *o, int list, int level, struct text *out)
{
	const struct level *shown = o->level[list];

	for (const char *p = shown[level].pattern; *p; p++) {
		int which = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;

		if (which < 0) {
			text_addc(out, *p);
			continue;
		}
		p++;
		if (shown[which].chinese)
			add_chinese(out, shown[which].count);
		else
			text_addf(out, "%d", shown[which].count);
	}
}

void office_numbering_add(struct office_numbering *o, const xmlNode *num_pr, struct text *out)
{
	const xmlNode *id = xml_child(num_pr, "numId"), *at = xml_child(num_pr, "ilvl");
	int list = id ? xml_int(id, "val", 0, LISTS - 1) : 0,
	    level = at ? xml_int(at, "val", 0, LEVELS - 1) : 0;
	struct level *l = &o->level[list][level];

	if (!list || !o->known[list])
		return;
	if (!l->pattern)
		memcpy(o->level[list], o->abstract[o->abstract_of[list]], sizeof o->level[list]);
	if (!l->pattern || l->bullet || l->count >= COUNT_MAX)
		return;
	l->count = l->count ? l->count + 1 : l->first;
	for (int below = level + 1; below < LEVELS; below++)
		o->level[list][below].count = 0;
	add_pattern(o, list, level, out);
}

void office_numbering_free(struct office_numbering *o)
{
	if (!o)
		return;
	arena_release(&o->arena);
	free(o);
}
