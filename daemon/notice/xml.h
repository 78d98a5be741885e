#ifndef NOTICE_XML_H
#define NOTICE_XML_H
#include <libxml/tree.h>
#include <stdbool.h>
#include "base/text.h"

/* libxml2's tree, for the readers of HTML and office files. Names are compared without prefix and case. */
bool xml_is(const xmlNode *n, const char *name);
bool xml_has_attribute(const xmlNode *n, const char *name);
/* Append an attribute's value; false where there is none. */
bool xml_attribute(const xmlNode *n, const char *name, struct text *out);
/* A whole number between low and high; low where there is none. */
int xml_int(const xmlNode *n, const char *name, int low, int high);
/* The first child element of that name; NULL: none. */
const xmlNode *xml_child(const xmlNode *n, const char *name);
#endif
