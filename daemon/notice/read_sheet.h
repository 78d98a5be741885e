#ifndef NOTICE_READ_SHEET_H
#define NOTICE_READ_SHEET_H
#include "base/error.h"
#include "base/span.h"
#include "notice/lexicon.h"
#include "plan/sheet.h"

/*
 * A table of reported values in any encoding: CSV, TSV, or an XLSX workbook, of which every sheet is read. A header row
 * names the columns (lists reports.* of the lexicon), in any order; rows above it are titles. Without one the columns
 * are address (or unit), metric, value, date, note. `name` of the file opens the errors. *out (zeroed by the caller) is
 * filled on success; false with a sentence when nothing can be read as lines at all.
 */
bool read_sheet(const char *name, struct span bytes, const struct lexicon *l, struct sheet *out,
    struct error *err);
#endif
