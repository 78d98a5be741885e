#ifndef NOTICE_FORMATS_H
#define NOTICE_FORMATS_H
#include "notice/document.h"
#include "notice/words.h"

/* Formats → document; each allocates in it. Text comes in UTF-8, repaired by clean_text. */

/* CSV and TSV (RFC 4180): quotes, doubled quotes, line breaks inside them; the separator , ; tab or | is the one
 * that parts the first rows most evenly. Never fails. */
void read_csv(struct span text, struct document *d);
/* Does a text without a telling name look like CSV: its first rows part evenly, one names columns? */
bool read_csv_fits(struct span text, const struct words *w);

/* HTML through libxml2, no network, no entities of its own, depth 256: tables with rowspan, colspan and nested
 * markup become grids, layout tables are walked through. False when libxml2 makes nothing of it. */
bool read_html(struct span text, struct document *d, struct error *err);
bool read_html_fits(struct span text);

/* DOCX or XLSX: the parts of a ZIP archive, each at most 64 MiB unpacked. */
bool read_office(struct span bytes, struct document *d, struct error *err);
#endif
