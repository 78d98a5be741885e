#ifndef NOTICE_OFFICE_H
#define NOTICE_OFFICE_H
#include <libxml/tree.h>
#include "notice/archive.h"
#include "notice/document.h"

/* For read_office: the two kinds of office files. */
void read_docx(const struct archive_parts *parts, struct document *d);
void read_xlsx(const struct archive_parts *parts, struct document *d);

/* A part as libxml2's tree, its text repaired; NULL where it is missing or broken (then with a diagnostic). No network,
 * no entities. The caller frees it with xmlFreeDoc. */
xmlDoc *office_open(const struct archive_parts *parts, const char *part, struct document *d);

/* Automatic numbers of DOCX paragraphs. */
struct office_numbering *office_numbering_new(
    const struct archive_parts *parts, struct document *d);
/* Append the number that a paragraph with this <w:numPr> shows ("1.", "（二）"); nothing for a bullet. */
void office_numbering_add(struct office_numbering *n, const xmlNode *num_pr, struct text *out);
void office_numbering_free(struct office_numbering *n);

/* What a number in a sheet's cell stands for by its style. */
enum office_style { STYLE_PLAIN, STYLE_DAY, STYLE_MONTH, STYLE_PERCENT };
struct office_styles {
	list_of(enum office_style) list;
};
void office_styles_read(
    const struct archive_parts *parts, struct document *d, struct office_styles *out);
#endif
