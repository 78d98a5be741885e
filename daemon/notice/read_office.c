/* DOCX and XLSX are ZIP archives of XML; which one it is shows in the parts. */
#include <libxml/parser.h>
#include "notice/clean.h"
#include "notice/formats.h"
#include "notice/office.h"

xmlDoc *office_open(const struct archive_parts *parts, const char *name, struct document *d)
{
	struct span raw = archive_get(parts, name);
	struct clean_repairs repairs = {0};
	scope(text) clean = {.cap = 2 * raw.n + 1};
	xmlDoc *tree;

	if (!raw.n)
		return NULL;
	clean_text(raw, false, &clean, &repairs);
	tree = xmlReadMemory(text_get(&clean), (int)clean.len, name, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	if (!tree)
		document_add_diagnostic(
		    d, 0, "error", "the part %s is no well-formed XML; it is not read", name);
	else if (tree->intSubset) {
		document_add_diagnostic(
		    d, 0, "error", "the part %s declares a document type; it is not read", name);
		xmlFreeDoc(tree);
		tree = NULL;
	}
	return tree;
}

bool read_office(struct span bytes, struct document *d, struct error *err)
{
	struct archive_parts parts = {0};
	bool good = archive_open_parts(d->name, bytes, &parts, err);

	if (!good)
		return false;
	if (archive_get(&parts, "word/document.xml").s)
		read_docx(&parts, d);
	else if (archive_get(&parts, "xl/workbook.xml").s)
		read_xlsx(&parts, d);
	else
		good = error_set(err,
		    "%s: this archive is neither DOCX nor XLSX: unpack it, or save the file as one "
		    "of them",
		    d->name);
	archive_parts_release(&parts);
	return good;
}
