/* A sheet keeps days and percentages as bare numbers; the style of their cells says what they are. */
#include <stdlib.h>
#include <string.h>
#include "notice/office.h"
#include "notice/xml.h"

/* Formats without a code of their own (ECMA-376, 18.8.30, with those of Chinese editions). */
static enum office_style built_in(int id)
{
	if (id == 9 || id == 10)
		return STYLE_PERCENT;
	if (id == 17 || id == 55 || id == 57)
		return STYLE_MONTH;
	if ((id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
	    (id >= 50 && id <= 58))
		return STYLE_DAY;
	return STYLE_PLAIN;
}

/* The letters of a code that stand outside quotes and brackets. */
static enum office_style style_of_code(const char *code)
{
	bool quoted = false, year = false, mday = false, percent = false;
	int depth = 0;

	for (; *code; code++) {
		quoted ^= *code == '"';
		depth += *code == '[';
		depth -= *code == ']' && depth;
		if (quoted || depth)
			continue;
		year |= *code == 'y' || *code == 'Y' || *code == 'e';
		mday |= *code == 'd' || *code == 'D';
		percent |= *code == '%';
	}
	if (percent)
		return STYLE_PERCENT;
	return mday ? STYLE_DAY : year ? STYLE_MONTH : STYLE_PLAIN;
}

static enum office_style style_of(const xmlNode *custom, int id)
{
	for (const xmlNode *n = custom ? custom->children : NULL; n; n = n->next) {
		scope(text) code = {0};

		if (xml_is(n, "numFmt") && xml_int(n, "numFmtId", -1, INT32_MAX) == id &&
		    xml_attribute(n, "formatCode", &code))
			return style_of_code(text_get(&code));
	}
	return built_in(id);
}

void office_styles_read(
    const struct archive_parts *parts, struct document *d, struct office_styles *out)
{
	xmlDoc *tree = office_open(parts, "xl/styles.xml", d);
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
	const xmlNode *cells = xml_child(root, "cellXfs"), *custom = xml_child(root, "numFmts");

	for (const xmlNode *n = cells ? cells->children : NULL; n; n = n->next)
		if (xml_is(n, "xf"))
			*list_push(&d->arena, &out->list) =
			    style_of(custom, xml_int(n, "numFmtId", 0, INT32_MAX));
	xmlFreeDoc(tree);
}
