/* The few questions that readers ask of libxml2's tree. */
#include "notice/xml.h"
#include <stdlib.h>
#include <string.h>

bool xml_is(const xmlNode *n, const char *name)
{
	return n && n->type == XML_ELEMENT_NODE && !strcasecmp((const char *)n->name, name);
}

static const xmlAttr *find(const xmlNode *n, const char *name)
{
	if (n->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (!strcasecmp((const char *)a->name, name))
			return a;
	return NULL;
}

bool xml_has_attribute(const xmlNode *n, const char *name)
{
	return find(n, name);
}

bool xml_attribute(const xmlNode *n, const char *name, struct text *out)
{
	const xmlAttr *a = find(n, name);

	for (const xmlNode *t = a ? a->children : NULL; t; t = t->next)
		if (t->content)
			text_add(out, (const char *)t->content);
	return a;
}

int xml_int(const xmlNode *n, const char *name, int low, int high)
{
	scope(text) value = {0};
	long number;

	if (!xml_attribute(n, name, &value))
		return low;
	number = strtol(text_get(&value), NULL, 10);
	return number < low ? low : number > high ? high : (int)number;
}

const xmlNode *xml_child(const xmlNode *n, const char *name)
{
	for (const xmlNode *c = n ? n->children : NULL; c; c = c->next)
		if (xml_is(c, name))
			return c;
	return NULL;
}
