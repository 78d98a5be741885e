#ifndef PLAN_SHEET_H
#define PLAN_SHEET_H
#include "base/json.h"
#include "base/list.h"

/*
 * Values reported in a table (CSV, TSV, XLSX), as they stand there: a line says where (an address, or unit and metric),
 * how much, on which day, and a note. Between the reader and the plan each travels as one JSON object:
 *	{"line": 2, "address": "…", "unit": "…", "metric": "…", "value": "150", "date": "2018-12-03", "note": "…"}
 *	{"line": 7, "severity": "warning", "message": "…"}	what could not be read as a line
 */
enum sheet_field {
	SHEET_ADDRESS,
	SHEET_UNIT,
	SHEET_METRIC,
	SHEET_VALUE,
	SHEET_DATE, /* YYYY-MM-DD where it could be read as a day, else as written */
	SHEET_NOTE,
	SHEET_FIELDS
};
struct sheet_line {
	int line; /* in the file; of an XLSX sheet its row; 0: the file as a whole */
	const char *field[SHEET_FIELDS]; /* "" where the line says nothing */
	const char *remark;		 /* why it is no line; NULL: it is one */
};
struct sheet {
	struct arena arena;
	list_of(struct sheet_line) lines;
};
/* No file has more lines; the rest is refused with a remark. */
enum { SHEET_LINES = 100000 };

/* "address" "unit" …: the key in JSON, and the list of header words reports.NAME. */
const char *sheet_field_name(enum sheet_field f);
/* A new reference. */
json_t *sheet_line_write(const struct sheet_line *l);
/* Back from JSON; text is allocated in a. */
bool sheet_line_read(
    const json_t *object, struct arena *a, struct sheet_line *out, struct error *err);
void sheet_release(struct sheet *s);
#endif
